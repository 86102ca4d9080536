import { join } from 'node:path';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { Log } from '#electron/base/logging/log.ts';
import type { Files } from '#electron/base/world.ts';
import type { StudyCache } from './index.ts';
import type { IndexKeeper } from './indexKeeper.ts';
import type { PackAppender } from './packAppender.ts';
import type { PackReader } from './packReader.ts';
import type { SeriesKeys } from './seriesKeys.ts';

export interface RemovalParts {
  readonly files: Files;
  readonly directory: string;
  readonly index: IndexKeeper;
  readonly appender: Pick<PackAppender, 'withoutStudy'>;
  readonly seriesKeys: Pick<SeriesKeys, 'eraseStudy'>;
  readonly reader: Pick<PackReader, 'letGo'>;
  /** Bytes of each pack. */
  readonly sizes: Map<string, number>;
  readonly log: Log;
}

/** Takes a study off this computer: its keys first, then what the index says of it, then its packs. */
export function createRemoval(parts: RemovalParts): StudyCache['removeStudy'] {
  const { files, directory, index, appender, seriesKeys, reader, sizes, log } = parts;
  return (study, mayStill = () => true) => {
    let readersGone: Promise<void> | undefined;
    const erase = (): readonly string[] | undefined => {
      // The disk may have been waited for, and the study opened meanwhile: from here to the keys nothing is waited for.
      if (!mayStill()) return undefined;
      const erased = seriesKeys.eraseStudy(study);
      if (!erased.ok) {
        // With its keys alive the study is not gone, whatever else were deleted: it stays whole, and is tried again.
        log.error('cache.removeFailed', { code: erased.failure.code });
        return undefined;
      }
      readersGone = reader.letGo(erased.value);
      index.ask((current) => {
        current.frames.removeStudy(study);
        current.attributes.removeStudy(study);
      }, undefined);
      return erased.value;
    };
    return appender.withoutStudy(study, erase, async (packIds) => {
      await readersGone;
      for (const packId of packIds) {
        sizes.delete(packId);
        await attemptFiles(() => files.rm(join(directory, packId), { force: true }));
      }
    });
  };
}
