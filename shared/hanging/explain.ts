import { explainRules, type Hangable, hangablesOf } from './askSelector.ts';
import { type Bound, fromOf, type Held, namesSide, selectorOf } from './bind.ts';
import type { Binding, HangSeries, RuleOutcome, Unbound } from './hanging.ts';
import { barrierBetween, closenessOf, differencesOf, likenessOf, unwrittenOf } from './mirror.ts';
import type { Protocol, Selector, SeriesRule } from './protocol.ts';
import { outcomeOf } from './rules.ts';

/** What hangs for each selector, and why nothing does for the others. */
export function explainBindings(
  protocol: Protocol,
  bound: Bound,
): { readonly bindings: Readonly<Record<string, Binding>>; readonly unbound: Readonly<Record<string, Unbound>> } {
  const bindings: [string, Binding][] = [];
  const unbound: [string, Unbound][] = [];
  for (const [key, selector] of Object.entries(protocol.selectors)) {
    const held = bound.held.get(key);
    if (held) bindings.push([key, bindingOf(key, selector, held, protocol, bound)]);
    else unbound.push([key, unboundOf(key, selector, protocol, bound)]);
  }
  return { bindings: Object.fromEntries(bindings), unbound: Object.fromEntries(unbound) };
}

function bindingOf(key: string, selector: Selector, held: Held, protocol: Protocol, bound: Bound): Binding {
  const { series, index } = held.hangable;
  const from = fromOf(selector);
  const partner = from === 'current' ? undefined : partnerOf(key, selector, held, protocol, bound);
  const beside = partner?.hangable.series.facets;
  const differs = beside && differencesOf(beside, series.facets);
  const unwritten = beside && unwrittenOf(beside, series.facets);
  return {
    selector: key,
    from,
    study: bound.sources.get(from)?.study ?? '',
    series: series.id,
    ...(index !== undefined && { index }),
    score: held.score,
    rules: explainRules(selector, held.hangable, bound.asked.get(key)?.best),
    ...(held.via && { via: held.via }),
    ...(differs && { differs }),
    ...(unwritten && { unwritten }),
  };
}

/** Of the current study, what a prior is looked at beside: what it mirrors, else what is most like it. */
function partnerOf(key: string, selector: Selector, held: Held, protocol: Protocol, bound: Bound): Held | undefined {
  if (selector.mirrorOf !== undefined) return bound.held.get(selector.mirrorOf);
  let [best, most]: [Held | undefined, number] = [undefined, Number.NEGATIVE_INFINITY];
  for (const [other, candidate] of bound.held) {
    const its = selectorOf(protocol, other);
    if (other === key || !its || fromOf(its) !== 'current') continue;
    const score = likenessOf(candidate.hangable.series.facets, held.hangable.series.facets)?.score ?? 0;
    if (score > most) [best, most] = [candidate, score];
  }
  return best;
}

function unboundOf(key: string, selector: Selector, protocol: Protocol, bound: Bound): Unbound {
  const from = fromOf(selector);
  const source = bound.sources.get(from);
  const because = (reason: Unbound['reason'], nearest?: Unbound['nearest']): Unbound => ({
    selector: key,
    from,
    reason,
    ...(nearest && { nearest }),
  });
  if (!source) return because('noPrior');
  if (!source.series) return because('priorNotRead');
  if (source.series.length === 0) return because('noSeries');
  if (selector.mirrorOf !== undefined) {
    const reason = mirrorReason(key, selector.mirrorOf, protocol, bound);
    const nearest = reason === 'taken' ? undefined : nearestMirror(source.series, bound.held.get(selector.mirrorOf));
    return because(reason, nearest);
  }
  const fits = (bound.asked.get(key)?.survivors ?? []).some(({ score }) => score >= (selector.minScore ?? 1));
  if (fits) return because('taken');
  const nearest = nearestOf(selector, hangablesOf(source.series, selector.level), bound, key);
  const { facet, got } = nearest?.failed ?? {};
  return because(facet === 'laterality' && got === undefined ? 'sideUnknown' : 'noneFits', nearest);
}

function mirrorReason(key: string, mirrored: string, protocol: Protocol, bound: Bound): Unbound['reason'] {
  const pattern = bound.held.get(mirrored);
  if (!pattern) return 'nothingAlike';
  const alike = (bound.asked.get(key)?.survivors ?? []).filter(({ hangable }) =>
    likenessOf(pattern.hangable.series.facets, hangable.series.facets),
  );
  if (alike.length === 0) return 'nothingAlike';
  const isSideUnknown = alike.every(({ hangable }) => hangable.series.facets.laterality.value === undefined);
  return isSideUnknown && namesSide(selectorOf(protocol, mirrored)) ? 'sideUnknown' : 'taken';
}

/** Of the series that may not stand beside the picture, the one that comes nearest, and what keeps it away. */
function nearestMirror(series: readonly HangSeries[], pattern: Held | undefined): Unbound['nearest'] {
  if (!pattern) return undefined;
  const current = pattern.hangable.series.facets;
  const barred = series.flatMap(({ id, facets }) => {
    const facet = facets.kind.value === 'image' ? barrierBetween(current, facets) : undefined;
    if (!facet) return [];
    const rule = { facet, op: 'eq', value: current[facet].value, weight: 0, required: true } as const;
    return [
      { series: id, failed: outcomeOf(rule as SeriesRule, facets[facet]), closeness: closenessOf(current, facets) },
    ];
  });
  const [nearest] = barred.sort((one, other) => other.closeness - one.closeness);
  return nearest && { series: nearest.series, failed: nearest.failed };
}

/** The rule that nobody wrote: nothing of another side hangs. */
function sideOutcome({ series: { facets } }: Hangable): RuleOutcome {
  const { value } = facets.laterality;
  return outcomeOf(
    { facet: 'laterality', op: 'ne', ...(value && { value }), weight: 0, required: true },
    facets.laterality,
  );
}

/** The series that failed the fewest required rules, and of these the one with most points; and the first that it failed. */
function nearestOf(
  selector: Selector,
  hangables: readonly Hangable[],
  bound: Bound,
  key: string,
): Unbound['nearest'] | undefined {
  let nearest: { readonly failed: RuleOutcome; readonly series: string } | undefined;
  let [fewest, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const survivors = new Set(bound.asked.get(key)?.survivors.map(({ hangable }) => hangable.series));
  for (const hangable of hangables) {
    const outcomes = explainRules(selector, hangable, bound.asked.get(key)?.best);
    const failed = outcomes.filter(({ pass }) => !pass);
    const required = failed.filter((rule) => rule.required);
    const points = outcomes.reduce((sum, rule) => sum + rule.points, 0);
    const isBarred = failed.length === 0 && !survivors.has(hangable.series);
    const [first] = isBarred ? [sideOutcome(hangable)] : required.length > 0 ? required : failed;
    if (!first || required.length > fewest || (required.length === fewest && points <= most)) continue;
    nearest = { series: hangable.series.id, failed: first };
    [fewest, most] = [required.length, points];
  }
  return nearest;
}
