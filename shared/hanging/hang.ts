import { compareText } from '../base/compareText.ts';
import { explainBindings } from './explain.ts';
import { fallbackGrid } from './fallbackGrid.ts';
import type { Hanging, ProtocolVerdict, StudyToHang } from './hanging.ts';
import { betterFirst, type Judged, judge, judgeAnyway, strongestOfEach } from './judge.ts';
import type { Protocol } from './protocol.ts';
import { patternOf } from './rules.ts';
import { hungStages } from './stages.ts';
import { mostQuestions, unlimited, workFor } from './work.ts';

/**
 * How a study hangs: the best of the protocols that are for it, or a plain grid where none is. The same study and
 * protocols give the same answer, in whatever order they are handed over; never throws on protocols that
 * `protocolSchema` has read. Those that do not ship are asked until `questions` are answered, the smallest first; the others
 * are refused as `tooMuch`. What ships is always asked.
 */
export function hang(study: StudyToHang, protocols: readonly Protocol[], questions = mostQuestions): Hanging {
  const all = strongestOfEach(protocols);
  const work = workFor(questions);
  const judged = all
    .filter(isShipped)
    .map((protocol) => judge(protocol, study))
    .concat(smallestFirst(all.filter((each) => !isShipped(each))).map((protocol) => judge(protocol, study, work)))
    .sort((one, other) => betterFirst(one.verdict, other.verdict));
  const [best] = judged;
  const winner = best?.hung && best.verdict.refused === undefined ? { ...best, hung: best.hung } : undefined;
  if (winner)
    return hangingOf(
      winner,
      study,
      judged.map(({ verdict }) => verdict),
    );
  return byGrid(
    study,
    judged.map(({ verdict }) => verdict),
  );
}

/**
 * How a study hangs by one protocol, whether or not it is for the study: a reader's own choice, and previews. By the plain
 * grid, where one that does not ship asks more than `questions`: what was not asked in full is not hung.
 */
export function hangWith(study: StudyToHang, protocol: Protocol, questions = mostQuestions): Hanging {
  const work = isShipped(protocol) ? unlimited : workFor(questions);
  const judged = judgeAnyway(protocol, study, work);
  if (work.isSpent) return byGrid(study, [{ ...judged.verdict, refused: { kind: 'tooMuch' } }]);
  return hangingOf(judged, study, [judged.verdict]);
}

function byGrid(study: StudyToHang, others: readonly ProtocolVerdict[]): Hanging {
  const grid = judgeAnyway(fallbackGrid, study);
  return hangingOf(grid, study, [grid.verdict, ...others]);
}

function isShipped({ level }: Protocol): boolean {
  return level === 'builtin';
}

/** A large one takes no other's turn. */
function smallestFirst(protocols: readonly Protocol[]): readonly Protocol[] {
  const sizes = new Map(protocols.map((protocol) => [protocol, sizeOf(protocol)]));
  return [...protocols].sort(
    (one, other) => (sizes.get(one) ?? 0) - (sizes.get(other) ?? 0) || compareText(one.id, other.id),
  );
}

/** Rules, and letters of patterns: what they are worth is not told before they are read. */
function sizeOf({ match, selectors }: Protocol): number {
  const rules = [match.study, ...Object.values(selectors).map((each) => each.rules)].flat();
  return rules.reduce((sum, rule) => sum + 1 + (patternOf(rule)?.length ?? 0), 0);
}

function hangingOf(
  { verdict, hung }: Required<Judged>,
  study: StudyToHang,
  considered: readonly ProtocolVerdict[],
): Hanging {
  const stages = hungStages(verdict.protocol, hung.bound, study.screens);
  const first = stages.findIndex(({ disabled }) => disabled === undefined);
  return {
    protocol: verdict.protocol,
    stages,
    first: Math.max(0, first),
    ...explainBindings(verdict.protocol, hung.bound, isShipped(verdict.protocol) ? unlimited : workFor(mostQuestions)),
    priors: hung.priors,
    considered,
  };
}
