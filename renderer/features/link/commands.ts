import { type Command, commandsOf } from '#renderer/session/commands.ts';
import type { LinkSnapshot } from '#shared/contract/link.ts';

/** What the line's keys do; whoever holds the panel supplies them. */
export interface LinkActs {
  readonly togglePanel: () => void;
  readonly togglePaused: () => void;
  readonly allowOverCap: () => void;
  readonly toggleMetered: () => void;
  readonly snapshot: () => LinkSnapshot | undefined;
}

const command = commandsOf('link', 'anywhere');

export function linkCommands(acts: LinkActs): readonly Command[] {
  const mayAllowOverCap = () => {
    const { monthlyCapBytes, overCapAllowed } = acts.snapshot() ?? {};
    return monthlyCapBytes !== undefined && !overCapAllowed;
  };
  return [
    command('togglePanel', ['Alt+L'], acts.togglePanel),
    command('togglePaused', ['Alt+P'], acts.togglePaused),
    command('allowOverCap', ['Alt+Shift+P'], acts.allowOverCap, mayAllowOverCap),
    command('toggleMetered', [], acts.toggleMetered, () => acts.snapshot()?.network !== undefined),
  ];
}
