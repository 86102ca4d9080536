import { askSelector, explainRules, type Hangable, hangablesOf } from '#shared/hanging/askSelector.ts';
import type { HungViewport } from '#shared/hanging/hanging.ts';
import type { Selector } from '#shared/hanging/protocol.ts';
import { seriesInOrder } from '#shared/hanging/seriesInOrder.ts';
import { isCorrectable } from '../correct/correctable.ts';
import type { HungStudy } from './explainBox.ts';
import { ruleSaid } from './explainRule.ts';
import { selectorSaid, seriesFrom, seriesSaid } from './names.ts';
import type { Said } from './said.ts';
import type { WhyAct, WhyLine, WhySection } from './whyLine.ts';

/**
 * The other series that a box could have shown, the best first, each with its points or with the first rule that it
 * failed; where rules were not asked because it is compared with another, only what it holds.
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
  const hangables = hangablesOf(seriesInOrder(seriesFrom(study, prior)), 'series');
  const asked = askSelector(selector, hangables);
  const scores = new Map(asked.survivors.map(({ hangable, score }) => [hangable, score]));
  const lines = hangables
    .filter(({ series }) => series.id !== bound)
    .map((hangable) => ({ hangable, score: scores.get(hangable) }))
    .toSorted((one, other) => (other.score ?? -1) - (one.score ?? -1))
    .map(({ hangable, score }) => otherLine(hung, key, hangable, score ?? failedRule(selector, hangable, asked.best)));
  if (lines.length === 0) return undefined;
  return {
    id: 'otherSeries',
    heading: { key: 'why.otherSeries.heading', params: { count: lines.length } },
    lines,
    folded: true,
  };
}

function failedRule(selector: Selector, hangable: Hangable, best: Parameters<typeof explainRules>[2]) {
  return explainRules(selector, hangable, best).find(({ pass, required }) => required && !pass);
}

function otherLine(
  { hanging }: HungStudy,
  key: string,
  { series }: Hangable,
  outcome: number | ReturnType<typeof failedRule>,
): WhyLine {
  const holder = Object.values(hanging.bindings).find(
    (binding) => binding.series === series.id && binding.selector !== key && !binding.via,
  );
  const failed = typeof outcome === 'number' ? undefined : outcome;
  const why = failed
    ? ruleSaid(failed, 'series')
    : fitsSaid(typeof outcome === 'number' ? outcome : 0, holder && selectorSaid(hanging.protocol, holder.selector));
  const facet = failed && isCorrectable(failed.facet, series.facets.modality.value) ? failed.facet : undefined;
  const correct: WhyAct = { kind: 'correct', setId: series.id, ...(facet !== undefined && { facet }) };
  return {
    said: { key: 'why.otherSeries.because', params: { series: seriesSaid(series), why } },
    acts: [{ kind: 'put', setId: series.id }, correct],
  };
}

function fitsSaid(points: number, holder: Said | undefined): Said {
  return holder === undefined
    ? { key: 'why.otherSeries.fits', params: { points } }
    : { key: 'why.otherSeries.hangsFor', params: { points, holder } };
}
