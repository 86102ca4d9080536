import type { Command, KeyConflict } from '#renderer/session/commands.ts';
import { ownerOfChord } from '#renderer/session/keysInForce.ts';
import type { Hands } from '#shared/hands/handsProfile.ts';

export type KeyEdit =
  | { readonly kind: 'add'; readonly chord: string }
  | { readonly kind: 'remove'; readonly chord: string }
  | { readonly kind: 'reset' };

/** The reader's own keys after an edit, or who has the key already. */
export function editedKeys(
  inForce: readonly Command[],
  command: Command,
  hands: Hands,
  edit: KeyEdit,
): { readonly keys: Hands['keys'] } | KeyConflict {
  const { [command.id]: _own, ...others } = hands.keys;
  // A key of its own that the reader has given to another stays with that one: the reader's go before all.
  if (edit.kind === 'reset') return { keys: others };
  if (edit.kind === 'remove') {
    return { keys: { ...others, [command.id]: command.keys.filter((chord) => chord !== edit.chord) } };
  }
  const conflict = ownerOfChord(inForce, edit.chord, command);
  if (conflict) return conflict;
  return { keys: { ...others, [command.id]: [...new Set([...command.keys, edit.chord])] } };
}
