import type { StudyCache } from '#electron/services/cache/index.ts';
import type { ReadinessBook } from '#electron/services/prefetch/index.ts';
import type { ImagesAtSigning } from '#shared/contract/imagesAtSigning.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';

/**
 * What is here of a study's images, series by series, and what its archive counts beyond its lists (trust.md P6). The
 * readiness has the last word on whether anything is missing: it knows which objects carry no image after all.
 */
export function imagesAtSigning(
  study: StudyRef,
  cache: Pick<StudyCache, 'countFrames' | 'readSeries'>,
  readiness: Readiness,
  look: ReturnType<ReadinessBook['lastLook']>,
): Omit<ImagesAtSigning, 'askedNow'> {
  const named = new Map(cache.readSeries(study).map((series) => [series.seriesInstanceUID, series.instances[0]]));
  const isWhole = readiness.state === 'complete' || readiness.state === 'noImages';
  const series = cache
    .countFrames(study)
    .filter(({ expectedFrames }) => expectedFrames > 0)
    .map(({ seriesInstanceUID, presentFrames, expectedFrames }) => {
      const first = named.get(seriesInstanceUID);
      const seriesNumber = first && numberOf(first, 'SeriesNumber');
      return {
        seriesInstanceUID,
        ...(seriesNumber !== undefined && Number.isInteger(seriesNumber) && { seriesNumber }),
        description: (first && (textOf(first, 'SeriesDescription') ?? textOf(first, 'ProtocolName'))) ?? '',
        here: presentFrames,
        expected: isWhole ? presentFrames : Math.max(presentFrames, expectedFrames),
      };
    });
  const sum = (of: (one: (typeof series)[number]) => number) => series.reduce((total, one) => total + of(one), 0);
  const here = isWhole
    ? sum((one) => one.here)
    : Math.min(
        readiness.presentFrames,
        sum((one) => one.here),
      );
  return {
    here,
    expected:
      readiness.expectedFrames === undefined ? sum((one) => one.expected) : Math.max(here, readiness.expectedFrames),
    unlisted: Math.max(0, (look?.counted ?? 0) - (look?.listed ?? 0)),
    series: series.sort((one, other) => (one.seriesNumber ?? Infinity) - (other.seriesNumber ?? Infinity)),
    ...(readiness.goneImages !== undefined && { gone: readiness.goneImages }),
    ...(look?.at !== undefined && { askedAt: look.at }),
    ...(readiness.agreedAt !== undefined && { agreedAt: readiness.agreedAt }),
  };
}
