import type { Binding, Hanging, HungViewport, StudyToHang, Unbound } from '#shared/hanging/hanging.ts';
import type { ToldBeside } from '../../../session/hungAs.ts';
import { toldOf } from '../../../session/standBeside.ts';
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

/** What is in a box now. */
export interface InBox {
  /** Display sets, the lowest layer first; none: it is empty. */
  readonly shown: readonly string[];
  /** They were hung by a protocol, and not by hand. */
  readonly isByProtocol?: boolean | undefined;
  /** What is told of them beside what they are compared with, as both stand; undefined: that does not stand. */
  readonly told?: readonly ToldBeside[] | undefined;
  /** Display sets that stand where the picture hangs that the box compares with. */
  readonly beside?: readonly string[] | undefined;
}

/**
 * Why a box shows what it shows: what each layer of it wanted, what it took and by which rules, or why it is empty. What is
 * in it now may be older than what would hang, or the reader's own: that is said first.
 */
export function explainBox(hung: HungStudy, viewport: HungViewport, box: InBox): readonly WhySection[] {
  return viewport.layers.map(({ selector, label }, layer) => ({
    id: `box ${selector} ${layer}`,
    heading: { key: layer === 0 ? 'why.wants' : 'why.wantsOver', params: { label } },
    lines: explainSelector(hung, selector, { ...box, shown: box.shown.slice(layer) }),
  }));
}

function explainSelector(hung: HungStudy, selector: string, box: InBox): readonly WhyLine[] {
  const { bindings, unbound } = hung.hanging;
  const binding = Object.hasOwn(bindings, selector) ? bindings[selector] : undefined;
  if (binding) return explainBinding(hung, binding, box);
  const empty = Object.hasOwn(unbound, selector) ? unbound[selector] : undefined;
  return [...otherShown(hung, undefined, box), ...(empty ? explainUnbound(hung, empty) : [])];
}

function explainBinding(hung: HungStudy, binding: Binding, box: InBox): readonly WhyLine[] {
  const { protocol } = hung.hanging;
  const series = seriesOf(hung.study, binding.series);
  const rules = explainRules(binding.rules, 'series', (rule) => [
    ...correctActs(binding.series, rule.facet, series?.facets.modality.value),
    { kind: 'edit', protocol: protocol.id, at: placeOfRule(protocol, binding.selector, rule) },
  ]);
  const isShown = box.shown[0] === binding.series;
  return [
    ...otherShown(hung, binding, box),
    { said: takesSaid(binding, seriesSaid(series), isShown), acts: [{ kind: 'correct', setId: binding.series }] },
    ...viaLines(hung, binding),
    ...otherBeside(hung, binding, box),
    ...differsLines(isShown && box.told ? box.told : toldOf(binding, undefined)),
    ...rules,
  ];
}

/** Of a series that was taken for its likeness, or in place of another, the points are another's. */
function takesSaid({ via, score, index }: Binding, series: Said, isShown: boolean): Said {
  const key = `why.${isShown ? 'takes' : 'wouldTake'}${index === undefined ? '' : 'Image'}${via ? 'Alone' : ''}`;
  const image = index === undefined ? '' : String(index + 1);
  return { key, params: { series, image, ...(!via && { points: score }) } };
}

function correctActs(setId: string, facet: string, modality: string | undefined): readonly WhyAct[] {
  return isCorrectable(facet, modality) ? [{ kind: 'correct', setId, facet }] : [];
}

/**
 * Something else is in the box than what would hang in it: the reader put it there, or it hangs there since before what
 * would hang now was here. Or nothing is, since what would hang may not stand beside what does.
 */
function otherShown(hung: HungStudy, binding: Binding | undefined, { shown, isByProtocol }: InBox): readonly WhyLine[] {
  const [setId] = shown;
  if (setId === binding?.series) return [];
  const rehang: WhyAct = { kind: 'rehang' };
  if (setId === undefined) return [{ said: { key: 'why.notHung' }, mark: 'doubt', acts: [rehang] }];
  const series = seriesSaid(seriesOf(hung.study, setId));
  if (isByProtocol) return [{ said: { key: 'why.hangsSince', params: { series } }, mark: 'doubt', acts: [rehang] }];
  const acts: readonly WhyAct[] | undefined = binding && [{ kind: 'put', setId: binding.series }];
  return [{ said: { key: 'why.putByHand', params: { series } }, mark: 'doubt', ...(acts && { acts }) }];
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

/** What it was taken for its likeness to does not stand there: something older does, or what the reader put there. */
function otherBeside({ hanging, study }: HungStudy, { via }: Binding, { beside = [] }: InBox): readonly WhyLine[] {
  if (via?.kind !== 'mirror') return [];
  const pattern = hanging.bindings[via.selector]?.series;
  const [other] = beside.filter((setId) => setId !== pattern);
  if (pattern === undefined || other === undefined) return [];
  const [series, wanted] = [seriesSaid(seriesOf(study, other)), seriesSaid(seriesOf(study, pattern))];
  return [{ said: { key: 'why.besideOther', params: { series, wanted } }, mark: 'doubt', acts: [{ kind: 'rehang' }] }];
}

function differsLines(told: readonly ToldBeside[]): readonly WhyLine[] {
  const line = (key: string, isMeant: (each: ToldBeside) => boolean): readonly WhyLine[] => {
    const of = told.filter(isMeant).map(({ facet }) => facetSaid(facet, 'series'));
    return of.length === 0 ? [] : [{ said: { key, params: { facets: { join: 'and', of } } }, mark: 'doubt' }];
  };
  return [
    ...line('why.differs', ({ unwritten }) => unwritten === undefined),
    ...line('why.unwritten.prior', ({ unwritten }) => unwritten === 'prior'),
    ...line('why.unwritten.current', ({ unwritten }) => unwritten === 'current'),
  ];
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
