import { compareText } from '#shared/base/compareText.ts';
import type { BodyRegion } from '#shared/worklist/bodyRegion.ts';
import type { SeriesFacts } from './seriesFacts.ts';
import { type SeriesRole, seriesRoleOf } from './seriesRole.ts';
import type { NamedDisplaySet } from './studyImages.ts';

/** From the head to the feet. */
const regions: readonly BodyRegion[] = [
  'head',
  'neck',
  'spine',
  'heart',
  'chest',
  'breast',
  'abdomen',
  'pelvis',
  'arm',
  'leg',
];

/** What is read comes before what the scan was planned with, and pages of figures come last. */
const ranks: Readonly<Partial<Record<SeriesRole, number>>> = {
  image: 0,
  reformat: 0,
  projection: 0,
  capture: 1,
  localizer: 2,
  bolus: 2,
  calibration: 2,
  dose: 3,
};

/** By what it is for, then by anatomy, then by the time it was acquired, then by number. Keeps the order of equals. */
export function orderSeries(
  sets: readonly NamedDisplaySet[],
  factsOf: (named: NamedDisplaySet) => SeriesFacts | undefined,
): readonly NamedDisplaySet[] {
  const keyed = sets.map((named) => ({ named, key: keyOf(factsOf(named), named) }));
  return keyed
    .sort(
      (one, other) =>
        one.key.rank - other.key.rank ||
        one.key.region - other.key.region ||
        compareText(one.key.date, other.key.date) ||
        one.key.timeMs - other.key.timeMs ||
        one.key.number - other.key.number,
    )
    .map(({ named }) => named);
}

function keyOf(facts: SeriesFacts | undefined, { seriesNumber }: NamedDisplaySet) {
  const at = facts?.region === undefined ? -1 : regions.indexOf(facts.region);
  return {
    rank: (facts && ranks[seriesRoleOf(facts.facets)]) ?? 0,
    region: at < 0 ? regions.length : at,
    date: facts?.acquired?.date ?? '',
    timeMs: facts?.acquired?.timeMs ?? 0,
    number: seriesNumber ?? Number.MAX_SAFE_INTEGER,
  };
}
