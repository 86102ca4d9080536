import { type Command, commandsOf } from '../../session/commands.ts';

/** What the keys of the hanging do; whoever has the study on the desk supplies them. */
export interface HangingActs {
  readonly why: () => void;
  readonly correct: () => void;
  readonly remember: () => void;
  readonly edit: () => void;
  /** Whether a series is in the active box. */
  readonly hasSeries: () => boolean;
  /** Whether a protocol hangs the study. */
  readonly isHung: () => boolean;
}

const command = commandsOf('hanging', 'reading');

/** Why the active box shows what it shows, what its series really is, hanging so from now on, and the protocol itself. */
export function hangingCommands(acts: HangingActs): readonly Command[] {
  return [
    command('why', ['Alt+Y'], acts.why),
    command('correct', ['Alt+T'], acts.correct, acts.hasSeries),
    command('remember', ['Ctrl+Shift+S'], acts.remember, acts.isHung),
    command('edit', [], acts.edit, acts.isHung),
  ];
}
