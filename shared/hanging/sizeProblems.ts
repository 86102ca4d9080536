import { isSmallPattern, patternSize } from './patternSize.ts';
import { mostOfProtocol, type Protocol } from './protocol.ts';
import { patternOf } from './rules.ts';

export type SizeProblemCode = 'manyRules' | 'manyPatterns';

interface SizeProblem {
  readonly code: SizeProblemCode;
  readonly where: string;
  readonly detail: string;
  readonly isRefusal: true;
}

/** Of all patterns of a protocol: beyond it, reading them would be felt. */
const mostPlaces = 2_000;

/** Different patterns of a protocol. */
export function patternsOf({ match, selectors }: Protocol): ReadonlySet<string> {
  const rules = [match.study, ...Object.values(selectors).map((each) => each.rules)].flat();
  return new Set(rules.flatMap((rule) => patternOf(rule) ?? []));
}

/** More than can be asked while a study opens. Counts alone: nothing is read, so that it is found before anything is. */
export function sizeProblems(protocol: Protocol): readonly SizeProblem[] {
  const { match, selectors } = protocol;
  const rules = Object.values(selectors).reduce((sum, each) => sum + each.rules.length, match.study.length);
  const problems: SizeProblem[] = [];
  if (rules > mostOfProtocol.allRules) {
    problems.push({ code: 'manyRules', where: 'selectors', detail: `${rules}`, isRefusal: true });
  }
  const patterns = patternsOf(protocol);
  // One that is too large by itself is refused as such, and never read.
  const places = [...patterns].filter(isSmallPattern).reduce((sum, each) => sum + patternSize(each).places, 0);
  if (patterns.size > mostOfProtocol.patterns || places > mostPlaces) {
    problems.push({ code: 'manyPatterns', where: 'selectors', detail: `${patterns.size}`, isRefusal: true });
  }
  return problems;
}
