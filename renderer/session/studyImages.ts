import type { StudySnapshot } from '#shared/contract/studies.ts';
import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { type DisplaySet, splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import type { ImageDescription, ImageRefusal } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';

/** A display set with the words of its series that a reader knows it by. */
export interface NamedDisplaySet {
  readonly set: DisplaySet;
  readonly seriesNumber: number | undefined;
  readonly description: string;
}

export interface StudyImages {
  readonly images: readonly ImageDescription[];
  readonly sets: readonly NamedDisplaySet[];
  /** Instances that are not drawn, counted by reason; objects that are no images at all are not among them. */
  readonly refused: ReadonlyMap<ImageRefusal, number>;
}

/** Reads every instance of a study once, and arranges what can be drawn by series number. */
export function readStudyImages(snapshot: StudySnapshot): StudyImages {
  const images: ImageDescription[] = [];
  const sets: NamedDisplaySet[] = [];
  const refused = new Map<ImageRefusal, number>();
  const { archiveId } = snapshot.item.study;
  for (const series of snapshot.series) {
    const ofSeries: ImageDescription[] = [];
    for (const dataset of series.instances) {
      const image = readImageDescription(dataset);
      if (image.ok) ofSeries.push({ ...image.value, archiveId });
      else if (image.failure !== 'notAnImage') refused.set(image.failure, (refused.get(image.failure) ?? 0) + 1);
    }
    const first = series.instances[0];
    const seriesNumber = first && numberOf(first, 'SeriesNumber');
    const description = (first && (textOf(first, 'SeriesDescription') ?? textOf(first, 'ProtocolName'))) ?? '';
    images.push(...ofSeries);
    sets.push(...splitIntoDisplaySets(ofSeries).map((set) => ({ set, seriesNumber, description })));
  }
  const number = ({ seriesNumber }: NamedDisplaySet) => seriesNumber ?? Number.MAX_SAFE_INTEGER;
  return { images, sets: sets.sort((a, b) => number(a) - number(b)), refused };
}
