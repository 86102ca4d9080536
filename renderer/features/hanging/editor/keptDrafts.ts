import type { StoreApi } from 'zustand/vanilla';
import { mostDrafts, type ProtocolDraft } from '#shared/contract/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { type DraftsState, unsavedDrafts } from './drafts.ts';
import { withPlaces } from './model/editStages.ts';
import { startEditing } from './model/history.ts';

/** A pause this long and what is being written lies on the disk: a crash loses no more. */
const pauseMs = 500;

/** Those that lie on the disk as no version; the newest of too many. */
export function draftsToKeep(state: DraftsState): readonly ProtocolDraft[] {
  return unsavedDrafts(state)
    .slice(-mostDrafts)
    .map(({ now, kept }) => ({ protocol: now, isNew: kept === undefined }));
}

/** With what was being written when the window ended; what is open in this window goes before. */
export function withKeptDrafts(
  { drafts }: DraftsState,
  found: readonly ProtocolDraft[],
  kept: readonly Protocol[],
): DraftsState {
  const back = found.flatMap(({ protocol, isNew }) => {
    const own = kept.find(({ id }) => id === protocol.id);
    return isNew || own ? [[protocol.id, startEditing(protocol, own && withPlaces(own))] as const] : [];
  });
  return { drafts: { ...Object.fromEntries(back), ...drafts } };
}

/** Keeps what is being written at every pause. `save` is asked again at the next pause where it fails. Answers what stops it. */
export function keepDrafts(
  store: StoreApi<DraftsState>,
  save: (drafts: readonly ProtocolDraft[]) => Promise<boolean>,
): () => void {
  let written = JSON.stringify(draftsToKeep(store.getState()));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = async () => {
    const now = draftsToKeep(store.getState());
    const text = JSON.stringify(now);
    if (text !== written && (await save(now))) written = text;
  };
  const stop = store.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), pauseMs);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
