import { attempt, attemptFiles } from '#electron/base/database/storeFailure.ts';
import { fail, type Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { FrameRow } from './cacheIndex.ts';
import { discardIndex, type OpenIndex, openIndex } from './openIndex.ts';
import { type RecoveryParts, rebuildIndex } from './recoverPacks.ts';

/** Holds the index, and replaces it by a rebuilt one when it turns out to be damaged: never a dialog, only a pause. */
export interface IndexKeeper {
  /** What the index answers, or `otherwise` when it cannot: whatever is asked then counts as not here. */
  ask<Value>(question: (index: OpenIndex) => Value, otherwise: Value): Value;
  tell<Value>(work: (index: OpenIndex) => Result<Value, Failure>): Result<Value, Failure>;
  put(rows: readonly FrameRow[]): Result<void, Failure>;
  /** The work of the start, before anything is asked; then begins to rebuild if the index is not whole. */
  prepare<Value>(work: (index: OpenIndex) => Promise<Result<Value, Failure>>): Promise<Result<Value, Failure>>;
  recovered(): Promise<void>;
  /** The packs are being read into an index that was lost: what it does not name may be here all the same. */
  readonly isRebuilding: boolean;
  close(): Promise<void>;
}

type KeeperOptions = Omit<RecoveryParts, 'frames' | 'attributes' | 'settle'> & {
  readonly indexDirectory: string;
  readonly key: Uint8Array;
  readonly onRecovered?: () => void;
};

export async function createIndexKeeper(options: KeeperOptions): Promise<Result<IndexKeeper, Failure>> {
  const { files, indexDirectory, key, log } = options;
  const first = await openIndex(files, indexDirectory, key, log);
  if (!first.ok) return first;
  let index: OpenIndex | undefined = first.value;
  let work: Promise<void> = Promise.resolve();
  let closing = false;
  let rebuilding = 0;

  const rebuild = async (current: OpenIndex): Promise<void> => {
    rebuilding += 1;
    const done = await attemptFiles(() =>
      rebuildIndex({ ...options, ...current }, () => !closing && index === current),
    );
    const result = done.ok ? done.value : done;
    if (!result.ok) log.error('cache.rebuildFailed', { code: result.failure.code });
    else if (!closing && index === current) attempt(() => current.noteWhole());
    rebuilding -= 1;
    options.onRecovered?.();
  };
  const startOver = async (damaged: OpenIndex): Promise<void> => {
    if (index !== damaged || closing) return;
    index = undefined;
    attempt(() => damaged.close(false));
    await discardIndex(files, indexDirectory);
    const opened = await openIndex(files, indexDirectory, key, log);
    if (!opened.ok) {
      log.error('cache.indexGone', { code: opened.failure.code });
      return;
    }
    index = opened.value;
    await rebuild(opened.value);
  };
  const noteFailure = (current: OpenIndex, failure: Failure): void => {
    log.warn('cache.indexFailed', { code: failure.code });
    if (failure.code !== 'StoreDamaged') return;
    work = work.then(() => startOver(current));
  };

  const tell: IndexKeeper['tell'] = (act) => {
    const current = index;
    // Only while a damaged index is being replaced.
    if (!current) return fail({ code: 'StoreDamaged' });
    const done = attempt(() => act(current));
    const result = done.ok ? done.value : done;
    if (!result.ok) noteFailure(current, result.failure);
    return result;
  };

  return {
    ok: true,
    value: {
      ask(question, otherwise) {
        const answer = tell((current) => ({ ok: true, value: question(current) }));
        return answer.ok ? answer.value : otherwise;
      },
      tell,
      put: (rows) => (rows.length === 0 ? { ok: true, value: undefined } : tell((current) => current.frames.put(rows))),
      async prepare(act) {
        const current = index ?? first.value;
        const done = await attemptFiles(() => act(current));
        const result = done.ok ? done.value : done;
        if (result.ok && !current.whole) {
          const begun = rebuild(current);
          work = work.then(() => begun);
        }
        return result;
      },
      recovered: () => work,
      get isRebuilding() {
        return rebuilding > 0 || index === undefined;
      },
      async close() {
        closing = true;
        await work;
        index?.close(true);
        index = undefined;
      },
    },
  };
}
