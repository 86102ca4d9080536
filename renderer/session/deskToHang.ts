import { studyKey } from '#shared/dicom/frameKey.ts';
import type { Corrections } from '#shared/dicom/series/corrections.ts';
import type { StudyToHang } from '#shared/hanging/hanging.ts';
import {
  type EarlierToHang,
  hangSeriesOf,
  type ReadToHang,
  readToHang,
  studyToHangOf,
} from '#shared/hanging/studyToHang.ts';
import type { ReadingState } from './readingState.ts';
import { datasetOfSet, seriesFactsOf } from './seriesFacts.ts';
import type { StudyImages } from './studyImages.ts';
import { keyOf, type StudyOnDesk } from './studyOnDesk.ts';

type Item = ReadingState['snapshot']['item'];
type CorrectionsOf = (archiveId: string) => Corrections | undefined;

interface Read extends ReadToHang {
  readonly corrections: Corrections | undefined;
  readonly item: Item;
}

/** Read once of each answer: facets of hundreds of series are not asked for at every hang. */
const readBefore = new WeakMap<StudyImages, Read>();

/** What the engine is told of the desk: what is here with its series, what is only listed by its line in the list. */
export function deskToHang(
  { snapshot, studies }: Pick<ReadingState, 'snapshot' | 'studies'>,
  screens: number,
  correctionsOf: CorrectionsOf,
): StudyToHang | undefined {
  const [current, ...others] = studies;
  if (!current) return undefined;
  const earlier = snapshot.priors.map((listed): EarlierToHang => {
    const here = others.find((study) => keyOf(study) === studyKey(listed.study));
    if (!here) return { listed };
    const patients = [...new Set(here.images.images.map(({ patient }) => patient))];
    return { listed, read: readOf(here, correctionsOf), patients };
  });
  return studyToHangOf(snapshot.item, readOf(current, correctionsOf), earlier, screens);
}

function readOf({ snapshot, images }: StudyOnDesk, correctionsOf: CorrectionsOf): Read {
  const { item } = snapshot;
  const corrections = correctionsOf(item.study.archiveId);
  const before = readBefore.get(images);
  if (before && before.corrections === corrections && before.item === item) return before;
  const sets = images.sets.flatMap(({ set }) => {
    const facts = seriesFactsOf(set, snapshot, corrections);
    const dataset = datasetOfSet(set, snapshot);
    return facts && dataset ? [{ set, dataset, facets: facts.facets }] : [];
  });
  const datasets = sets.map(({ dataset }) => dataset);
  const read = { corrections, item, ...readToHang(item, hangSeriesOf(sets), datasets) };
  readBefore.set(images, read);
  return read;
}
