import { type Facet, known, unknown } from '../dicom/series/facet.ts';
import type { HangSeries, RuleOutcome } from './hanging.ts';
import type { Selector, SeriesRule } from './protocol.ts';
import { outcomeOf, patternOf, pointsOf, questionOf, workOf } from './rules.ts';
import { unlimited, type Work } from './work.ts';

/** What a selector may take: a series, or one image of it. */
export interface Hangable {
  readonly series: HangSeries;
  /** Of level `instance`: place of the image in the display set. */
  readonly index?: number;
  readonly frames?: number;
  /** Place in the one order of a study's series. */
  readonly place: number;
}

/** One that passed every required rule, and its points. */
export interface Scored {
  readonly hangable: Hangable;
  readonly score: number;
}

/** A selector after it was asked of every series. */
export interface Asked {
  /** In the order of `hangables`; those with too few points are among them. */
  readonly survivors: readonly Scored[];
  /** What the rules `max` and `min` found best. */
  readonly best: ReadonlyMap<SeriesRule, number | undefined>;
}

/** Asked of every selector that does not ask for these itself: what is no image to read does not hang by oversight. */
const unspoken: readonly SeriesRule[] = [
  { facet: 'kind', op: 'eq', value: 'image', weight: 0, required: true },
  { facet: 'forProcessing', op: 'ne', value: true, weight: 0, required: true },
  { facet: 'ai', op: 'ne', value: true, weight: 0, required: true },
];

interface Split {
  readonly plain: readonly SeriesRule[];
  /** Places in `plain`: what excludes before what only counts, patterns last of each. */
  readonly order: readonly number[];
  readonly extreme: readonly SeriesRule[];
}

const rulesOf = new WeakMap<Selector, Split>();

/** What can hang for a selector of this level. */
export function hangablesOf(inOrder: readonly HangSeries[], level: Selector['level']): readonly Hangable[] {
  if (level !== 'instance') return inOrder.map((series, place) => ({ series, place }));
  const images = inOrder.flatMap((series) =>
    (series.instances ?? [{ index: 0, frames: series.facets.count.value ?? 1 }]).map(({ index, frames }) => ({
      series,
      index,
      frames,
    })),
  );
  return images.map((image, place) => ({ ...image, place }));
}

/**
 * Every series that may hang for a selector, with its points. `max` and `min` are asked last, of those that are left. Where
 * `work` is spent, those that are left were not asked.
 */
export function askSelector(selector: Selector, hangables: readonly Hangable[], work: Work = unlimited): Asked {
  const split = splitRules(selector);
  const { extreme } = split;
  let survivors: Scored[] = [];
  for (const hangable of hangables) {
    if (work.isSpent) break;
    const score = scoreOf(split, hangable, work);
    if (score !== undefined) survivors.push({ hangable, score });
  }
  const best = new Map<SeriesRule, number | undefined>();
  for (const rule of extreme) {
    work.spend(2 * survivors.length);
    const value = bestOf(rule, survivors);
    best.set(rule, value);
    const { required } = questionOf(rule);
    survivors = survivors.flatMap(({ hangable, score }) => {
      const points = pointsOf(rule, facetOf(hangable, rule), value);
      return points === undefined && required ? [] : [{ hangable, score: score + (points ?? 0) }];
    });
  }
  return { survivors, best };
}

/** Every rule of a selector as one series answers it; of the unspoken ones those that it fails. */
export function explainRules(
  selector: Selector,
  hangable: Hangable,
  best: Asked['best'] = new Map(),
): readonly RuleOutcome[] {
  const own = selector.rules.map((rule) => outcomeOf(rule, facetOf(hangable, rule), best.get(rule)));
  const failed = unspokenOf(selector)
    .map((rule) => outcomeOf(rule, facetOf(hangable, rule)))
    .filter(({ pass }) => !pass);
  return [...failed, ...own];
}

/** Every rule that a series is asked, in the order in which they are explained. */
export function rulesAsked(selector: Selector): readonly SeriesRule[] {
  return [...unspokenOf(selector), ...selector.rules];
}

/** What a rule asks about; of one image, its own frames are counted. */
export function facetOf({ series, frames }: Hangable, rule: SeriesRule): Facet<unknown> {
  if (rule.facet === 'count' && frames !== undefined) return known(frames, 'NumberOfFrames', 1);
  return (series.facets[rule.facet] as Facet<unknown> | undefined) ?? unknown;
}

/** Added up in the order in which they are written: what is asked first changes no sum. */
function scoreOf({ plain, order }: Split, hangable: Hangable, work: Work): number | undefined {
  const points: number[] = [];
  for (const place of order) {
    const rule = plain[place] as SeriesRule;
    const facet = facetOf(hangable, rule);
    if (work !== unlimited) work.spend(workOf(rule, facet.value));
    const own = pointsOf(rule, facet);
    if (own === undefined && questionOf(rule).required) return undefined;
    points[place] = own ?? 0;
  }
  return points.reduce((sum, own) => sum + own, 0);
}

function bestOf(rule: SeriesRule, survivors: readonly Scored[]): number | undefined {
  let best: number | undefined;
  for (const { hangable } of survivors) {
    const { value } = facetOf(hangable, rule);
    if (typeof value !== 'number') continue;
    if (best === undefined || (rule.op === 'max' ? value > best : value < best)) best = value;
  }
  return best;
}

function splitRules(selector: Selector): Split {
  const before = rulesOf.get(selector);
  if (before) return before;
  const isExtreme = (rule: SeriesRule) => questionOf(rule).extreme !== undefined;
  const plain = [...unspokenOf(selector), ...selector.rules.filter((rule) => !isExtreme(rule))];
  const rankOf = (rule: SeriesRule) => (questionOf(rule).required ? 0 : 2) + (patternOf(rule) === undefined ? 0 : 1);
  const ranks = plain.map(rankOf);
  const split = {
    plain,
    order: plain.map((_, place) => place).sort((one, other) => (ranks[one] ?? 0) - (ranks[other] ?? 0)),
    extreme: selector.rules.filter(isExtreme),
  };
  rulesOf.set(selector, split);
  return split;
}

function unspokenOf({ rules }: Selector): readonly SeriesRule[] {
  return unspoken.filter(({ facet }) => !rules.some((rule) => rule.facet === facet));
}
