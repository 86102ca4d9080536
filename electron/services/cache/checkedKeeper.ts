import { transact } from '#electron/base/database/transaction.ts';
import { succeed } from '#shared/base/result.ts';
import { type FrameKey, frameId } from '#shared/dicom/frameKey.ts';
import type { StudyCache } from './index.ts';
import type { IndexKeeper } from './indexKeeper.ts';
import type { PackAppender } from './packAppender.ts';

/** So many marks are written together: one commit each would cost more than the check. */
const marksAtOnce = 64;

export type CheckedKeeper = Pick<StudyCache, 'noteChecked' | 'listUnchecked'> & {
  /** Writes down what has been noted; what is lost before is found out again. */
  settle(): void;
};

/** Remembers over restarts of which frames an image was made. Frames are checked before they are in the index. */
export function createCheckedKeeper(index: IndexKeeper, appender: Pick<PackAppender, 'pendingRow'>): CheckedKeeper {
  const noted = new Map<string, { readonly key: FrameKey; readonly digest: string }>();

  const settle = (): void => {
    const ripe = [...noted].filter(([, { key }]) => !appender.pendingRow(key));
    if (ripe.length === 0) return;
    for (const [id] of ripe) noted.delete(id);
    index.tell(({ database, checked }) =>
      transact(database, () => {
        for (const [, { key, digest }] of ripe) checked.note(key, digest);
        return succeed(undefined);
      }),
    );
  };

  return {
    noteChecked(key, digest) {
      noted.set(frameId(key), { key, digest });
      if (noted.size % marksAtOnce === 0) settle();
    },
    listUnchecked(after, limit) {
      settle();
      const found = index.ask(({ checked }) => checked.next(after, limit), []);
      return found.filter((key) => !noted.has(frameId(key)));
    },
    settle,
  };
}
