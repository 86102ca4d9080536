import type { Level, Protocol } from '#shared/hanging/protocol.ts';
import { isSwitchId } from '#shared/hanging/protocolsInForce.ts';
import { freshId } from './names.ts';
import { isDeepSame } from './sameProtocol.ts';

/** How a protocol of a file stands to what is here. */
export type ImportedStanding =
  /** Nothing of its id is here. */
  | { readonly kind: 'new' }
  /** It is here, word for word. */
  | { readonly kind: 'same' }
  /** Another version of it is kept here. */
  | { readonly kind: 'otherVersion'; readonly kept: Protocol }
  /** It has the id of a shipped one, which is never replaced. */
  | { readonly kind: 'shipped'; readonly shipped: Protocol };

export function standingOf(
  imported: Protocol,
  shipped: readonly Protocol[],
  kept: readonly Protocol[],
): ImportedStanding {
  const ours = kept.find(({ id }) => id === imported.id);
  if (ours) return isDeepSame(ours, imported) ? { kind: 'same' } : { kind: 'otherVersion', kept: ours };
  const theirs = shipped.find(({ id }) => id === imported.id);
  return theirs ? { kind: 'shipped', shipped: theirs } : { kind: 'new' };
}

/** What is kept of it, for the level that was chosen: as one more version of what is here, or beside it as a copy. */
export function takenAs(
  imported: Protocol,
  standing: ImportedStanding,
  as: 'version' | 'copy',
  level: Exclude<Level, 'builtin'>,
  taken: ReadonlySet<string>,
): { readonly protocol: Protocol; readonly isNew: boolean } {
  if (as === 'version' && standing.kind === 'otherVersion') {
    return { protocol: { ...imported, level, version: standing.kept.version }, isNew: false };
  }
  const isFree =
    standing.kind === 'new' &&
    !taken.has(imported.id) &&
    !imported.id.startsWith('builtin.') &&
    !isSwitchId(imported.id);
  const id = isFree ? imported.id : freshId(level, imported.name, taken);
  const base = standing.kind === 'shipped' ? { basedOn: imported.id, basedOnVersion: imported.version } : {};
  return { protocol: { ...imported, ...base, id, level, version: 1 }, isNew: true };
}
