import type { Binding, Hanging, HungViewport, StudyToHang, Unbound } from '#shared/hanging/hanging.ts';
import { isCorrectable } from '../correct/correctable.ts';
import { explainRule, explainRules } from './explainRule.ts';
import { facetSaid } from './facetWords.ts';
import { selectorSaid, seriesOf, seriesSaid } from './names.ts';
import { placeOfRule } from './placeOfRule.ts';
import type { Said } from './said.ts';
import type { WhyAct, WhyLine, WhySection } from './whyLine.ts';

/** A study as it hangs: what was decided, of what, and which stage of it is on the screen. */
export interface HungStudy {
  readonly hanging: Hanging;
  readonly study: StudyToHang;
  /** Place in `hanging.stages`. */
  readonly stage: number;
}

/**
 * Why a box shows what it shows: what each layer of it wanted, what it took and by which rules, or why it is empty.
 * `shown`: the display sets that are in the box now; another than the chosen one was put there by hand.
 */
export function explainBox(hung: HungStudy, viewport: HungViewport, shown: readonly string[]): readonly WhySection[] {
  return viewport.layers.map(({ selector, label }, layer) => ({
    id: `box ${selector} ${layer}`,
    heading: { key: layer === 0 ? 'why.wants' : 'why.wantsOver', params: { label } },
    lines: explainSelector(hung, selector, shown[layer]),
  }));
}

function explainSelector(hung: HungStudy, selector: string, shown: string | undefined): readonly WhyLine[] {
  const { bindings, unbound } = hung.hanging;
  const binding = Object.hasOwn(bindings, selector) ? bindings[selector] : undefined;
  if (binding) return explainBinding(hung, binding, shown);
  const empty = Object.hasOwn(unbound, selector) ? unbound[selector] : undefined;
  const put = putByHand(hung, undefined, shown);
  return [...put, ...(empty ? explainUnbound(hung, empty) : [])];
}

function explainBinding(hung: HungStudy, binding: Binding, shown: string | undefined): readonly WhyLine[] {
  const { protocol } = hung.hanging;
  const series = seriesOf(hung.study, binding.series);
  const rules = explainRules(binding.rules, 'series', (rule) => [
    ...correctActs(binding.series, rule.facet, series?.facets.modality.value),
    { kind: 'edit', protocol: protocol.id, at: placeOfRule(protocol, binding.selector, rule) },
  ]);
  return [
    ...putByHand(hung, binding, shown),
    { said: takesSaid(binding, seriesSaid(series)), acts: [{ kind: 'correct', setId: binding.series }] },
    ...viaLines(hung, binding),
    ...differsLines(binding),
    ...rules,
  ];
}

/** Of a series that was taken for its likeness, or in place of another, the points are another's. */
function takesSaid({ via, score, index }: Binding, series: Said): Said {
  const image = index === undefined ? '' : String(index + 1);
  if (via) return { key: index === undefined ? 'why.takesAlone' : 'why.takesImageAlone', params: { series, image } };
  return { key: index === undefined ? 'why.takes' : 'why.takesImage', params: { series, image, points: score } };
}

function correctActs(setId: string, facet: string, modality: string | undefined): readonly WhyAct[] {
  return isCorrectable(facet, modality) ? [{ kind: 'correct', setId, facet }] : [];
}

/** A series that the reader put there is nobody's choice but the reader's. */
function putByHand(hung: HungStudy, binding: Binding | undefined, shown: string | undefined): readonly WhyLine[] {
  if (shown === undefined || shown === binding?.series) return [];
  const said: Said = { key: 'why.putByHand', params: { series: seriesSaid(seriesOf(hung.study, shown)) } };
  return [{ said, mark: 'doubt', ...(binding && { acts: [{ kind: 'put', setId: binding.series }] }) }];
}

function viaLines({ hanging: { protocol } }: HungStudy, { via, selector }: Binding): readonly WhyLine[] {
  if (!via) return [];
  const wanted = selectorSaid(protocol, selector);
  const other = selectorSaid(protocol, via.selector);
  const edit: WhyAct = { kind: 'edit', protocol: protocol.id, at: { kind: 'selector', selector } };
  if (via.kind === 'fallback') {
    return [{ said: { key: 'why.fallback', params: { wanted, other } }, mark: 'doubt', acts: [edit] }];
  }
  const alike: Said = { join: 'and', of: via.alike.map((facet) => facetSaid(facet, 'series')) };
  const key = via.alike.length > 0 ? 'why.mirror' : 'why.mirrorAlone';
  return [{ said: { key, params: { other, alike } }, acts: [edit] }];
}

function differsLines({ differs = [] }: Binding): readonly WhyLine[] {
  if (differs.length === 0) return [];
  const of = differs.map((facet) => facetSaid(facet, 'series'));
  return [{ said: { key: 'why.differs', params: { facets: { join: 'and', of } } }, mark: 'doubt' }];
}

function explainUnbound(hung: HungStudy, { selector, reason, nearest }: Unbound): readonly WhyLine[] {
  const { protocol } = hung.hanging;
  const edit: WhyAct = { kind: 'edit', protocol: protocol.id, at: { kind: 'selector', selector } };
  const first: WhyLine = { said: { key: `why.empty.${reason}` }, mark: 'fail', acts: [edit] };
  if (!nearest) return [first];
  const series = seriesOf(hung.study, nearest.series);
  const isBarred = protocol.selectors[selector]?.mirrorOf !== undefined || nearest.failed.facet === 'laterality';
  const acts: readonly WhyAct[] = [
    ...correctActs(nearest.series, nearest.failed.facet, series?.facets.modality.value),
    // What may never stand there, the other side before all, is not offered.
    ...(isBarred ? [] : [{ kind: 'put', setId: nearest.series } as const]),
    { kind: 'edit', protocol: protocol.id, at: placeOfRule(protocol, selector, nearest.failed) },
  ];
  return [
    first,
    { said: { key: 'why.nearest', params: { series: seriesSaid(series) } } },
    { ...explainRule(nearest.failed, 'series', acts), isNested: true },
  ];
}
