import { type Asked, facetOf, type Hangable, rulesAsked } from './askSelector.ts';
import type { RuleOutcome, Unbound } from './hanging.ts';
import type { Selector, SeriesRule } from './protocol.ts';
import { outcomeOf, pointsOf, questionOf, workOf } from './rules.ts';
import type { Work } from './work.ts';

/** How far one series is from what a selector asks. */
interface Shortfall {
  readonly required: number;
  readonly points: number;
  /** The first required rule that it failed, else the first of all. */
  readonly failed: SeriesRule | undefined;
}

/**
 * Of what does not hang for a selector, the series that failed the fewest required rules, and of these the one with most
 * points; and the first rule that it failed. Undefined too where `work` is spent before all were asked.
 */
export function nearestSeries(
  selector: Selector,
  hangables: readonly Hangable[],
  asked: Asked | undefined,
  work: Work,
): Unbound['nearest'] | undefined {
  const rules = rulesAsked(selector);
  const survivors = new Set(asked?.survivors.map(({ hangable }) => hangable.series));
  let nearest: { readonly hangable: Hangable; readonly failed: SeriesRule | undefined } | undefined;
  let [fewest, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const hangable of hangables) {
    if (work.isSpent) return undefined;
    const short = shortfallOf(rules, hangable, asked?.best, fewest, work);
    if (!short || (short.required === fewest && short.points <= most)) continue;
    if (!short.failed && survivors.has(hangable.series)) continue;
    nearest = { hangable, failed: short.failed };
    [fewest, most] = [short.required, short.points];
  }
  if (!nearest) return undefined;
  const { hangable, failed } = nearest;
  const outcome = failed
    ? outcomeOf(failed, facetOf(hangable, failed), asked?.best.get(failed))
    : sideOutcome(hangable);
  return { series: hangable.series.id, failed: outcome };
}

/** Undefined: it failed more required rules than another did. */
function shortfallOf(
  rules: readonly SeriesRule[],
  hangable: Hangable,
  best: Asked['best'] | undefined,
  fewest: number,
  work: Work,
): Shortfall | undefined {
  let [required, points]: [number, number] = [0, 0];
  let [failed, failedRequired]: [SeriesRule | undefined, SeriesRule | undefined] = [undefined, undefined];
  for (const rule of rules) {
    const facet = facetOf(hangable, rule);
    work.spend(workOf(rule, facet.value));
    const own = pointsOf(rule, facet, best?.get(rule));
    points += own ?? 0;
    if (own !== undefined) continue;
    failed ??= rule;
    if (!questionOf(rule).required) continue;
    failedRequired ??= rule;
    required += 1;
    if (required > fewest) return undefined;
  }
  return { required, points, failed: failedRequired ?? failed };
}

/** The rule that nobody wrote: nothing of another side hangs. */
function sideOutcome({ series: { facets } }: Hangable): RuleOutcome {
  const { value } = facets.laterality;
  return outcomeOf(
    { facet: 'laterality', op: 'ne', ...(value && { value }), weight: 0, required: true },
    facets.laterality,
  );
}
