import type { Command } from '../session/commands.ts';

export interface AppActs {
  readonly showKeys: () => void;
  readonly showPalette: () => void;
  readonly showSettings: () => void;
  readonly showUnsent: () => void;
  readonly toWorklist: () => void;
  readonly toStat: () => void;
  readonly hasStat: () => boolean;
}

/** What can be done from everywhere, and the ways back. */
export function appCommands(acts: AppActs): readonly Command[] {
  return [
    { id: 'app.showKeys', title: 'app.commands.showKeys', place: 'anywhere', keys: ['?', 'F1'], run: acts.showKeys },
    {
      id: 'app.showPalette',
      title: 'app.commands.showPalette',
      place: 'anywhere',
      keys: ['Ctrl+K'],
      run: acts.showPalette,
    },
    {
      id: 'app.showSettings',
      title: 'app.commands.showSettings',
      place: 'anywhere',
      keys: ['Ctrl+,'],
      run: acts.showSettings,
    },
    {
      id: 'app.showUnsent',
      title: 'app.commands.showUnsent',
      place: 'anywhere',
      keys: ['Ctrl+Shift+U'],
      run: acts.showUnsent,
    },
    {
      id: 'app.toStat',
      title: 'worklist.commands.toStat',
      place: 'anywhere',
      keys: ['Alt+S'],
      run: acts.toStat,
      canRun: acts.hasStat,
    },
    {
      id: 'app.leaveSettings',
      title: 'app.commands.toWorklist',
      place: 'settings',
      keys: ['Escape'],
      run: acts.toWorklist,
    },
  ];
}
