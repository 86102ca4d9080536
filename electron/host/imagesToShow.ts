import type { CachedSeries, StudyCache } from '#electron/services/cache/index.ts';
import type { ImagesToShow } from '#electron/services/reports/index.ts';
import type { ImagesAtSigning } from '#shared/contract/imagesAtSigning.ts';
import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { findSliceGaps } from '#shared/dicom/sliceGaps.ts';

/** What can be seen of a study's images, as the reading side would arrange them: by the same rules, from the same data. */
export function imagesToShow(study: StudyRef, cache: Pick<StudyCache, 'readSeries' | 'presentFrames'>): ImagesToShow {
  const instances = new Set<string>();
  const lacking: NonNullable<ImagesAtSigning['lacking']> = [];
  let notShown = 0;
  for (const series of cache.readSeries(study)) {
    const present = cache.presentFrames(study, series.seriesInstanceUID);
    const drawable: ImageDescription[] = [];
    for (const instance of series.instances) {
      const image = readImageDescription(instance);
      const uid = textOf(instance, 'SOPInstanceUID') ?? '';
      const frames = present.get(uid)?.size ?? 0;
      if (image.ok) {
        drawable.push(image.value);
        if (frames > 0) instances.add(uid);
      } else if (image.failure !== 'notAnImage') {
        notShown += frames;
      }
    }
    const slices = lackingIn(drawable);
    if (slices > 0) lacking.push({ ...namesOf(series), slices });
  }
  lacking.sort((one, other) => (one.seriesNumber ?? Infinity) - (other.seriesNumber ?? Infinity));
  return {
    instances,
    counts: { ...(lacking.length > 0 && { lacking }), ...(notShown > 0 && { notShown }) },
  };
}

/** Slices that are lacking between those that the archive has, of all the series' stacks (link.md V10). */
function lackingIn(images: readonly ImageDescription[]): number {
  const gaps = splitIntoDisplaySets(images).flatMap((set) => findSliceGaps(set));
  return gaps.reduce((sum, { missing }) => sum + missing, 0);
}

function namesOf({ seriesInstanceUID, instances: [first] }: CachedSeries) {
  const seriesNumber = first && numberOf(first, 'SeriesNumber');
  return {
    seriesInstanceUID,
    ...(seriesNumber !== undefined && Number.isInteger(seriesNumber) && { seriesNumber }),
    description: (first && (textOf(first, 'SeriesDescription') ?? textOf(first, 'ProtocolName'))) ?? '',
  };
}
