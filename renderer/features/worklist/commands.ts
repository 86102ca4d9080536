import { type Command, commandsOf } from '#renderer/session/commands.ts';

/** What the worklist's keys do; the component supplies them. */
export interface WorklistActs {
  readonly step: (rows: number) => void;
  readonly toFirst: () => void;
  readonly toLast: () => void;
  readonly page: (direction: 1 | -1) => void;
  readonly open: () => void;
  readonly hasSelection: () => boolean;
  readonly find: () => void;
  readonly toggleUnreported: () => void;
  readonly toggleUrgent: () => void;
  readonly toggleReady: () => void;
  readonly toggleAssigned: () => void;
  readonly nextModality: () => void;
  readonly nextSite: () => void;
  readonly cycleOrder: () => void;
  readonly refresh: () => void;
  readonly clear: () => void;
  readonly setPriority: (priority: 'STAT' | 'URGENT' | 'ROUTINE') => void;
}

const command = commandsOf('worklist', 'worklist');

export function worklistCommands(acts: WorklistActs): readonly Command[] {
  const selected = acts.hasSelection;
  return [
    command('next', ['ArrowDown', 'J'], () => acts.step(1)),
    command('previous', ['ArrowUp', 'K'], () => acts.step(-1)),
    command('pageDown', ['PageDown'], () => acts.page(1)),
    command('pageUp', ['PageUp'], () => acts.page(-1)),
    command('first', ['Home'], acts.toFirst),
    command('last', ['End'], acts.toLast),
    command('open', ['Enter'], acts.open, selected),
    command('find', ['/', 'Ctrl+F'], acts.find),
    command('toReport', ['1'], acts.toggleUnreported),
    command('urgent', ['2'], acts.toggleUrgent),
    command('ready', ['3'], acts.toggleReady),
    command('assigned', ['4'], acts.toggleAssigned),
    command('nextModality', ['5'], acts.nextModality),
    command('nextSite', ['6'], acts.nextSite),
    command('clear', ['Escape', '0'], acts.clear),
    command('cycleOrder', ['S'], acts.cycleOrder),
    command('refresh', ['R', 'F5'], acts.refresh),
    command('setStat', ['Alt+1'], () => acts.setPriority('STAT'), selected),
    command('setUrgent', ['Alt+2'], () => acts.setPriority('URGENT'), selected),
    command('setRoutine', ['Alt+3'], () => acts.setPriority('ROUTINE'), selected),
  ];
}
