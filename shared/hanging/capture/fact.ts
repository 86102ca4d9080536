import { type Facet, unknown } from '../../dicom/series/facet.ts';
import type { SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import type { SeriesRule } from '../protocol.ts';
import { pointsOf } from '../rules.ts';

/** A facet less sure, or spoken against by the header, is nothing to remember a series by. */
const sureEnough = 0.6;

/** Something true of a series that is not true of some others. */
export interface Fact {
  /** What a selector asks for when it relies on this. */
  readonly rules: readonly SeriesRule[];
  /** What the series is, not how it happens to differ: it stays as a wish where fewer facts are enough. */
  readonly isIdentity: boolean;
}

/** Points of the rules that a remembered selector is made of: what it must be, what its name promises, what it would rather be. */
export const weights = { fact: 10, named: 8, wish: 4, slight: 2, refusal: 1 };

type FacetName = keyof SeriesFacets;
type FacetValue<Name extends FacetName> = Exclude<SeriesFacets[Name]['value'], undefined>;

/** The value of a facet that can be relied on. */
export function sureValue<Name extends FacetName>(facets: SeriesFacets, name: Name): FacetValue<Name> | undefined {
  const facet: Facet<unknown> = facets[name];
  return unsureOf(facets, name) === undefined ? (facet.value as FacetValue<Name> | undefined) : undefined;
}

/** Why a facet is nothing to rely on, where something is said of it. */
export function unsureOf(facets: SeriesFacets, name: FacetName): 'conflict' | 'lowConfidence' | undefined {
  const facet: Facet<unknown> = facets[name];
  if (facet.conflict !== undefined) return 'conflict';
  return facet.value !== undefined && facet.confidence < sureEnough ? 'lowConfidence' : undefined;
}

/** Whether a fact is true of a series: also what it would only rather be. */
export function holds({ rules }: Fact, facets: SeriesFacets): boolean {
  return rules.every((rule) => passes(rule, facets));
}

/** `max` and `min` are asked of many at once, and never here. */
export function passes(rule: SeriesRule, facets: SeriesFacets): boolean {
  return pointsOf(rule, (facets[rule.facet] as Facet<unknown> | undefined) ?? unknown) !== undefined;
}

/** A rule that must pass. */
export function must(
  facet: SeriesRule['facet'],
  op: SeriesRule['op'],
  value?: SeriesRule['value'],
  weight = weights.fact,
): SeriesRule {
  return { facet, op, ...(value !== undefined && { value }), required: true, weight };
}

/** A rule that refuses a value. It speaks for nothing that passes it: a scanner that does not say what it lacks is as good. */
export function never(facet: SeriesRule['facet'], value: SeriesRule['value']): SeriesRule {
  return must(facet, 'ne', value, weights.refusal);
}

/** A rule that gives points where it passes. */
export function rather(
  facet: SeriesRule['facet'],
  op: SeriesRule['op'],
  value?: SeriesRule['value'],
  weight = weights.wish,
): SeriesRule {
  return { facet, op, ...(value !== undefined && { value }), weight };
}
