import { expect, test } from 'vitest';
import { unpaintedWords } from './unpaintedWords.ts';

const saying = (str: string) => ({ contentsObj: { str } });

test('words behind a note or a mark are told, those in a picture of their own are not told twice', () => {
  expect(
    unpaintedWords([
      { subtype: 'Text', hasAppearance: true, ...saying('See the addendum') },
      { subtype: 'Highlight', hasAppearance: true, ...saying('wrong side') },
      { subtype: 'Stamp', hasAppearance: true, ...saying('CORRECTED') },
      { subtype: 'FreeText', hasAppearance: false, ...saying('left, not right') },
      { subtype: 'Popup', ...saying('See the addendum') },
      { subtype: 'Link', ...saying('http://attack.example/') },
      { subtype: 'Text', annotationFlags: 2, ...saying('hidden by its author') },
    ]),
  ).toEqual(['See the addendum', 'wrong side', 'left, not right']);
});

test('a form field without a picture is told by its name and value, one with a picture is drawn', () => {
  const field = { subtype: 'Widget', fieldName: 'impression', hasAppearance: false };
  expect(
    unpaintedWords([
      { ...field, fieldValue: 'No metastases.' },
      { ...field, alternativeText: 'Impression', fieldValue: ['a', 'b'] },
      { ...field, hasAppearance: true, fieldValue: 'drawn' },
      { ...field, fieldValue: 'Off' },
      { ...field, fieldValue: null },
    ]),
  ).toEqual(['impression: No metastases.', 'Impression: a, b']);
});

test('a thousand long notes are bounded, and a cut one says so', () => {
  const told = unpaintedWords(Array.from({ length: 1_000 }, () => ({ subtype: 'Text', ...saying('x'.repeat(5_000)) })));
  expect(told).toHaveLength(200);
  expect(told[0]?.endsWith('x…')).toBe(true);
  expect(told[0]).toHaveLength(2_001);
});
