import { expect, test } from 'vitest';
import type { SeriesRule } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { startI18n } from '../../i18n/i18n.ts';
import { ruleSaid, selectorSentence, sentenceText, studySentence } from './sentences.ts';
import { say } from './why/said.ts';

const { t } = startI18n();
const saidOf = (rule: SeriesRule) => say(ruleSaid(rule, 'series'), t);

test.each<[SeriesRule, string]>([
  [{ facet: 'plane', op: 'eq', value: 'AX' }, 'axial'],
  [{ facet: 'kernel', op: 'in', value: ['sharp'] }, 'sharp kernel'],
  [{ facet: 'contrast', op: 'ne', value: 'post' }, 'not after contrast'],
  [{ facet: 'mip', op: 'eq', value: false }, 'no projection'],
  [{ facet: 'derived', op: 'ne', value: true }, 'as acquired'],
  [{ facet: 'thickness', op: 'min' }, 'thinnest'],
  [{ facet: 'count', op: 'max' }, 'most images'],
  [{ facet: 'bValue', op: 'gte', value: 800 }, 'b-value at least 800 s/mm²'],
  [{ facet: 'description', op: 'regex', value: '\\bHRCT\\b', why: 'high resolution' }, 'high resolution'],
  [
    { facet: 'description', op: 'notRegex', value: '\\bpoly', why: 'a trauma of the whole body' },
    'not a trauma of the whole body',
  ],
  [{ facet: 'description', op: 'notRegex', value: 'scout' }, 'name of the series without “scout”'],
  [{ facet: 'phase', op: 'absent' }, 'phase not known'],
])('%j is "%s"', (rule, words) => {
  expect(saidOf(rule)).toBe(words);
});

test('every sentence of every shipped protocol is said without a key of ours, a pattern aside', () => {
  for (const protocol of shippedProtocols) {
    const sentences = [
      studySentence(protocol),
      ...Object.keys(protocol.selectors).flatMap((key) => selectorSentence(protocol, key) ?? []),
    ];
    for (const sentence of sentences) {
      const text = sentenceText(sentence, t);
      expect(text).not.toMatch(/hanging\.|undefined|\[object|\{\{/);
    }
  }
});

test('a pattern that is refused says in its words what it refuses, so that "not" is never said twice', () => {
  const reasons = shippedProtocols.flatMap(({ match, selectors }) =>
    [match.study, ...Object.values(selectors).map(({ rules }) => rules)]
      .flat()
      .flatMap(({ op, why }) => (op === 'notRegex' ? [why] : [])),
  );
  expect(reasons.length).toBeGreaterThan(0);
  for (const why of reasons) expect(why).not.toMatch(/^(not|no|never)\b|\b(has|have) (its|their) own$|^undefined$/);
});
