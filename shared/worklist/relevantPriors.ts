import { bodyRegionsOf } from './bodyRegion.ts';

/** What decides whether an earlier study is worth fetching before anyone asks. */
export interface ComparableStudy {
  readonly modalities: readonly string[];
  readonly bodyPart: string | undefined;
  readonly studyDescription: string | undefined;
}

/** Modalities that are read against one another. */
const families: readonly (readonly string[])[] = [
  ['CR', 'DX', 'RF', 'RG'],
  ['CT', 'PT'],
  ['MR'],
  ['US', 'IVUS'],
  ['MG'],
  ['NM', 'PT'],
];

/**
 * Which priors to fetch ahead: the newest two of the same region and modality family, and the newest one of any
 * modality of that region, or of any at all when none matches (rule O9). `priors` are newest first; so is the answer.
 */
export function relevantPriors<Study extends ComparableStudy>(
  current: Study,
  priors: readonly Study[],
): readonly Study[] {
  const sameRegion = priors.filter((prior) => regionsMeet(current, prior));
  const matching = sameRegion.filter((prior) => familiesMeet(current.modalities, prior.modalities)).slice(0, 2);
  const anyModality = sameRegion.slice(0, 1);
  const chosen = new Set([...matching, ...anyModality]);
  return chosen.size > 0 ? priors.filter((prior) => chosen.has(prior)) : priors.slice(0, 1);
}

function regionsMeet(one: ComparableStudy, other: ComparableStudy): boolean {
  const regions = bodyRegionsOf(one);
  const others = bodyRegionsOf(other);
  for (const region of regions) if (others.has(region)) return true;
  return false;
}

function familiesMeet(one: readonly string[], other: readonly string[]): boolean {
  return families.some(
    (family) =>
      one.some((modality) => family.includes(modality)) && other.some((modality) => family.includes(modality)),
  );
}
