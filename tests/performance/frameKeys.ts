import { framesOf } from '#electron/services/prefetch/index.ts';
import type { SeriesSnapshot, StudySnapshot } from '#shared/contract/studies.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import type { SOPInstanceUID } from '#shared/dicom/uids.ts';

/** Every frame of a series, in the archive's order. */
export function keysOfSeries(study: StudyRef, { seriesInstanceUID, instances }: SeriesSnapshot): readonly FrameKey[] {
  return instances.flatMap((instance) =>
    Array.from({ length: framesOf(instance) }, (_, index) => ({
      ...study,
      seriesInstanceUID,
      sopInstanceUID: textOf(instance, 'SOPInstanceUID') as SOPInstanceUID,
      frameNumber: index + 1,
    })),
  );
}

export function keysOfStudy({ item, series }: StudySnapshot): readonly FrameKey[] {
  return series.flatMap((each) => keysOfSeries(item.study, each));
}
