import { type Command, type CommandPlace, type KeyConflict, shareKeys } from './commands.ts';

type Keyed = Pick<Command, 'id' | 'place' | 'keys'>;
type KeysById = Readonly<Record<string, readonly string[]>>;

/**
 * Every command with the keys that act: the reader's own first, then the profile's, then the command's. A key that the
 * higher has taken is taken from the lower, in the same place only: an update that brings a command on a key the reader
 * uses changes nothing under their hand.
 */
export function keysInForce<Item extends Keyed>(
  commands: readonly Item[],
  ofProfile: KeysById,
  ofReader: KeysById,
): readonly Item[] {
  const rank = ({ id }: Keyed): number => (ofReader[id] ? 0 : ofProfile[id] ? 1 : 2);
  const wanted = (command: Keyed) => ofReader[command.id] ?? ofProfile[command.id] ?? command.keys;
  const taken: { readonly rank: number; readonly chord: string; readonly place: CommandPlace }[] = [];
  const free = (command: Keyed, chord: string) =>
    !taken.some((each) => each.rank < rank(command) && each.chord === chord && shareKeys(each.place, command.place));
  const keys = new Map<string, readonly string[]>();
  for (const level of [0, 1, 2]) {
    for (const command of commands.filter((each) => rank(each) === level)) {
      const kept = wanted(command).filter((chord) => free(command, chord));
      keys.set(command.id, kept);
      for (const chord of kept) taken.push({ rank: level, chord, place: command.place });
    }
  }
  return commands.map((command) => {
    const now = keys.get(command.id) ?? command.keys;
    return sameChords(now, command.keys) ? command : { ...command, keys: now };
  });
}

/** Commands that have a key of their own, and would have none. */
export function withoutKeys(commands: readonly Keyed[], inForce: readonly Keyed[]): readonly string[] {
  const keyless = new Set(inForce.filter(({ keys }) => keys.length === 0).map(({ id }) => id));
  return commands.filter(({ id, keys }) => keys.length > 0 && keyless.has(id)).map(({ id }) => id);
}

/** The command that already has a chord where this one would act; undefined when the chord is free. */
export function ownerOfChord(
  commands: readonly Keyed[],
  chord: string,
  wanting: Pick<Command, 'id' | 'place'>,
): KeyConflict | undefined {
  const owner = commands.find(
    (each) => each.id !== wanting.id && each.keys.includes(chord) && shareKeys(each.place, wanting.place),
  );
  return owner && { chord, commands: [owner.id, wanting.id] };
}

function sameChords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((chord, index) => chord === other[index]);
}
