import type { SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import type { HangSeries, StudyToHang } from '../hanging.ts';
import { closenessOf, likenessOf } from '../mirror.ts';
import type { Selector } from '../protocol.ts';
import { seriesInOrder } from '../seriesInOrder.ts';
import { unsureOf } from './fact.ts';
import { fewestFacts } from './fewestFacts.ts';
import type { LayoutOnScreen, ShownLayer } from './layoutOnScreen.ts';
import { selectorKey, selectorLabel } from './selectorName.ts';

/** A series on the screen, and what it is remembered by. */
export interface Remembered {
  readonly key: string;
  readonly selector: Selector;
  /** `id` of the study it is of, and of the series. */
  readonly study: string;
  readonly series: string;
  readonly index: number | undefined;
  /** Series that nothing but their numbers tells from this one. */
  readonly alike: readonly string[];
  /** Facets that the header says and that are not relied on. */
  readonly unsure: readonly { readonly facet: string; readonly because: 'conflict' | 'lowConfidence' }[];
}

/** Prior studies on the screen by `id`, with the name under which the protocol wants each. */
type WantedIds = ReadonlyMap<string, string>;

/**
 * A selector for each series on the screen, the same for boxes that show the same one. Series of earlier studies are
 * found again by what hangs of the present one, wherever that finds them: the next prior has other names.
 * `taken`: keys that the selectors of kept stages have.
 */
export function captureSelectors(
  layout: LayoutOnScreen,
  study: StudyToHang,
  wanted: WantedIds,
  taken: ReadonlySet<string>,
): readonly Remembered[] {
  const layers = inOrder(distinctLayers(layout), study);
  const keys = new Set(taken);
  const current: Remembered[] = [];
  for (const layer of layers.filter((each) => each.study === study.id)) {
    const found = rememberCurrent(layer, study, layers, keys);
    if (found) current.push(found);
  }
  const earlier: Remembered[] = [];
  for (const layer of layers.filter((each) => each.study !== study.id)) {
    const found = rememberEarlier(layer, study, wanted, current, keys);
    if (found) earlier.push(found);
  }
  return [...withFallbacks(current, study), ...earlier];
}

/** Selectors bind one series each among themselves; those of kept stages look for theirs apart. */
const ownGroup = 'remembered';

function distinctLayers(layout: LayoutOnScreen): readonly ShownLayer[] {
  const layers = layout.screens.flatMap(({ boxes }) => boxes.flatMap((box) => box.layers));
  const seen = new Set<string>();
  return layers.filter((layer) => {
    const key = layerKey(layer);
    return !seen.has(key) && seen.add(key);
  });
}

/** Series that nothing tells apart are given out to selectors in this order, which is that of the engine. */
function inOrder(layers: readonly ShownLayer[], study: StudyToHang): readonly ShownLayer[] {
  const series = seriesInOrder(study.series);
  const placeOf = (layer: ShownLayer) => series.findIndex(({ id }) => id === layer.series);
  const countOf = (layer: ShownLayer) => series[placeOf(layer)]?.facets.count.value ?? 0;
  return [...layers].sort(
    (one, other) =>
      (one.index === undefined && other.index === undefined ? countOf(other) - countOf(one) : 0) ||
      placeOf(one) - placeOf(other) ||
      (one.index ?? 0) - (other.index ?? 0),
  );
}

/** One text for one thing that hangs. */
export function layerKey({ study, series, index }: Pick<ShownLayer, 'study' | 'series' | 'index'>): string {
  return `${study} ${series} ${index ?? ''}`;
}

function rememberCurrent(
  layer: ShownLayer,
  study: StudyToHang,
  shown: readonly ShownLayer[],
  keys: Set<string>,
): Remembered | undefined {
  const target = study.series.find(({ id }) => id === layer.series);
  if (!target || isNeverHung(target.facets)) return undefined;
  // Tiles of one series are taken in their order: an image by itself has no facts of its own.
  const isTile = layer.index !== undefined;
  const others = rivalsOf(target, study.series);
  const { rules, alike } = fewestFacts(
    target.facets,
    others.map(({ facets }) => facets),
  );
  const label = selectorLabel(target.facets, rules);
  const key = taking(keys, label);
  const selector: Selector = {
    label,
    rules: [...rules],
    exclusiveGroup: ownGroup,
    ...(isTile && { level: 'instance' as const }),
  };
  const tiles = shown.filter(({ series, index }) => series === layer.series && index !== undefined);
  const isOneOfTiles = isTile && tiles.length > 1;
  return {
    key,
    selector,
    study: layer.study,
    series: layer.series,
    index: layer.index,
    alike: isOneOfTiles ? [] : alike.flatMap((place) => others[place]?.id ?? []),
    unsure: unsureFacets(target.facets),
  };
}

function rememberEarlier(
  layer: ShownLayer,
  study: StudyToHang,
  wanted: WantedIds,
  current: readonly Remembered[],
  keys: Set<string>,
): Remembered | undefined {
  const prior = study.priors.find(({ id }) => id === layer.study);
  const from = wanted.get(layer.study);
  const target = prior?.series?.find(({ id }) => id === layer.series);
  if (!prior?.series || !target || from === undefined) return undefined;
  const common = { study: layer.study, series: layer.series, index: layer.index };
  const exclusiveGroup = `${ownGroup}_${from}`;
  const mirrored = mirroredBy(target, prior.series, study, current);
  if (mirrored) {
    const label = mirrored.selector.label ?? mirrored.key;
    const key = taking(keys, `${label} prior`);
    const selector: Selector = { label, rules: [], from, exclusiveGroup, mirrorOf: mirrored.key };
    return { ...common, key, selector, alike: [], unsure: [] };
  }
  const others = rivalsOf(target, prior.series);
  const { rules, alike } = fewestFacts(
    target.facets,
    others.map(({ facets }) => facets),
  );
  const label = selectorLabel(target.facets, rules);
  return {
    ...common,
    key: taking(keys, `${label} prior`),
    selector: { label, rules: [...rules], from, exclusiveGroup },
    alike: alike.flatMap((place) => others[place]?.id ?? []),
    unsure: unsureFacets(target.facets),
  };
}

/** Raw pictures of a detector and pictures drawn by programs: a person may look at them, and no protocol hangs them. */
function isNeverHung({ forProcessing, ai }: SeriesFacets): boolean {
  return forProcessing.value === true || ai.value === true;
}

/** Everything else that may hang where this one does. */
function rivalsOf(target: HangSeries, series: readonly HangSeries[]): readonly HangSeries[] {
  return seriesInOrder(series).filter(
    ({ id, facets }) => id !== target.id && facets.kind.value === target.facets.kind.value && !isNeverHung(facets),
  );
}

/** The series on the screen beside which an earlier one is found again by being like it. */
function mirroredBy(
  target: HangSeries,
  earlier: readonly HangSeries[],
  study: StudyToHang,
  current: readonly Remembered[],
): Remembered | undefined {
  return current
    .flatMap((remembered) => {
      const facets = study.series.find(({ id }) => id === remembered.series)?.facets;
      const score = facets && likenessOf(facets, target.facets)?.score;
      return facets && score !== undefined && nearest(facets, earlier) === target ? [{ remembered, score }] : [];
    })
    .sort((one, other) => other.score - one.score)[0]?.remembered;
}

function nearest(facets: SeriesFacets, earlier: readonly HangSeries[]): HangSeries | undefined {
  const images = seriesInOrder(earlier).filter(({ facets: { kind } }) => kind.value === 'image');
  return images
    .flatMap((series) => {
      const score = likenessOf(facets, series.facets)?.score;
      return score === undefined ? [] : [{ series, score, closeness: closenessOf(facets, series.facets) }];
    })
    .sort(
      (one, other) =>
        other.score - one.score ||
        other.closeness - one.closeness ||
        (other.series.facets.count.value ?? 0) - (one.series.facets.count.value ?? 0),
    )[0]?.series;
}

const decisive = ['modality', 'plane', 'weighting', 'contrast', 'phase', 'view', 'laterality', 'bValue'] as const;

/**
 * What may stand in for what: a soft reconstruction for a sharp one and a thick for a thin, of the same plane, weighting,
 * phase and side. Another of these is never shown in a box of this one's name.
 */
function withFallbacks(current: readonly Remembered[], study: StudyToHang): readonly Remembered[] {
  const facetsOf = ({ series }: Remembered) => study.series.find(({ id }) => id === series)?.facets;
  const standsIn = (one: SeriesFacets | undefined, other: SeriesFacets | undefined) =>
    one !== undefined && other !== undefined && decisive.every((name) => one[name].value === other[name].value);
  return current.map((remembered) => {
    if (remembered.index !== undefined) return remembered;
    const fallback = current
      .filter((other) => other !== remembered && standsIn(facetsOf(remembered), facetsOf(other)))
      .map(({ key }) => key)
      .slice(0, 8);
    return fallback.length > 0 ? { ...remembered, selector: { ...remembered.selector, fallback } } : remembered;
  });
}

const asked = ['plane', 'weighting', 'phase', 'kernel', 'view', 'laterality', 'contrast'] as const;

function unsureFacets(facets: SeriesFacets): Remembered['unsure'] {
  return asked.flatMap((facet) => {
    const because = unsureOf(facets, facet);
    return because === undefined ? [] : [{ facet, because }];
  });
}

function taking(keys: Set<string>, label: string): string {
  const key = selectorKey(label, keys);
  keys.add(key);
  return key;
}
