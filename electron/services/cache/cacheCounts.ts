import { type StudyRef, studyKey, wholeObjectNumber } from '#shared/dicom/frameKey.ts';
import type { AttributeKeeper } from './attributeKeeper.ts';
import { addFrame } from './cacheIndex.ts';
import type { StudyCache } from './index.ts';
import type { IndexKeeper } from './indexKeeper.ts';
import type { PackAppender } from './packAppender.ts';
import type { SeriesKeys } from './seriesKeys.ts';

export interface CacheCountsParts {
  readonly index: IndexKeeper;
  readonly appender: Pick<PackAppender, 'pendingOf'>;
  readonly attributes: Pick<AttributeKeeper, 'promised'>;
  readonly seriesKeys: Pick<SeriesKeys, 'listStudies'>;
  /** Bytes of each pack. */
  readonly sizes: ReadonlyMap<string, number>;
}

export type CacheCounts = Pick<StudyCache, 'countFrames' | 'presentFrames' | 'listSizes'>;

/** How much of each study is here: what is indexed, and what lies in a pack and waits for its index row. */
export function createCacheCounts(parts: CacheCountsParts): CacheCounts {
  const { index, appender, attributes, seriesKeys, sizes } = parts;
  return {
    countFrames(study) {
      const counts = index.ask(({ frames }) => frames.countBySeries(study), new Map<string, number>());
      for (const { key } of appender.pendingOf(study)) {
        if (key.frameNumber === wholeObjectNumber || index.ask(({ frames }) => frames.find(key), undefined)) continue;
        counts.set(key.seriesInstanceUID, (counts.get(key.seriesInstanceUID) ?? 0) + 1);
      }
      return [...attributes.promised(study)].map(([seriesInstanceUID, { frames: expectedFrames, instances }]) => ({
        seriesInstanceUID,
        expectedFrames,
        presentFrames: counts.get(seriesInstanceUID) ?? 0,
        instances,
      }));
    },
    presentFrames(study, series) {
      const present = index.ask(({ frames }) => frames.present(study, series), new Map<string, Set<number>>());
      for (const { key } of appender.pendingOf(study)) {
        if (key.seriesInstanceUID === series && key.frameNumber !== wholeObjectNumber)
          addFrame(present, key.sopInstanceUID, key.frameNumber);
      }
      return present;
    },
    listSizes() {
      const bytes = new Map<string, { readonly study: StudyRef; bytes: number }>();
      for (const { packId, study } of seriesKeys.listStudies()) {
        const one = bytes.get(studyKey(study)) ?? { study, bytes: 0 };
        one.bytes += sizes.get(packId) ?? 0;
        bytes.set(studyKey(study), one);
      }
      return [...bytes.values()];
    },
  };
}
