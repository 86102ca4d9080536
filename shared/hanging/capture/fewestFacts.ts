import type { SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import type { SeriesRule } from '../protocol.ts';
import { candidateFacts } from './candidateFacts.ts';
import { type Fact, holds, must, passes, rather, sureValue, weights } from './fact.ts';
import { contrastGuards } from './namedContrast.ts';
import { sideGuard } from './sideGuard.ts';

/** By what one series is picked again. */
interface Picked {
  readonly rules: readonly SeriesRule[];
  /** Places among the others of those that pass all of it too: nothing tells them from this one. */
  readonly alike: readonly number[];
}

/**
 * The fewest facts that pick a series among others: what it is; and in the order of what lasts from site to site each one is taken that
 * leaves fewer of the others, and then those are put aside without which the rest is enough. `others`: everything else
 * that may hang.
 */
export function fewestFacts(target: SeriesFacets, others: readonly SeriesFacets[]): Picked {
  const guards = [...sideGuard(target, others), ...contrastGuards(target, others)];
  const held = others.filter((other) => guards.every((rule) => passes(rule, other)));
  const always = whatItIs(target, others);
  const taken = takenInOrder(target, held, always);
  const needed = withoutNeedless(taken, held, always);
  const asked = [...needed.flatMap((fact) => fact.rules), ...guards];
  const rules = distinct([
    must('kind', 'eq', target.kind.value ?? 'image'),
    ...asked,
    ...wishesOf(target).filter(({ facet }) => !asked.some((rule) => rule.facet === facet)),
  ]);
  const alike = others.flatMap((other, place) => (asked.every((rule) => passes(rule, other)) ? [place] : []));
  return { rules, alike };
}

const lasting: readonly SeriesRule['facet'][] = ['plane', 'weighting', 'kernel'];

/**
 * Plane, weighting and kernel in any case, and the view where the study has others: a box of one of these is not for
 * another, also where something else tells the series of this study apart. What is left to chance here hung diffusion
 * in the box of a T1 at the next site.
 */
function whatItIs(target: SeriesFacets, others: readonly SeriesFacets[]): readonly Fact[] {
  return candidateFacts(target, others).filter(
    (fact) =>
      fact.isIdentity &&
      fact.rules.some(
        ({ facet }) => lasting.includes(facet) || (facet === 'view' && others.some((other) => !holds(fact, other))),
      ),
  );
}

function takenInOrder(target: SeriesFacets, others: readonly SeriesFacets[], always: readonly Fact[]): readonly Fact[] {
  const taken: Fact[] = [...always];
  let left = others.filter((other) => always.every((fact) => holds(fact, other)));
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
function withoutNeedless(
  taken: readonly Fact[],
  others: readonly SeriesFacets[],
  always: readonly Fact[],
): readonly Fact[] {
  const leftBy = (facts: readonly Fact[]) => others.filter((other) => facts.every((fact) => holds(fact, other))).length;
  const fewest = leftBy(taken);
  return taken.reduceRight<readonly Fact[]>((kept, fact) => {
    const without = kept.filter((each) => each !== fact);
    return !always.includes(fact) && leftBy(without) === fewest ? without : kept;
  }, taken);
}

/** What the series is, where it is not needed: another study may have two that all else holds for. */
function wishesOf(target: SeriesFacets): readonly SeriesRule[] {
  const identity = candidateFacts(target, []).filter(({ isIdentity }) => isIdentity);
  const contrast = sureValue(target, 'contrast');
  return [
    ...identity.flatMap(({ rules }) => rules.map(({ facet, op, value }) => rather(facet, op, value))),
    // Where nothing of its kind is from the other side of an agent, the next study's is rather from the same.
    ...(contrast === undefined ? [] : [rather('contrast', 'eq', contrast, weights.slight)]),
  ];
}

function distinct(rules: readonly SeriesRule[]): readonly SeriesRule[] {
  const seen = new Set<string>();
  return rules.filter(({ facet, op, value }) => {
    const key = `${facet} ${op} ${JSON.stringify(value)}`;
    return !seen.has(key) && seen.add(key);
  });
}
