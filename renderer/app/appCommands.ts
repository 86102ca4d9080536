import { type Command, commandsOf } from '../session/commands.ts';

export interface AppActs {
  readonly showKeys: () => void;
  readonly showPalette: () => void;
  readonly showSettings: () => void;
  readonly showUnsent: () => void;
  readonly leaveSettings: () => void;
  readonly lock: () => void;
  readonly canLock: () => boolean;
  readonly toStat: () => void;
  readonly hasStat: () => boolean;
}

const command = commandsOf('app', 'anywhere');

/** What can be done from everywhere, and the ways back. */
export function appCommands(acts: AppActs): readonly Command[] {
  return [
    command('showKeys', ['?', 'F1'], acts.showKeys),
    command('showPalette', ['Ctrl+K'], acts.showPalette),
    command('showSettings', ['Ctrl+,'], acts.showSettings),
    command('showUnsent', ['Ctrl+Shift+U'], acts.showUnsent),
    command('lock', ['Ctrl+Shift+L'], acts.lock, acts.canLock),
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
      title: 'app.commands.leaveSettings',
      place: 'settings',
      keys: ['Escape'],
      run: acts.leaveSettings,
    },
  ];
}
