import { askSelector, explainRules, type Hangable, hangablesOf } from '#shared/hanging/askSelector.ts';
import type { HangSeries, HungViewport, RuleOutcome } from '#shared/hanging/hanging.ts';
import { barrierBetween, likenessOf } from '#shared/hanging/mirror.ts';
import { seriesInOrder } from '#shared/hanging/seriesInOrder.ts';
import { isCorrectable } from '../correct/correctable.ts';
import type { HungStudy } from './explainBox.ts';
import { ruleSaid } from './explainRule.ts';
import { facetSaid } from './facetWords.ts';
import { selectorSaid, seriesFrom, seriesOf, seriesSaid } from './names.ts';
import type { Said } from './said.ts';
import type { WhyAct, WhyLine, WhySection } from './whyLine.ts';

/** What came of asking a series for a box: what it failed, in what it may not stand beside its pattern, or how well it fits. */
type Outcome =
  | { readonly kind: 'failed'; readonly rule: RuleOutcome }
  | { readonly kind: 'unlike'; readonly facet: string }
  | { readonly kind: 'alike'; readonly facets: readonly string[]; readonly score: number }
  | { readonly kind: 'fits'; readonly score: number };

/**
 * The other series that a box could have shown, the best first: each with its points, with the first rule that it failed,
 * or, where a series is taken for its likeness to another, with what it has in common with that one, or what not.
 */
export function explainOtherSeries(hung: HungStudy, { layers }: HungViewport): WhySection | undefined {
  const { hanging, study } = hung;
  const key = layers[0]?.selector;
  const selector = key === undefined ? undefined : hanging.protocol.selectors[key];
  if (key === undefined || !selector) return undefined;
  const from = selector.from ?? 'current';
  const prior = hanging.priors.find(({ id }) => id === from)?.study;
  if (from !== 'current' && prior === undefined) return undefined;
  const bound = hanging.bindings[key]?.series;
  const pattern = patternOf(hung, selector.mirrorOf);
  const hangables = hangablesOf(seriesInOrder(seriesFrom(study, prior)), 'series');
  const asked = askSelector(selector, hangables);
  const scores = new Map(asked.survivors.map(({ hangable, score }) => [hangable, score]));
  const outcomeOf = (hangable: Hangable): Outcome => {
    const score = scores.get(hangable);
    const failed = explainRules(selector, hangable, asked.best).find(({ pass, required }) => required && !pass);
    if (failed && score === undefined) return { kind: 'failed', rule: failed };
    return pattern ? likenessTo(pattern, hangable.series) : { kind: 'fits', score: score ?? 0 };
  };
  const others = hangables
    .filter(({ series }) => series.id !== bound)
    .map((hangable) => ({ series: hangable.series, outcome: outcomeOf(hangable) }))
    .toSorted((one, other) => scoreOf(other.outcome) - scoreOf(one.outcome));
  const lines = others.map(({ series, outcome }) => otherLine(hung, key, series, outcome));
  const isNoneFit = others.every(({ outcome }) => outcome.kind === 'failed');
  if (lines.length === 0) return undefined;
  return {
    id: 'otherSeries',
    heading: { key: `why.otherSeries.${isNoneFit ? 'noneFit' : 'heading'}`, params: { count: lines.length } },
    lines,
    folded: true,
  };
}

function patternOf({ hanging, study }: HungStudy, mirrored: string | undefined): HangSeries | undefined {
  const held = mirrored === undefined ? undefined : hanging.bindings[mirrored];
  return held && seriesOf(study, held.series);
}

function likenessTo(pattern: HangSeries, series: HangSeries): Outcome {
  const barrier = barrierBetween(pattern.facets, series.facets);
  if (barrier !== undefined) return { kind: 'unlike', facet: barrier };
  const { score, alike } = likenessOf(pattern.facets, series.facets) ?? { score: 0, alike: [] };
  return { kind: 'alike', facets: alike, score };
}

function scoreOf(outcome: Outcome): number {
  return 'score' in outcome ? outcome.score : -1;
}

function otherLine({ hanging }: HungStudy, key: string, series: HangSeries, outcome: Outcome): WhyLine {
  const holder = Object.values(hanging.bindings).find(
    (binding) => binding.series === series.id && binding.selector !== key && !binding.via,
  );
  const why = outcomeSaid(outcome, holder && selectorSaid(hanging.protocol, holder.selector));
  const wrong = outcome.kind === 'failed' ? outcome.rule.facet : outcome.kind === 'unlike' ? outcome.facet : undefined;
  const isWord = wrong !== undefined && isCorrectable(wrong, series.facets.modality.value);
  const correct: WhyAct = { kind: 'correct', setId: series.id, ...(isWord && { facet: wrong }) };
  // What may not stand there, the other side before all, is not offered.
  const mayPut = outcome.kind !== 'unlike' && wrong !== 'laterality';
  const put: readonly WhyAct[] = mayPut ? [{ kind: 'put', setId: series.id }] : [];
  return {
    said: { key: 'why.otherSeries.because', params: { series: seriesSaid(series), why } },
    acts: [...put, correct],
  };
}

function outcomeSaid(outcome: Outcome, holder: Said | undefined): Said {
  switch (outcome.kind) {
    case 'failed':
      return ruleSaid(outcome.rule, 'series');
    case 'unlike':
      return { key: 'why.otherSeries.unlike', params: { facet: facetSaid(outcome.facet, 'series') } };
    case 'alike':
      return outcome.facets.length === 0
        ? { key: 'why.otherSeries.nothingAlike' }
        : { key: 'why.otherSeries.alike', params: { facets: facetsSaid(outcome.facets) } };
    case 'fits':
      return holder === undefined
        ? { key: 'why.otherSeries.fits', params: { points: outcome.score } }
        : { key: 'why.otherSeries.hangsFor', params: { points: outcome.score, holder } };
  }
}

function facetsSaid(facets: readonly string[]): Said {
  return { join: 'and', of: facets.map((facet) => facetSaid(facet, 'series')) };
}
