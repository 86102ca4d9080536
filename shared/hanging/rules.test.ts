import { describe, expect, test } from 'vitest';
import { type Facet, known, unknown } from '../dicom/series/facet.ts';
import { operators } from './protocol.ts';
import { isSound, outcomeOf, pointsOf, type Rule } from './rules.ts';

type Op = (typeof operators)[number];
const rule = (op: Op, value?: Rule['value'], more: Partial<Rule> = {}): Rule =>
  ({ facet: 'description', op, ...(value !== undefined && { value }), ...more }) as Rule;
const passes = (op: Op, value: Rule['value'] | undefined, facet: Facet<unknown>) =>
  pointsOf(rule(op, value), facet) !== undefined;
const says = (value: unknown, confidence = 1) => known(value, 'test', confidence);

const fitting: Readonly<Record<Op, Rule['value'] | undefined>> = {
  ...{ eq: 'AX', ne: 'AX', in: ['AX'], notIn: ['AX'], regex: 'x', notRegex: 'x', between: [1, 2], gte: 1, lte: 1 },
  ...{ exists: undefined, absent: undefined, max: undefined, min: undefined },
};

test.each(operators)('%s with the value that it wants can be asked', (op) => {
  expect(isSound(rule(op, fitting[op]))).toBe(true);
});

describe('a facet that is known', () => {
  test.each<[Op, Rule['value'] | undefined, unknown, boolean]>([
    ['eq', 'AX', 'AX', true],
    ['eq', 'AX', 'COR', false],
    ['eq', false, false, true],
    ['eq', '5', 5, false],
    ['ne', 'sharp', 'soft', true],
    ['ne', 'sharp', 'sharp', false],
    ['in', ['AX', 'COR'], 'COR', true],
    ['in', ['AX', 'COR'], 'SAG', false],
    ['notIn', ['AX', 'COR'], 'SAG', true],
    ['notIn', ['AX', 'COR'], 'AX', false],
    ['regex', '\\blung\\b', 'LUNG 1.0', true],
    ['regex', '\\blung\\b', 'plunging', false],
    ['notRegex', '\\blung\\b', 'LUNG 1.0', false],
    ['notRegex', '\\blung\\b', 'plunging', true],
    ['between', [1, 3], 3, true],
    ['between', [1, 3], 3.1, false],
    ['gte', 800, 800, true],
    ['gte', 800, 799, false],
    ['lte', 12, 12, true],
    ['lte', 12, 13, false],
    ['exists', undefined, 0, true],
    ['exists', undefined, false, true],
    ['absent', undefined, 'arterial', false],
  ])('%s %j of %j: %s', (op, want, got, pass) => {
    expect(passes(op, want, says(got))).toBe(pass);
  });
});

describe('a facet that is unknown is no "no"', () => {
  const values: Partial<Record<Op, Rule['value']>> = {
    eq: 'AX',
    ne: 'AX',
    in: ['AX'],
    notIn: ['AX'],
    regex: 'x',
    notRegex: 'x',
    between: [0, 9],
    gte: 0,
    lte: 9,
  };
  test.each<Op>(['eq', 'in', 'regex', 'between', 'gte', 'lte', 'exists'])('%s fails', (op) => {
    for (const nothing of [unknown, says(''), says([])]) expect(passes(op, values[op], nothing)).toBe(false);
  });
  test.each<Op>(['ne', 'notIn', 'notRegex', 'absent'])('%s passes', (op) => {
    for (const nothing of [unknown, says(''), says([])]) expect(passes(op, values[op], nothing)).toBe(true);
  });
});

describe('a list', () => {
  const parts = says(['CHEST', 'ABDOMEN']);
  test('is what any of its elements is', () => {
    expect([passes('eq', 'ABDOMEN', parts), passes('in', ['HEAD', 'CHEST'], parts)]).toEqual([true, true]);
    expect([passes('eq', 'HEAD', parts), passes('regex', '^abd', parts)]).toEqual([false, true]);
  });
  test('is not what none of its elements is', () => {
    expect([passes('ne', 'CHEST', parts), passes('notIn', ['HEAD', 'ABDOMEN'], parts)]).toEqual([false, false]);
    expect([passes('ne', 'HEAD', parts), passes('notRegex', '^head', parts)]).toEqual([true, true]);
  });
});

test('points are the weight by how sure the facet is, ten where no weight is said', () => {
  expect(pointsOf(rule('eq', 'AX'), says('AX', 0.6))).toBeCloseTo(6);
  expect(pointsOf(rule('eq', 'AX', { weight: 30 }), says('AX', 0.5))).toBeCloseTo(15);
  expect(pointsOf(rule('eq', 'AX', { weight: -4 }), says('AX'))).toBe(-4);
});

test('"not sharp" gives a kernel that is known more than one that nobody knows, and that more than a sharp one', () => {
  const notSharp = rule('ne', 'sharp', { weight: 8 });
  const [soft, nobodyKnows] = [pointsOf(notSharp, says('soft', 0.9)), pointsOf(notSharp, unknown)];
  expect([soft, nobodyKnows, pointsOf(notSharp, says('sharp'))]).toEqual([7.2, 1.6, undefined]);
});

test('"absent" is met in full where nothing is known: that is what it asks for', () => {
  expect(pointsOf(rule('absent', undefined, { weight: 8 }), unknown)).toBe(8);
});

describe('a rule that is not sound fails, whatever it is asked of', () => {
  test.each<[Op, Rule['value'] | undefined]>([
    ['eq', undefined],
    ['eq', ['AX']],
    ['ne', undefined],
    ['in', 'AX'],
    ['notIn', 'AX'],
    ['regex', '(a)\\1'],
    ['notRegex', '('],
    ['regex', 5],
    ['between', [1]],
    ['between', ['a', 'b']],
    ['gte', 'five'],
    ['lte', undefined],
  ])('%s %j', (op, value) => {
    expect(isSound(rule(op, value))).toBe(false);
    for (const facet of [unknown, says('AX'), says(5), says(['AX'])]) {
      expect(pointsOf(rule(op, value), facet)).toBeUndefined();
    }
  });
});

test('an outcome says what was asked, what was heard and from where', () => {
  const facet = known('post', 'text', 0.8, 'T1 PRE POST');
  expect(outcomeOf(rule('ne', 'post', { required: true, why: 'no agent' }), facet)).toEqual({
    facet: 'description',
    op: 'ne',
    want: 'post',
    got: 'post',
    source: 'text',
    confidence: 0.8,
    conflict: 'T1 PRE POST',
    pass: false,
    required: true,
    points: 0,
    why: 'no agent',
  });
});
