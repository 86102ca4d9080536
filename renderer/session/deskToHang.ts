import { studyKey } from '#shared/dicom/frameKey.ts';
import type { OrderWords } from '#shared/dicom/series/bodyPart.ts';
import type { Corrections } from '#shared/dicom/series/corrections.ts';
import type { HangSeries, PriorToHang, StudyFacets, StudyToHang } from '#shared/hanging/hanging.ts';
import { hangSeriesOf, listedStudyFacets, studyFacetsOf } from '#shared/hanging/studyToHang.ts';
import { otherPatient } from '#shared/worklist/otherPatient.ts';
import type { ReadingState } from './readingState.ts';
import { datasetOfSet, seriesFactsOf } from './seriesFacts.ts';
import type { StudyImages } from './studyImages.ts';
import { keyOf, listedPatient, otherPatientOf, type StudyOnDesk } from './studyOnDesk.ts';

type Item = ReadingState['snapshot']['item'];

interface Read {
  readonly corrections: Corrections | undefined;
  readonly series: readonly HangSeries[];
  readonly facets: StudyFacets;
}

/** Read once of each answer: facets of hundreds of series are not asked for at every hang. */
const readBefore = new WeakMap<StudyImages, Read>();

/** What the engine is told of the desk: what is here with its series, what is only listed by its line in the list. */
export function deskToHang(
  { snapshot, studies }: Pick<ReadingState, 'snapshot' | 'studies'>,
  screens: number,
  correctionsOf: (archiveId: string) => Corrections | undefined,
): StudyToHang | undefined {
  const [current] = studies;
  if (!current) return undefined;
  const read = readOf(current, correctionsOf);
  const { item, priors } = snapshot;
  return {
    id: keyOf(current),
    date: item.studyDate,
    site: item.study.archiveId,
    facets: read.facets,
    series: read.series,
    priors: priors.flatMap((prior) => priorToHang(prior, item, studies, correctionsOf)),
    screens,
  };
}

/** One that may be another patient's is never hung by itself (T22), so that it is not chosen either. */
function priorToHang(
  prior: Item,
  current: Item,
  studies: readonly StudyOnDesk[],
  correctionsOf: (archiveId: string) => Corrections | undefined,
): readonly PriorToHang[] {
  const id = studyKey(prior.study);
  const here = studies.slice(1).find((study) => keyOf(study) === id);
  const differs = here ? otherPatientOf(current, here) : otherPatient(current, listedPatient(prior));
  if (differs) return [];
  const read = here && readOf(here, correctionsOf);
  const hasReport = prior.reportElsewhere === true || prior.report !== 'none';
  return [
    {
      id,
      date: prior.studyDate,
      time: prior.studyTime,
      facets: read?.facets ?? listedStudyFacets(prior),
      series: read?.series,
      hasReport,
    },
  ];
}

function readOf(study: StudyOnDesk, correctionsOf: (archiveId: string) => Corrections | undefined): Read {
  const { snapshot, images } = study;
  const corrections = correctionsOf(snapshot.item.study.archiveId);
  const before = readBefore.get(images);
  if (before && before.corrections === corrections) return before;
  const sets = images.sets.flatMap(({ set }) => {
    const facts = seriesFactsOf(set, snapshot, corrections);
    const dataset = datasetOfSet(set, snapshot);
    return facts && dataset ? [{ set, dataset, facets: facts.facets }] : [];
  });
  const series = hangSeriesOf(sets);
  const datasets = sets.map(({ dataset }) => dataset);
  const read = { corrections, series, facets: studyFacetsOf(series, datasets, orderWordsOf(snapshot.item)) };
  readBefore.set(images, read);
  return read;
}

function orderWordsOf({ studyDescription, indication }: Item): OrderWords {
  return {
    ...(studyDescription !== undefined && { description: studyDescription }),
    ...(indication !== undefined && { reason: indication }),
  };
}
