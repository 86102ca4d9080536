import { familiesMeet } from '../worklist/relevantPriors.ts';
import type { PriorToHang, StudyToHang } from './hanging.ts';
import { ageInDays, isSameModality, partsCompared, sidesDiffer } from './priors.ts';

/** Why an earlier study is worth looking at, and how much of its score is due to that. */
export interface RelevanceReason {
  readonly what: 'bodyPart' | 'modality' | 'laterality' | 'recency' | 'report';
  readonly points: number;
}

/** How much an earlier study has to do with the current one, 0 to 11. */
export interface Relevance {
  readonly score: number;
  /** Those that give points, in one order. */
  readonly reasons: readonly RelevanceReason[];
}

type Compared = Pick<StudyToHang, 'date' | 'facets'>;

/** Of hanging.md §5; the shape of the decay is ours. */
const weights = { bodyPart: 4, modality: 3, laterality: 2, recency: 1, report: 1 } as const;
/** What nobody wrote may be the same. */
const shareOfUnknown = 0.5;
/** After so many days a study counts half as much as one of today, by its age alone. */
const halvesInDays = 730;

/** Scores an earlier study by part, modality, side, age and whether it has been reported. */
export function relevanceOf(current: Compared, prior: Compared & Pick<PriorToHang, 'hasReport'>): Relevance {
  const shares = {
    bodyPart: { meet: 1, unknown: shareOfUnknown, apart: 0 }[partsCompared(current.facets, prior.facets)],
    modality: modalityShare(current.facets.modality.value, prior.facets.modality.value),
    laterality: sideShare(current, prior),
    recency: recencyShare(ageInDays(current.date, prior.date)),
    report: prior.hasReport ? 1 : 0,
  };
  const reasons = (Object.keys(weights) as (keyof typeof weights)[])
    .map((what) => ({ what, points: weights[what] * shares[what] }))
    .filter(({ points }) => points > 0);
  return { score: reasons.reduce((sum, { points }) => sum + points, 0), reasons };
}

/** Of one kind of picture whole, of one family half: a CT and a PET/CT are read against each other. */
function modalityShare(one: readonly string[] = [], other: readonly string[] = []): number {
  if (one.some((modality) => other.some((each) => isSameModality(modality, each)))) return 1;
  return familiesMeet(one, other) ? 0.5 : 0;
}

function sideShare({ facets: current }: Compared, { facets: prior }: Compared): number {
  const [one, other] = [current.laterality.value, prior.laterality.value];
  if (sidesDiffer(one, other)) return 0;
  return one !== undefined && other !== undefined ? 1 : shareOfUnknown;
}

function recencyShare(days: number | undefined): number {
  return days === undefined || days < 0 ? 0 : 2 ** (-days / halvesInDays);
}
