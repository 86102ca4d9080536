import { expect, test } from 'vitest';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { longestItemText, readContentTree } from './contentTree.ts';

const text = (value: string) => datasetOf({ ValueType: ['TEXT'], TextValue: [value] });

test('a long text is whole, with the impression at its end; one that is too long says where it was cut', () => {
  const long = `${'Findings. '.repeat(5_000)}Impression: mass.`;
  const whole = readContentTree(datasetOf({ ContentSequence: [text(long)] }));
  expect([whole.root.children[0]?.text, whole.root.children[0]?.textCut, whole.cut]).toEqual([long, false, false]);
  const endless = readContentTree(datasetOf({ ContentSequence: [text('x'.repeat(longestItemText + 1)), text('end')] }));
  expect(endless.cut).toBe(true);
  expect(endless.root.children.map(({ textCut }) => textCut)).toEqual([true, false]);
  expect(endless.root.children[0]?.text.length).toBe(longestItemText);
});

test('a figure of more points than are kept is told of', () => {
  const numbers = Array.from({ length: 20_002 }, (_, at) => at);
  const figure = datasetOf({ ValueType: ['SCOORD'], GraphicType: ['POLYLINE'], GraphicData: numbers });
  const read = readContentTree(datasetOf({ ContentSequence: [figure] }));
  expect([read.cut, read.root.children[0]?.shape]).toEqual([true, undefined]);
});
