import { explainRules, hangablesOf } from './askSelector.ts';
import { type Bound, fromOf, type Held, namesSide, selectorOf } from './bind.ts';
import type { Binding, HangSeries, Unbound } from './hanging.ts';
import { barrierBetween, closenessOf, differencesOf, likenessOf, unwrittenOf } from './mirror.ts';
import { nearestSeries } from './nearestSeries.ts';
import type { Protocol, Selector, SeriesRule } from './protocol.ts';
import { outcomeOf } from './rules.ts';
import { unlimited, type Work } from './work.ts';

/** What hangs for each selector, and why nothing does for the others: that only while `work` is not spent. */
export function explainBindings(
  protocol: Protocol,
  bound: Bound,
  work: Work = unlimited,
): { readonly bindings: Readonly<Record<string, Binding>>; readonly unbound: Readonly<Record<string, Unbound>> } {
  const bindings: [string, Binding][] = [];
  const unbound: [string, Unbound][] = [];
  for (const [key, selector] of Object.entries(protocol.selectors)) {
    const held = bound.held.get(key);
    if (held) bindings.push([key, bindingOf(key, selector, held, protocol, bound)]);
    else unbound.push([key, unboundOf(key, selector, protocol, bound, work)]);
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

function unboundOf(key: string, selector: Selector, protocol: Protocol, bound: Bound, work: Work): Unbound {
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
  const nearest = nearestSeries(selector, hangablesOf(source.series, selector.level), bound.asked.get(key), work);
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
