import type { SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import { type Fact, rather, sureValue, weights } from './fact.ts';

type NumberName = 'thickness' | 'bValue' | 'count';

/**
 * A number as "at most" or "at least", half way to the nearest other one, so that the next scanner's 0.9 mm is as thin
 * as this one's 1 mm. It is preferred and not asked for: a site that has but one is heard. `step`: what such a number is rounded to, where it still tells the two apart.
 */
export function numberFact(
  target: SeriesFacets,
  others: readonly SeriesFacets[],
  name: NumberName,
  step: number,
): readonly Fact[] {
  const own = sureValue(target, name);
  if (own === undefined) return [];
  const numbers = others.map((other) => other[name].value).filter((value) => value !== undefined);
  const above = Math.min(...numbers.filter((value) => value > own));
  const below = Math.max(...numbers.filter((value) => value < own));
  const facts: Fact[] = [];
  if (Number.isFinite(above)) {
    facts.push({ rules: [rather(name, 'lte', between(own, above, step), weights.named)], isIdentity: false });
  }
  if (Number.isFinite(below)) {
    facts.push({ rules: [rather(name, 'gte', between(own, below, step), weights.named)], isIdentity: false });
  }
  return facts;
}

/** A round number between two, that is not the other one. */
function between(own: number, other: number, step: number): number {
  const middle = (own + other) / 2;
  const round = Math.round(middle / step) * step;
  const [low, high] = own < other ? [own, other] : [other, own];
  const isBetween = own < other ? round >= low && round < high : round > low && round <= high;
  // Decimals of a step of 0.5 stay exact.
  return isBetween ? round : middle;
}
