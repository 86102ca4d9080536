import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Facet } from '#shared/dicom/series/facet.ts';
import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import { normalise } from '#shared/dicom/series/words.ts';
import { datasetOfSet, seriesFactsOf } from './seriesFacts.ts';
import { seriesRoleOf } from './seriesRole.ts';
import type { StudyOnDesk } from './studyOnDesk.ts';

/** What of a display set decides with which of another study it is compared. */
export interface ComparedSet {
  readonly setId: string;
  readonly modality: string;
  readonly facets: SeriesFacets;
  /** Words that people wrote of it. */
  readonly words: ReadonlySet<string>;
  readonly bodyPart: string | undefined;
  readonly frames: number;
}

/** Modalities whose pictures are of one kind, whatever made them. */
const alike: readonly ReadonlySet<string>[] = [new Set(['CR', 'DX', 'DR', 'RG']), new Set(['PT', 'NM'])];

/**
 * The display set of another study that is looked at beside this one: the same kind of picture of the same part, in the
 * same plane, weighted alike. Undefined where the best would be compared with something else: nothing is better than
 * a T2 beside a T1 that nobody has noticed. Ties go to the first.
 */
export function matchingSet(wanted: ComparedSet, candidates: readonly ComparedSet[]): ComparedSet | undefined {
  let [best, most]: [ComparedSet | undefined, number] = [undefined, 0];
  for (const candidate of candidates) {
    const score = likeness(wanted, candidate);
    if (score > most) [best, most] = [candidate, score];
  }
  return best;
}

/** How like two display sets are; 0 or less: not to be compared. */
function likeness(one: ComparedSet, other: ComparedSet): number {
  const { facets: a } = one;
  const { facets: b } = other;
  if (!isSameKind(one.modality, other.modality) || seriesRoleOf(a) !== seriesRoleOf(b)) return 0;
  if (differs(a.laterality.value, b.laterality.value) || differs(one.bodyPart, other.bodyPart)) return 0;
  if (differs(a.weighting.value, b.weighting.value) || differs(viewOf(one), viewOf(other))) return 0;
  // A single picture and a stack through the body are no pair.
  if (one.frames > 3 !== other.frames > 3) return 0;
  return (
    1 +
    points(a.plane, b.plane, 8, -8) +
    points(a.weighting, b.weighting, 6, 0) +
    points(a.view, b.view, 8, 0) +
    points(a.bValue, b.bValue, 4, -4) +
    points(a.contrast, b.contrast, 3, -3) +
    points(a.phase, b.phase, 3, -1) +
    points(a.kernel, b.kernel, 3, -1) +
    points(a.window, b.window, 2, -1) +
    points(a.fatSat, b.fatSat, 1, 0) +
    2 * ratio(a.thickness.value, b.thickness.value) +
    4 * shared(one.words, other.words)
  );
}

function isSameKind(one: string, other: string): boolean {
  return one === other || alike.some((group) => group.has(one) && group.has(other));
}

/** A chest that was taken lying is compared with one that was taken standing. */
function viewOf({ facets: { view } }: ComparedSet): string | undefined {
  return view.value === 'AP' || view.value === 'PA' ? 'frontal' : view.value;
}

/** Only where both say it. */
function differs<Value>(one: Value | undefined, other: Value | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function points<Value>(one: Facet<Value>, other: Facet<Value>, same: number, different: number): number {
  if (one.value === undefined || other.value === undefined) return 0;
  return one.value === other.value ? same : different;
}

function ratio(one: number | undefined, other: number | undefined): number {
  if (!one || !other) return 0;
  return Math.min(one, other) / Math.max(one, other);
}

/** The share of their words that two names have in common. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const all = new Set([...one, ...other]);
  return all.size === 0 ? 0 : [...one].filter((word) => other.has(word)).length / all.size;
}

const known = new WeakMap<DisplaySet, ComparedSet>();

/** Every display set of a study, as it is compared: by what readers have said of it, where its header says otherwise. */
export function comparedSets({ snapshot, images }: StudyOnDesk): readonly ComparedSet[] {
  return images.sets.flatMap(({ set }) => {
    const facets = seriesFactsOf(set, snapshot)?.facets;
    if (!facets) return [];
    const before = known.get(set);
    if (before?.facets === facets) return [before];
    const dataset = datasetOfSet(set, snapshot);
    if (!dataset) return [];
    const compared = comparedSet(set, dataset, facets);
    known.set(set, compared);
    return [compared];
  });
}

function comparedSet(set: DisplaySet, dataset: DicomDataset, facets: SeriesFacets): ComparedSet {
  const words = normalise(facets.description.value ?? '').split(' ');
  return {
    setId: set.id,
    modality: set.modality,
    facets,
    words: new Set(words.filter((word) => word !== '')),
    bodyPart: textOf(dataset, 'BodyPartExamined')?.trim().toUpperCase() || undefined,
    frames: set.frames.length,
  };
}
