import type { SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import type { SeriesRule } from '../protocol.ts';
import { candidateFacts } from './candidateFacts.ts';
import { type Fact, holds, must, passes, rather, sureValue, weights } from './fact.ts';
import { contrastGuards } from './namedContrast.ts';
import { sideGuard } from './sideGuard.ts';

/** By what one series is picked again. */
export interface Picked {
  readonly rules: readonly SeriesRule[];
  /** Places among the others of those that pass all of it too: nothing tells them from this one. */
  readonly alike: readonly number[];
}

/**
 * The fewest facts that pick a series among others: in the order of what lasts from site to site each one is taken that
 * leaves fewer of the others, and then those are put aside without which the rest is enough. `others`: everything else
 * that may hang.
 */
export function fewestFacts(target: SeriesFacets, others: readonly SeriesFacets[]): Picked {
  const guards = [...sideGuard(target, others), ...contrastGuards(target, others)];
  const held = others.filter((other) => guards.every((rule) => passes(rule, other)));
  const taken = takenInOrder(target, held);
  const needed = withoutNeedless(taken, held);
  const wishes = [...taken.filter((fact) => !needed.includes(fact)), ...candidateFacts(target, [])];
  const rules = distinct([
    must('kind', 'eq', target.kind.value ?? 'image'),
    ...needed.flatMap((fact) => fact.rules),
    ...guards,
    ...wishes.filter(({ isIdentity }) => isIdentity).flatMap(asWishes),
    ...contrastWish(target),
  ]);
  const alike = others.flatMap((other, place) =>
    [...guards, ...needed.flatMap((fact) => fact.rules)].every((rule) => passes(rule, other)) ? [place] : [],
  );
  return { rules, alike };
}

function takenInOrder(target: SeriesFacets, others: readonly SeriesFacets[]): readonly Fact[] {
  const taken: Fact[] = [];
  let left = others;
  for (const fact of candidateFacts(target, others)) {
    if (left.length === 0) break;
    const next = left.filter((other) => holds(fact, other));
    if (next.length === left.length || !holds(fact, target)) continue;
    taken.push(fact);
    left = next;
  }
  return taken;
}

/** Facts that leave as few of the others as all of them do; what was tried first is kept longest. */
function withoutNeedless(taken: readonly Fact[], others: readonly SeriesFacets[]): readonly Fact[] {
  const leftBy = (facts: readonly Fact[]) => others.filter((other) => facts.every((fact) => holds(fact, other))).length;
  const fewest = leftBy(taken);
  return taken.reduceRight<readonly Fact[]>((kept, fact) => {
    const without = kept.filter((each) => each !== fact);
    return leftBy(without) === fewest ? without : kept;
  }, taken);
}

/** What the series is, where it is not needed: another study may have two that all else holds for. */
function asWishes({ rules }: Fact): readonly SeriesRule[] {
  return rules.map(({ facet, op, value }) => rather(facet, op, value));
}

/** Where nothing of its kind was from the other side of an agent, the series of the next study is rather from the same. */
function contrastWish(target: SeriesFacets): readonly SeriesRule[] {
  const contrast = sureValue(target, 'contrast');
  return contrast === undefined ? [] : [rather('contrast', 'eq', contrast, weights.slight)];
}

/** One rule of each facet and operator: the first, which is the stronger. */
function distinct(rules: readonly SeriesRule[]): readonly SeriesRule[] {
  const seen = new Set<string>();
  return rules.filter(({ facet, op, value, required }) => {
    // Several words may be asked for; of what the series is, one wish beside what must be is enough.
    const isSaid = required !== true && [...seen].some((key) => key.startsWith(`${facet} `));
    const key = `${facet} ${op} ${JSON.stringify(value)}`;
    if (seen.has(key) || (isSaid && facet !== 'contrast' && facet !== 'phase')) return false;
    seen.add(key);
    return true;
  });
}
