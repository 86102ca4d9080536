import type { SeriesSide } from '../dicom/series/seriesFacets.ts';
import { type Asked, askSelector, explainRules, type Hangable, hangablesOf } from './askSelector.ts';
import type { HangSeries, PriorChoice, StudyToHang } from './hanging.ts';
import { closenessOf, likenessOf, mayStandBeside } from './mirror.ts';
import { sidesDiffer } from './priors.ts';
import type { Protocol, Selector } from './protocol.ts';
import { workOfReading } from './rules.ts';
import { seriesInOrder } from './seriesInOrder.ts';
import { unlimited, type Work } from './work.ts';

/** Where a selector looks. */
export interface Source {
  readonly study: string;
  /** In the one order of a study; undefined: its headers are not here yet. */
  readonly series: readonly HangSeries[] | undefined;
}

/** What hangs for a selector. */
export interface Held {
  readonly hangable: Hangable;
  readonly score: number;
  readonly via?:
    | { readonly kind: 'fallback'; readonly selector: string }
    | { readonly kind: 'mirror'; readonly selector: string; readonly alike: readonly string[] };
}

/** Everything that was found out when a protocol's selectors were asked of a study. */
export interface Bound {
  readonly held: ReadonlyMap<string, Held>;
  /** Selectors whose prior is chosen and not read: their boxes wait. */
  readonly waiting: ReadonlySet<string>;
  readonly asked: ReadonlyMap<string, Asked>;
  /** By `current` or the id of a wanted prior; one that was not found is missing. */
  readonly sources: ReadonlyMap<string, Source>;
}

interface Candidate {
  readonly key: string;
  readonly selector: Selector;
  /** Place of the selector in the protocol. */
  readonly at: number;
  readonly hangable: Hangable;
  readonly score: number;
  readonly closeness: number;
  readonly via?: Held['via'];
}

/** Comparing two series, facet by facet and word by word. */
const questionsOfLikeness = 30;
/** Finding the place of one candidate among all. */
const questionsOfPlace = 4;
/** Facets about which a fallback may not be wrong: another plane can be read, another side or phase is a lie. */
const neverWrong: ReadonlySet<string> = new Set(['laterality', 'contrast', 'phase']);

/**
 * Binds the selectors of a protocol, strongest evidence first and not in the order of the list; then what was left
 * takes its fallback; then priors are found that are like what hangs. Where `work` is spent, nothing that it answers holds.
 */
export function bindSelectors(
  protocol: Protocol,
  study: StudyToHang,
  priors: readonly PriorChoice[],
  work: Work = unlimited,
): Bound {
  const binder = new Binder(protocol, study, priors, work);
  binder.bindDirectly((selector) => fromOf(selector) === 'current');
  binder.bindDirectly((selector) => fromOf(selector) !== 'current');
  binder.fallBack((selector) => selector.mirrorOf === undefined);
  binder.bindMirrors();
  binder.fallBack((selector) => selector.mirrorOf !== undefined);
  return binder;
}

const inOrder = new WeakMap<readonly HangSeries[], readonly HangSeries[]>();

function ordered(series: readonly HangSeries[]): readonly HangSeries[] {
  const before = inOrder.get(series);
  if (before) return before;
  const made = seriesInOrder(series);
  inOrder.set(series, made);
  return made;
}

/** A selector by its key; no name that every object owns is one. */
export function selectorOf({ selectors }: Protocol, key: string): Selector | undefined {
  return Object.hasOwn(selectors, key) ? selectors[key] : undefined;
}

/** Where a selector looks, by name. */
export function fromOf({ from = 'current' }: Selector): string {
  return from;
}

/** Whether a box is for one side: then an earlier series of which nobody knows the side is not hung beside it. */
export function namesSide(selector: Selector | undefined): boolean {
  return selector?.rules.some(({ facet, op }) => facet === 'laterality' && (op === 'eq' || op === 'in')) ?? false;
}

class Binder implements Bound {
  readonly held = new Map<string, Held>();
  readonly waiting = new Set<string>();
  readonly asked = new Map<string, Asked>();
  readonly sources: ReadonlyMap<string, Source>;
  readonly #study: StudyToHang;
  readonly #protocol: Protocol;
  readonly #selectors: readonly (readonly [key: string, selector: Selector])[];
  readonly #taken = new Set<string>();
  readonly #work: Work;

  constructor(protocol: Protocol, study: StudyToHang, priors: readonly PriorChoice[], work: Work) {
    this.#work = work;
    this.#study = study;
    this.#protocol = protocol;
    this.#selectors = Object.entries(protocol.selectors);
    this.sources = sourcesOf(study, priors);
  }

  bindDirectly(isMeant: (selector: Selector) => boolean): void {
    const candidates = this.#selectors.flatMap(([key, selector], at) => {
      if (selector.mirrorOf !== undefined || !isMeant(selector)) return [];
      const asked = this.#ask(key, selector);
      const enough = selector.minScore ?? 1;
      return (asked?.survivors ?? [])
        .filter(({ score }) => score >= enough)
        .map((scored): Candidate => ({ key, selector, at, closeness: 0, ...scored }));
    });
    this.#take(candidates);
  }

  bindMirrors(): void {
    const candidates = this.#selectors.flatMap(([key, selector], at) => {
      const { mirrorOf } = selector;
      if (mirrorOf === undefined) return [];
      const pattern = this.held.get(mirrorOf);
      if (pattern) return this.#mirrorsOf(key, selector, at, mirrorOf, pattern);
      // What it mirrors waits itself: nothing is known of it yet.
      if (this.waiting.has(mirrorOf)) this.waiting.add(key);
      return [];
    });
    this.#take(candidates);
  }

  /** Only what was bound for its own sake is taken, so that no chain and no circle can arise. */
  fallBack(isMeant: (selector: Selector) => boolean): void {
    const own = new Map(this.held);
    for (const [key, selector] of this.#selectors) {
      if (!isMeant(selector) || own.has(key) || this.waiting.has(key)) continue;
      for (const other of selector.fallback ?? []) {
        const held = own.get(other);
        const isOfSameStudy = this.#sourceOfKey(other) === fromOf(selector);
        if (!held || held.via?.kind === 'fallback' || !isOfSameStudy || this.#isLie(selector, held)) continue;
        this.held.set(key, { hangable: held.hangable, score: held.score, via: { kind: 'fallback', selector: other } });
        break;
      }
    }
  }

  #mirrorsOf(key: string, selector: Selector, at: number, mirrorOf: string, pattern: Held): readonly Candidate[] {
    const asked = this.#ask(key, selector);
    const current = pattern.hangable.series.facets;
    this.#work.spend((asked?.survivors.length ?? 0) * questionsOfLikeness);
    if (this.#work.isSpent) return [];
    return (asked?.survivors ?? []).flatMap(({ hangable }): readonly Candidate[] => {
      const prior = hangable.series.facets;
      const likeness = likenessOf(current, prior);
      if (!likeness || likeness.score < (selector.minScore ?? 0)) return [];
      if (prior.laterality.value === undefined && namesSide(selectorOf(this.#protocol, mirrorOf))) return [];
      const via = { kind: 'mirror', selector: mirrorOf, alike: likeness.alike } as const;
      return [{ key, selector, at, hangable, score: likeness.score, closeness: closenessOf(current, prior), via }];
    });
  }

  #ask(key: string, selector: Selector): Asked | undefined {
    const source = this.sources.get(fromOf(selector));
    if (!source) return undefined;
    if (!source.series) {
      this.waiting.add(key);
      return undefined;
    }
    this.#work.spend(workOfReading(selector.rules));
    if (this.#work.isSpent) return undefined;
    const ofSide = source.series.filter(({ facets }) => this.#isOfSide(selector, facets.laterality.value));
    const asked = askSelector(selector, hangablesOf(ofSide, selector.level), this.#work);
    this.asked.set(key, asked);
    return asked;
  }

  /**
   * Nothing of an earlier study hangs that is of the other side. Where both sides hang, apart from each other, only a box
   * that names its side, or mirrors one picture, says beside which of them it stands.
   */
  #isOfSide(selector: Selector, side: SeriesSide | undefined): boolean {
    if (fromOf(selector) === 'current' || (side !== 'L' && side !== 'R')) return true;
    if (sidesDiffer(this.#study.facets.laterality.value, side)) return false;
    if (selector.mirrorOf !== undefined || namesSide(selector)) return true;
    const hung = [...this.held.values()].map(({ hangable }) => hangable.series.facets.laterality.value);
    return !hung.some((other) => sidesDiffer(other, side));
  }

  #sourceOfKey(key: string): string | undefined {
    const selector = selectorOf(this.#protocol, key);
    return selector && fromOf(selector);
  }

  /** A required rule of side, contrast or phase that it fails, or a prior that may not stand there; whatever else speaks for it. */
  #isLie(selector: Selector, { hangable }: Held): boolean {
    const mirrored = this.held.get(selector.mirrorOf ?? '');
    if (mirrored && !mayStandBeside(mirrored.hangable.series.facets, hangable.series.facets)) return true;
    return explainRules(selector, hangable).some(
      ({ facet, pass, required }) => required && !pass && neverWrong.has(facet),
    );
  }

  /** Best first; one thing for a selector, and one selector for a thing in each exclusive group. */
  #take(candidates: readonly Candidate[]): void {
    this.#work.spend(candidates.length * questionsOfPlace);
    if (this.#work.isSpent) return;
    for (const { key, selector, hangable, score, via } of [...candidates].sort(bestFirst)) {
      if (this.held.has(key)) continue;
      const thing = `${selector.exclusiveGroup ?? `from ${fromOf(selector)}`}|${hangable.series.id}|${hangable.index ?? ''}`;
      // A box that shows the fallback of another mirrors what that one mirrors: both may show the same prior.
      const isSecondLook = via?.kind === 'mirror' && this.held.get(via.selector)?.via?.kind === 'fallback';
      if (!isSecondLook && this.#taken.has(thing)) continue;
      if (!isSecondLook) this.#taken.add(thing);
      this.held.set(key, via ? { hangable, score, via } : { hangable, score });
    }
  }
}

function bestFirst(one: Candidate, other: Candidate): number {
  return (
    other.score - one.score ||
    other.closeness - one.closeness ||
    countOf(other.hangable) - countOf(one.hangable) ||
    one.hangable.place - other.hangable.place ||
    one.at - other.at
  );
}

/** Images of a series; single images are taken in their order, whatever they hold. */
function countOf({ series, index }: Hangable): number {
  return index === undefined ? (series.facets.count.value ?? 0) : 0;
}

function sourcesOf(study: StudyToHang, priors: readonly PriorChoice[]): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>([['current', { study: study.id, series: ordered(study.series) }]]);
  for (const { id, study: chosen } of priors) {
    const prior = study.priors.find((each) => each.id === chosen);
    if (prior) sources.set(id, { study: prior.id, series: prior.series && ordered(prior.series) });
  }
  return sources;
}
