import type { StoreApi } from 'zustand/vanilla';
import { mostDrafts, type ProtocolDraft } from '#shared/contract/hanging.ts';
import { type Protocol, protocolSchema } from '#shared/hanging/protocol.ts';
import { type DraftsState, unsavedDrafts } from './drafts.ts';
import { withPlaces } from './model/editStages.ts';
import { type Editing, startEditing } from './model/history.ts';

/** A pause this long and what is being written lies on the disk: a crash loses no more. */
const pauseMs = 500;
/** Until a disk that failed is asked again. */
const againMs = 2_000;

/** What lies on the disk of one reader. */
interface FoundDrafts {
  readonly drafts: readonly ProtocolDraft[];
  /** Protocols that are kept as a version. */
  readonly protocols: readonly Protocol[];
  /** Ids of kept ones that cannot be read. */
  readonly unreadable: readonly string[];
}

/** Where drafts lie; each says whether it could. */
export interface DraftDisk {
  read(): Promise<FoundDrafts | undefined>;
  save(drafts: readonly ProtocolDraft[]): Promise<boolean>;
}

/** Those that lie on the disk as no version; the newest of too many. One that is not sound now, as it was when it last was. */
export function draftsToKeep(state: DraftsState): readonly ProtocolDraft[] {
  return unsavedDrafts(state)
    .flatMap((editing) => {
      const protocol = lastSound(editing);
      return protocol ? [{ protocol, isNew: editing.kept === undefined }] : [];
    })
    .slice(-mostDrafts);
}

/** The disk takes nothing else, and would refuse the others with it. */
function lastSound({ now, past }: Editing): Protocol | undefined {
  const isSound = (protocol: Protocol) => protocolSchema.safeParse(protocol).success;
  return isSound(now) ? now : past.findLast((step) => isSound(step.protocol))?.protocol;
}

/**
 * With what was being written when the window ended; what is open in this window goes before. A draft of what is kept no
 * longer is let go; of what is kept and cannot be read, it is all there is.
 */
export function withKeptDrafts({ drafts }: DraftsState, found: FoundDrafts): DraftsState {
  const back = found.drafts.flatMap(({ protocol, isNew }) => {
    const own = found.protocols.find(({ id }) => id === protocol.id);
    const isOnly = isNew || found.unreadable.includes(protocol.id);
    return isOnly || own ? [[protocol.id, startEditing(protocol, own && withPlaces(own))] as const] : [];
  });
  return { drafts: { ...Object.fromEntries(back), ...drafts } };
}

/**
 * Brings back what was being written and keeps what is. Nothing is written before what is there was read: it would be
 * written over. Answers what stops it, which writes first.
 */
export function followDrafts(store: StoreApi<DraftsState>, disk: DraftDisk): () => void {
  let stop: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;
  const begin = async () => {
    const found = await disk.read();
    if (isGone) return;
    if (!found) {
      timer = setTimeout(() => void begin(), againMs);
      return;
    }
    store.setState((now) => withKeptDrafts(now, found));
    stop = keepDrafts(store, disk.save, found.drafts);
  };
  void begin();
  return () => {
    isGone = true;
    clearTimeout(timer);
    stop?.();
  };
}

const running = new Set<() => Promise<void>>();

/** Writes now what waits for a pause: the page goes out of sight, or the lock closes. */
export async function hurryProtocolDrafts(): Promise<void> {
  await Promise.all([...running].map((write) => write()));
}

/**
 * Keeps what is being written at every pause, one writing after another; a disk that fails is asked again until it takes
 * it. `onDisk`: what lies there now. Answers what stops it: what waits is written before.
 */
function keepDrafts(
  store: StoreApi<DraftsState>,
  save: DraftDisk['save'],
  onDisk: readonly ProtocolDraft[],
): () => void {
  let written = JSON.stringify(onDisk);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Promise.resolve();
  let isGone = false;
  const plan = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), ms);
  };
  // What is there is taken at once: another reader may open meanwhile, and all of it is forgotten.
  const write = (): Promise<void> => {
    clearTimeout(timer);
    const now = draftsToKeep(store.getState());
    const text = JSON.stringify(now);
    last = last.then(async () => {
      if (text === written) return;
      if (await save(now)) written = text;
      else if (!isGone) plan(againMs);
    });
    return last;
  };
  const stop = store.subscribe(() => plan(pauseMs));
  running.add(write);
  plan(pauseMs);
  return () => {
    stop();
    running.delete(write);
    void write();
    isGone = true;
  };
}
