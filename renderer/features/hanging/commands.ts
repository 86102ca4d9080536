import { type Command, commandsOf } from '../../session/commands.ts';

/** What the keys of the hanging do; whoever has the study on the desk supplies them. */
export interface HangingActs {
  readonly why: () => void;
  readonly correct: () => void;
  /** Whether a series is in the active box. */
  readonly hasSeries: () => boolean;
}

const command = commandsOf('hanging', 'reading');

/** Why the active box shows what it shows, and what its series really is. */
export function hangingCommands(acts: HangingActs): readonly Command[] {
  return [command('why', ['Alt+Y'], acts.why), command('correct', ['Alt+T'], acts.correct, acts.hasSeries)];
}
