import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { protocolOf, studyOf } from '#tests/fixtures/hangingStudies.ts';
import { hang, hangWith } from './hang.ts';
import { findsPattern, isPattern, longestText, workOfPattern } from './patterns.ts';
import { protocolProblems, readProtocol } from './problems.ts';
import type { Protocol, SeriesRule } from './protocol.ts';
import { shippedProtocols } from './shippedProtocols.ts';

const study = studyOf({
  description: 'CT Chest',
  series: Array.from({ length: 20 }, (_, at) => `CT | Series ${at} of some words | | iop=ax; n=${at + 1}`),
});
const stages = protocolOf().stages;

/** A reader's own, with so many selectors of so many rules. */
function own(id: string, selectors: number, rules: number, ruleOf: (at: number) => Partial<SeriesRule>): Protocol {
  return protocolOf({
    id,
    level: 'user',
    stages,
    selectors: Object.fromEntries(
      Array.from({ length: selectors }, (_, selector) => [
        selector === 0 ? 'a' : `s${selector}`,
        {
          rules: Array.from(
            { length: rules },
            (_, rule) =>
              ({ facet: 'count', op: 'gte', value: 1, weight: 1, ...ruleOf(selector * 100 + rule) }) as SeriesRule,
          ),
        },
      ]),
    ),
  });
}
const pattern = (value: string): Partial<SeriesRule> => ({ facet: 'description', op: 'regex', value });
const codesOf = (protocol: Protocol) => protocolProblems(protocol).map(({ code }) => code);
const refusedOf = (protocols: readonly Protocol[], questions?: number) =>
  hang(study, protocols, questions).considered.flatMap(({ protocol, refused }) =>
    refused?.kind === 'tooMuch' ? [protocol.id] : [],
  );

describe('what is read', () => {
  test('a protocol of 400 rules and 64 patterns is, and one more of either is refused in words', () => {
    const most = own('user.most', 10, 40, (at) => (at % 100 < 6 ? pattern(`word${at}`) : {}));
    expect([Object.values(most.selectors).flatMap(({ rules }) => rules).length, codesOf(most)]).toEqual([400, []]);
    expect(codesOf(own('user.rules', 10, 40, () => ({})))).toEqual([]);
    const match = { study: [{ facet: 'modality', op: 'eq', value: 'CT' }] } as Protocol['match'];
    expect(codesOf({ ...most, match })).toEqual(['manyRules']);
    expect(codesOf(own('user.patterns', 5, 13, (at) => pattern(`word${at}`)))).toEqual(['manyPatterns']);
    expect(codesOf(own('user.again', 10, 40, () => pattern('one and the same')))).toEqual([]);
    expect(codesOf(own('user.long', 2, 8, (at) => pattern(`${at}${'x'.repeat(150)}`)))).toEqual(['manyPatterns']);
  });

  test('a pattern that takes a second to read is refused before it is read', () => {
    const hostile = own('user.slow', 1, 1, () => pattern('(?:\\pL{1,1000})'.repeat(12)));
    expect(readProtocol(hostile)).toMatchObject({ failure: [{ code: 'largePattern', where: 'selectors.a.rules.0' }] });
    expect(codesOf(own('user.none', 1, 1, () => pattern('(a')))).toEqual(['badPattern']);
  });

  test('what ships is far within every limit', () => {
    expect(shippedProtocols.flatMap(codesOf).filter((code) => code.startsWith('many'))).toEqual([]);
    expect(refusedOf(shippedProtocols.map((each) => ({ ...each, level: 'user' })))).toEqual([]);
  });
});

describe('a long text', () => {
  const long = `${'word '.repeat(60)}end`;
  test('is cut between words, and its end is not found where it was cut', () => {
    expect(long.length).toBeGreaterThan(longestText);
    expect(['^word', 'word$', 'end', 'wor\\b', 'word$|end$'].map((each) => findsPattern(each, long))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(findsPattern('word$', 'a word')).toBe(true);
    expect(findsPattern('schadel', `Schädel ${long}`)).toBe(true);
  });

  test('counts as no more work than it is', () => {
    expect(workOfPattern('a.*b', 'x'.repeat(100_000))).toBe(workOfPattern('a.*b', 'x'.repeat(longestText)));
    expect(workOfPattern('a{40}', 'some words')).toBeGreaterThan(workOfPattern('flair', 'some words'));
  });
});

describe('what is asked while a study opens', () => {
  const small = own('user.small', 1, 2, () => ({}));
  const large = own('user.large', 10, 40, () => ({}));

  test('beyond it, a protocol is refused and says so; the smaller ones and those that ship are asked', () => {
    const questions = 2_000;
    expect(refusedOf([large, small, ...shippedProtocols], questions)).toEqual(['user.large']);
    expect(hang(study, [large, small, ...shippedProtocols], questions).protocol.id).toBe('user.small');
    const { protocol } = hang(study, [large, ...shippedProtocols], questions);
    expect(protocol).toEqual(hang(study, shippedProtocols).protocol);
    expect(hang(study, shippedProtocols, 0)).toEqual(hang(study, shippedProtocols));
  });

  test('what was not asked in full is not hung, even where it was chosen by hand', () => {
    const hanging = hangWith(study, large, 2_000);
    expect(hanging.protocol.id).toBe('engine.grid');
    expect(hanging.considered.map(({ protocol, refused }) => [protocol.id, refused?.kind])).toEqual([
      ['engine.grid', undefined],
      ['user.large', 'tooMuch'],
    ]);
    expect(hangWith(study, large).protocol.id).toBe('user.large');
  });

  test('it is counted and not timed: the same at any time, in any order, with room for any number', () => {
    const protocols = [
      large,
      small,
      own('user.words', 6, 4, (at) => pattern(`some|series ${at}|w.{0,9}s`)),
      own('user.more', 3, 20, () => ({})),
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.shuffledSubarray([...protocols], { minLength: 4 }),
        (questions, shuffled) => {
          expect(refusedOf(shuffled, questions)).toEqual(refusedOf(protocols, questions));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a small pattern is read; there is none that is read and large', () => {
    expect(isPattern('a{50}')).toBe(true);
    expect(isPattern('a{51}')).toBe(false);
  });
});
