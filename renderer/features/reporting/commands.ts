import type { Command } from '#renderer/session/commands.ts';

export interface ReportActs {
  readonly sign: () => void;
  readonly canSign: () => boolean;
  readonly nextSection: () => void;
  readonly previousSection: () => void;
  /** Puts the first thing that is offered under Comparison there. */
  readonly insertComparison: () => void;
  readonly canInsert: () => boolean;
}

/** The keys of the report while a study is on the desk; all of them also work inside its text fields. */
export function reportCommands(acts: ReportActs): readonly Command[] {
  return [
    {
      id: 'reporting.sign',
      title: 'reporting.commands.sign',
      place: 'reading',
      keys: ['Ctrl+Enter'],
      canRun: acts.canSign,
      run: acts.sign,
    },
    {
      id: 'reporting.nextSection',
      title: 'reporting.commands.nextSection',
      place: 'reading',
      keys: ['F9'],
      run: acts.nextSection,
    },
    {
      id: 'reporting.previousSection',
      title: 'reporting.commands.previousSection',
      place: 'reading',
      keys: ['F10'],
      run: acts.previousSection,
    },
    {
      id: 'reporting.insertComparison',
      title: 'reporting.commands.insertComparison',
      place: 'reading',
      keys: ['F8'],
      canRun: acts.canInsert,
      run: acts.insertComparison,
    },
  ];
}
