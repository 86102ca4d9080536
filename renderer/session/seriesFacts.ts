import type { StudySnapshot } from '#shared/contract/studies.ts';
import { readDate, readTime } from '#shared/dicom/dateTime.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { machineOfImage, type Origin } from '#shared/dicom/documents/origin.ts';
import { classifySeries } from '#shared/dicom/series/classifySeries.ts';
import type { Corrections } from '#shared/dicom/series/corrections.ts';
import { type DoubtedAgents, doubtedAgentsOf, withoutDoubtedAgent } from '#shared/dicom/series/doubtedAgents.ts';
import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import { type BodyRegion, bodyRegionsOf } from '#shared/worklist/bodyRegion.ts';

/** What is known of a series beside its images. */
export interface SeriesFacts {
  readonly facets: SeriesFacets;
  readonly region: BodyRegion | undefined;
  /** The program that drew these images, where one did and nobody has looked at them. */
  readonly machine: Origin | undefined;
  /** When it was acquired: "YYYYMMDD" and milliseconds since midnight, to compare with each other. */
  readonly acquired: { readonly date: string; readonly timeMs: number } | undefined;
}

const datasetsOf = new WeakMap<StudySnapshot, ReadonlyMap<string, DicomDataset>>();
const doubtedOf = new WeakMap<StudySnapshot, DoubtedAgents>();
const known = new WeakMap<
  DisplaySet,
  { readonly corrections: Corrections | undefined; readonly doubt: string | undefined; readonly facts: SeriesFacts }
>();

/**
 * Read once for a display set; undefined while its attributes are not those of the snapshot. `corrections`: what readers
 * have said of series, for the facets; left out: as they were last read.
 */
export function seriesFactsOf(
  set: DisplaySet,
  snapshot: StudySnapshot,
  corrections?: Corrections,
): SeriesFacts | undefined {
  const before = known.get(set);
  const doubt = doubtedAgents(snapshot).get(set.seriesInstanceUID);
  const isSaid = corrections === undefined || before?.corrections === corrections;
  if (before && isSaid && before.doubt === doubt) return before.facts;
  const dataset = datasetOfSet(set, snapshot);
  if (!dataset) return undefined;
  const facets = withoutDoubtedAgent(classifySeries(set, dataset, corrections ?? before?.corrections), doubt);
  const facts: SeriesFacts = before
    ? { ...before.facts, facets }
    : { facets, region: regionOf(dataset), machine: machineOfImage(dataset), acquired: acquiredAt(dataset) };
  known.set(set, { corrections: corrections ?? before?.corrections, doubt, facts });
  return facts;
}

/** A late series may say more than the agent that all of them carry, so that this is of a snapshot. */
function doubtedAgents(snapshot: StudySnapshot): DoubtedAgents {
  const before = doubtedOf.get(snapshot);
  if (before) return before;
  const doubted = doubtedAgentsOf(snapshot.series.flatMap(({ instances }) => instances.slice(0, 1)));
  doubtedOf.set(snapshot, doubted);
  return doubted;
}

/** The attributes of the first image of a display set. */
export function datasetOfSet(set: DisplaySet, snapshot: StudySnapshot): DicomDataset | undefined {
  const first = set.frames[0];
  return first && datasetByUid(snapshot).get(first.image.sopInstanceUID);
}

function datasetByUid(snapshot: StudySnapshot): ReadonlyMap<string, DicomDataset> {
  const before = datasetsOf.get(snapshot);
  if (before) return before;
  const map = new Map<string, DicomDataset>();
  for (const { instances } of snapshot.series) {
    for (const instance of instances) map.set(textOf(instance, 'SOPInstanceUID') ?? '', instance);
  }
  datasetsOf.set(snapshot, map);
  return map;
}

function regionOf(dataset: DicomDataset): BodyRegion | undefined {
  const studyDescription = textOf(dataset, 'SeriesDescription') ?? textOf(dataset, 'StudyDescription');
  const [region] = bodyRegionsOf({ bodyPart: textOf(dataset, 'BodyPartExamined'), studyDescription });
  return region;
}

function acquiredAt(dataset: DicomDataset): SeriesFacts['acquired'] {
  const date = textOf(dataset, 'AcquisitionDate') ?? textOf(dataset, 'SeriesDate') ?? textOf(dataset, 'StudyDate');
  const timeMs = readTime(textOf(dataset, 'AcquisitionTime') ?? textOf(dataset, 'SeriesTime'));
  if (date === undefined || !readDate(date)) return undefined;
  return { date: date.replaceAll('.', ''), timeMs: timeMs ?? 0 };
}
