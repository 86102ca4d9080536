import { expect, test } from 'vitest';
import type { ContentItem } from '#shared/dicom/documents/contentTree.ts';
import { firstEntries } from './reportPart.ts';

const item = (text: string, children: readonly ContentItem[] = []): ContentItem => ({
  ...{ valueType: 'TEXT', relationship: 'CONTAINS', name: undefined, text, textCut: false, unit: undefined },
  ...{ references: [], shape: undefined, children },
});
const tree = [item('A', [item('A1'), item('A2', [item('A2a')])]), item('B'), item('C', [item('C1')])];
const textsOf = (items: readonly ContentItem[]): string[] =>
  items.flatMap(({ text, children }) => [text, ...textsOf(children)]);

test('the first entries in reading order, parents before children, and how many are left', () => {
  const first = firstEntries(tree, 3);
  expect([textsOf(first.items), first.left]).toEqual([['A', 'A1', 'A2'], 4]);
  expect(firstEntries(tree, 100)).toEqual({ items: tree, left: 0 });
});

test('every step shows more, and in the end everything', () => {
  const shown = [1, 2, 3, 4, 5, 6, 7].map((most) => firstEntries(tree, most));
  expect(shown.map(({ items }) => textsOf(items).length)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(shown.map(({ left }) => left)).toEqual([6, 5, 4, 3, 2, 1, 0]);
});
