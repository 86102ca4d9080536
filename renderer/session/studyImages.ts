import { type Result, succeed } from '#shared/base/result.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { ImageDescription, ImageRefusal } from '#shared/dicom/imageDescription.ts';
import { ImagePatients } from '#shared/dicom/imagePatient.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import { displaySetsOf } from '#shared/dicom/studyDisplaySets.ts';
import { seriesFactsOf } from './seriesFacts.ts';
import { orderSeries } from './seriesOrder.ts';

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

const known = new WeakMap<DicomDataset, Result<ImageDescription, ImageRefusal>>();

/** A newer answer keeps the data sets that are as they were; they are not read again, and stay the same images. */
function readOnce(
  dataset: DicomDataset,
  archiveId: ArchiveId,
  patients: ImagePatients,
): Result<ImageDescription, ImageRefusal> {
  const before = known.get(dataset);
  if (before) return before;
  const image = readImageDescription(dataset);
  const read = image.ok ? succeed({ ...image.value, archiveId, patient: patients.of(dataset) }) : image;
  known.set(dataset, read);
  return read;
}

/** What is new, but each display set as the very object that it was where nothing in it has changed: its box is left alone. */
export function keepUnchangedSets(before: StudyImages, now: StudyImages): StudyImages {
  const ofBefore = new Map(before.sets.map((named) => [named.set.id, named]));
  const sets = now.sets.map((named) => {
    const old = ofBefore.get(named.set.id);
    return old && sameFrames(old.set, named.set) ? { ...named, set: old.set } : named;
  });
  return { ...now, sets };
}

function sameFrames(one: DisplaySet, other: DisplaySet): boolean {
  const same = (left: readonly FrameOfImage[], right: readonly FrameOfImage[]) =>
    left.length === right.length && left.every(({ frame }, index) => frame === right[index]?.frame);
  return same(one.frames, other.frames) && same(one.duplicates, other.duplicates);
}

/** Reads every instance of a study once, and arranges what can be drawn in the one order that panel, keys and hanging share. */
export function readStudyImages(snapshot: StudySnapshot): StudyImages {
  const images: ImageDescription[] = [];
  const sets: NamedDisplaySet[] = [];
  const refused = new Map<ImageRefusal, number>();
  const { archiveId } = snapshot.item.study;
  const patients = new ImagePatients();
  for (const series of snapshot.series) {
    const ofSeries: ImageDescription[] = [];
    for (const dataset of series.instances) {
      const image = readOnce(dataset, archiveId, patients);
      if (image.ok) ofSeries.push(image.value);
      else if (image.failure !== 'notAnImage') refused.set(image.failure, (refused.get(image.failure) ?? 0) + 1);
    }
    const first = series.instances[0];
    const seriesNumber = first && numberOf(first, 'SeriesNumber');
    const described = first && (textOf(first, 'SeriesDescription') ?? textOf(first, 'ProtocolName'));
    const description = shownText(described ?? '');
    images.push(...ofSeries);
    const split = displaySetsOf(snapshot.item.study, ofSeries);
    sets.push(...split.map((set) => ({ set, seriesNumber, description })));
  }
  return { images, sets: orderSeries(sets, ({ set }) => seriesFactsOf(set, snapshot)), refused };
}
