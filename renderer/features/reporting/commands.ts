import { type Command, commandsOf } from '#renderer/session/commands.ts';

export interface ReportActs {
  readonly sign: () => void;
  readonly canSign: () => boolean;
  readonly nextSection: () => void;
  readonly previousSection: () => void;
  /** Puts the first thing that is offered under Comparison there. */
  readonly insertComparison: () => void;
  readonly canInsert: () => boolean;
}

const command = commandsOf('reporting', 'reading');

/** The keys of the report while a study is on the desk; all of them also work inside its text fields. */
export function reportCommands(acts: ReportActs): readonly Command[] {
  return [
    command('sign', ['Ctrl+Enter'], acts.sign, acts.canSign),
    command('nextSection', ['F9'], acts.nextSection),
    command('previousSection', ['F10'], acts.previousSection),
    command('insertComparison', ['F8'], acts.insertComparison, acts.canInsert),
  ];
}
