import { isPossibleValue } from './corrections.ts';
import { isSmallPattern } from './patternSize.ts';
import { isPattern } from './patterns.ts';
import { isRefusal } from './protocol.ts';
import { isSound, patternOf, type Rule } from './rules.ts';

export type RuleProblemCode =
  | 'badPattern'
  | 'largePattern'
  | 'badValue'
  | 'contradiction'
  | 'unknownValue'
  | 'plainUnguarded';

interface RuleProblem {
  readonly code: RuleProblemCode;
  readonly where: string;
  readonly detail?: string;
  readonly isRefusal: boolean;
}

/** Of a study these hold several values at once: it may well be a CT and a PET. */
const several: ReadonlySet<string> = new Set(['modality', 'bodyPart', 'procedureCode', 'planes']);

/** Rules that no series or study can answer: a pattern or value that cannot be read, and demands that exclude each other. */
export function ruleProblems(rules: readonly Rule[], where: string): RuleProblem[] {
  const problems: RuleProblem[] = [];
  for (const [index, rule] of rules.entries()) {
    if (isSound(rule)) continue;
    problems.push({
      code: unsoundness(rule),
      where: `${where}.${index}`,
      detail: String(rule.value ?? ''),
      isRefusal: true,
    });
  }
  const isStudy = where.startsWith('match');
  for (const [index, rule] of rules.entries()) {
    const against = rules.slice(0, index).find((earlier) => contradict(earlier, rule, isStudy));
    if (against) {
      problems.push({ code: 'contradiction', where: `${where}.${index}`, detail: rule.facet, isRefusal: true });
    }
  }
  return [...problems, ...impossibleValues(rules, where)];
}

function unsoundness(rule: Rule): RuleProblemCode {
  const pattern = patternOf(rule);
  if (pattern === undefined || isPattern(pattern)) return 'badValue';
  return isSmallPattern(pattern) ? 'badPattern' : 'largePattern';
}

/** Values that no series has, as "AXIAL" of a plane: such a rule never passes, or always. */
function impossibleValues(rules: readonly Rule[], where: string): readonly RuleProblem[] {
  const compares = new Set(['eq', 'ne', 'in', 'notIn']);
  return rules.flatMap(({ facet, op, value }, index) => {
    const wrong = [value].flat().find((one) => compares.has(op) && one !== undefined && !isPossibleValue(facet, one));
    const at = `${where}.${index}`;
    return wrong === undefined
      ? []
      : [{ code: 'unknownValue' as const, where: at, detail: String(wrong), isRefusal: false }];
  });
}

/**
 * A series that is wanted plain by points alone: where there is none, one after contrast would hang in its place. A weight
 * is not enough (hanging.md §2). To like one phase better than another is another matter.
 */
export function unguardedPlain(rules: readonly Rule[], where: string): readonly RuleProblem[] {
  const isGuard = ({ facet, required }: Rule) => (facet === 'contrast' || facet === 'phase') && required === true;
  if (rules.some(isGuard)) return [];
  return rules.flatMap(({ facet, op, value }, index) => {
    const isWanted = facet === 'contrast' && (op === 'eq' || op === 'in') && [value].flat().includes('pre');
    return isWanted ? [{ code: 'plainUnguarded' as const, where: `${where}.${index}`, isRefusal: false }] : [];
  });
}

/** Whether two required rules of one facet can never both pass. */
function contradict(one: Rule, other: Rule, isStudy: boolean): boolean {
  if (one.facet !== other.facet || one.required !== true || other.required !== true) return false;
  if (asksAbsence(one) !== asksAbsence(other) && asksPresence(asksAbsence(one) ? other : one)) return true;
  if (isStudy && several.has(one.facet)) return false;
  const [allowed, further] = [allowedBy(one), allowedBy(other)];
  if (allowed && further) return !allowed.some((value) => further.includes(value));
  const [listed, ruled] = allowed ? [allowed, other] : [further, one];
  if (listed) return !listed.some((value) => admits(ruled, value));
  const [low, high] = rangeOf(one);
  const [from, to] = rangeOf(other);
  return Math.max(low, from) > Math.min(high, to);
}

const asksAbsence = ({ op }: Rule) => op === 'absent';
const asksPresence = ({ op }: Rule) => !isRefusal(op);

function allowedBy({ op, value }: Rule): readonly unknown[] | undefined {
  if (op === 'eq') return [value];
  return op === 'in' && Array.isArray(value) ? value : undefined;
}

/** Whether a rule that names what it does not want, or a range, lets a value pass. */
function admits(rule: Rule, value: unknown): boolean {
  if (rule.op === 'ne') return value !== rule.value;
  if (rule.op === 'notIn' && Array.isArray(rule.value)) return !rule.value.some((one) => one === value);
  const [low, high] = rangeOf(rule);
  return typeof value !== 'number' || (value >= low && value <= high);
}

function rangeOf({ op, value }: Rule): readonly [low: number, high: number] {
  if (op === 'gte' && typeof value === 'number') return [value, Number.POSITIVE_INFINITY];
  if (op === 'lte' && typeof value === 'number') return [Number.NEGATIVE_INFINITY, value];
  const [low, high] = op === 'between' && Array.isArray(value) ? value : [];
  return typeof low === 'number' && typeof high === 'number'
    ? [low, high]
    : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}
