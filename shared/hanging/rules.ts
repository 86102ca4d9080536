import type { Facet } from '../dicom/series/facet.ts';
import type { RuleOutcome } from './hanging.ts';
import { findsPattern, isPattern, workOfPattern } from './patterns.ts';
import { isRefusal, type SeriesRule, type StudyRule } from './protocol.ts';
import { questionsOfReading } from './work.ts';

export type Rule = SeriesRule | StudyRule;

/** Points of a rule that says none. */
const usualWeight = 10;
/** Of a rule that passes because nothing is known: more than nothing, and less than any facet that is known. */
const confidenceOfUnknown = 0.2;

/** How a rule asks one value that is known; undefined: the rule is not sound, and fails whatever it is asked of. */
type Test = (value: unknown) => boolean;
interface Question {
  readonly weight: number;
  readonly required: boolean;
  /** Of `max` and `min`, which are asked of many at once. */
  readonly extreme: 'max' | 'min' | undefined;
  readonly test: Test | undefined;
  readonly passesUnknown: boolean;
}

const questions = new WeakMap<Rule, Question>();

/** A rule made ready, once: the same rule is asked of every series of every study. */
export function questionOf(rule: Rule): Question {
  const before = questions.get(rule);
  if (before) return before;
  const extreme = rule.op === 'max' || rule.op === 'min' ? rule.op : undefined;
  const test = testOf(rule);
  const question: Question = {
    weight: rule.weight ?? usualWeight,
    required: rule.required ?? false,
    extreme,
    test,
    passesUnknown: test !== undefined && isRefusal(rule.op),
  };
  questions.set(rule, question);
  return question;
}

/** What a rule looks for in a text; undefined: it is about something else. */
export function patternOf({ op, value }: Rule): string | undefined {
  return (op === 'regex' || op === 'notRegex') && typeof value === 'string' ? value : undefined;
}

/** What asking a rule is worth; 1 of any that looks for no pattern. Makes nothing ready. */
export function workOf(rule: Rule, value: unknown): number {
  const pattern = patternOf(rule);
  if (pattern === undefined) return 1;
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? workOfPattern(pattern, text) : 0), 1);
}

/** What making rules ready is worth. */
export function workOfReading(rules: readonly Rule[]): number {
  return questionsOfReading * rules.filter((rule) => patternOf(rule) !== undefined).length;
}

/** Whether a rule can be asked at all: its value is of the kind its operator wants, and its pattern can be read. */
export function isSound(rule: Rule): boolean {
  const { extreme, test } = questionOf(rule);
  return extreme !== undefined || test !== undefined;
}

function testOf({ op, value: want }: Rule): Test | undefined {
  // Every operator has a branch: one that is not evaluated would fail whatever it is asked of.
  switch (op) {
    case 'exists':
      return () => true;
    case 'absent':
      return () => false;
    case 'eq':
    case 'ne':
      return want === undefined || Array.isArray(want) ? undefined : anyOrNone(op === 'eq', (each) => each === want);
    case 'in':
    case 'notIn':
      return Array.isArray(want) ? anyOrNone(op === 'in', (each) => want.some((one) => one === each)) : undefined;
    case 'regex':
    case 'notRegex':
      return typeof want === 'string' && isPattern(want)
        ? anyOrNone(op === 'regex', (each) => typeof each === 'string' && findsPattern(want, each) === true)
        : undefined;
    case 'between': {
      const [low, high] = Array.isArray(want) ? want : [];
      if (typeof low !== 'number' || typeof high !== 'number') return undefined;
      return anyOrNone(true, (each) => typeof each === 'number' && each >= low && each <= high);
    }
    case 'gte':
    case 'lte':
      if (typeof want !== 'number') return undefined;
      return anyOrNone(true, (each) => typeof each === 'number' && (op === 'gte' ? each >= want : each <= want));
    case 'max':
    case 'min':
      // Asked of many at once.
      return undefined;
    default:
      return op satisfies never;
  }
}

/** Of a list, whether any element does (`isWanted`), or none does. */
function anyOrNone(isWanted: boolean, does: (each: unknown) => boolean): Test {
  return (value) => (Array.isArray(value) ? value.some(does) : does(value)) === isWanted;
}

/** Nothing written and an empty list say nothing. */
export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/**
 * Points of one rule asked of one facet; undefined: it failed. `best`: of `max` and `min`, the value that wins among
 * those that are left.
 */
export function pointsOf(rule: Rule, facet: Facet<unknown>, best?: number): number | undefined {
  const { weight, extreme, test, passesUnknown: passes } = questionOf(rule);
  if (extreme) return best !== undefined && facet.value === best ? weight * facet.confidence : undefined;
  if (!isKnown(facet.value)) return passes ? weight * (rule.op === 'absent' ? 1 : confidenceOfUnknown) : undefined;
  return test?.(facet.value) ? weight * facet.confidence : undefined;
}

/** The same with everything that a reader may ask about it. */
export function outcomeOf(rule: Rule, facet: Facet<unknown>, best?: number): RuleOutcome {
  const points = pointsOf(rule, facet, best);
  return {
    facet: rule.facet,
    op: rule.op,
    want: rule.value,
    got: facet.value,
    source: facet.source,
    confidence: facet.confidence,
    ...(facet.conflict !== undefined && { conflict: facet.conflict }),
    pass: points !== undefined,
    required: questionOf(rule).required,
    points: points ?? 0,
    ...(rule.why !== undefined && { why: rule.why }),
  };
}
