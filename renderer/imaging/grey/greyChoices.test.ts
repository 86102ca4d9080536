import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { expectedGrey, type VOILUTFunction } from '#shared/dicom/presentationValues.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { draggedGrey, withWindow } from './dragWindow.ts';
import { type GreyState, greyPoints, spanOfTable } from './grey.ts';
import { choiceShown, greyChoicesOf, nextChoice } from './greyChoices.ts';

type Attributes = Parameters<typeof imageDataset>[0];

function frameOf(more: Attributes): FrameOfImage {
  const image = readImageDescription(imageDataset({ Rows: [4], Columns: [4], ...more }));
  if (!image.ok) throw new Error(image.failure);
  return { image: image.value, frame: image.value.frames[0]! };
}

/** The grey that is drawn: the pieces of straight line, read at a value. */
function drawnAt(grey: GreyState, value: number): number {
  const points = greyPoints(grey);
  const after = points.findIndex(([at]) => at >= value);
  const level = (() => {
    if (after < 0) return points.at(-1)![1];
    if (after === 0) return points[0]![1];
    const [from, low] = points[after - 1]!;
    const [to, high] = points[after]!;
    return low + ((value - from) / (to - from)) * (high - low);
  })();
  return 255 * (grey.inverted ? 1 - level : level);
}

test('PX6: every window of the data is offered by its explanation, in their order, round and round', () => {
  const item = frameOf({
    WindowCenter: [40, -600, 480],
    WindowWidth: [400, 1500, 2500],
    WindowCenterWidthExplanation: ['WINDOW1', 'LUNG', 'BONE'],
  });
  const choices = greyChoicesOf(item);
  expect(choices.map(({ kind, number, explanation }) => [kind, number, explanation])).toEqual([
    ['window', 1, 'WINDOW1'],
    ['window', 2, 'LUNG'],
    ['window', 3, 'BONE'],
  ]);
  const lung = nextChoice(choices, choices[0]!.grey, 1)!;
  expect([lung.window.center, choiceShown(choices, lung)]).toEqual([-600, 1]);
  expect(nextChoice(choices, choices[2]!.grey, 1)?.window.center).toBe(40);
  expect(nextChoice(choices, choices[0]!.grey, -1)?.window.center).toBe(480);
  expect(choiceShown(choices, withWindow(lung, 1, 2))).toBe(-1);
  expect(nextChoice(choices, { ...lung, inverted: true }, 1)).toMatchObject({ inverted: true });
  expect(nextChoice([], lung, 1)).toBeUndefined();
  expect(
    greyChoicesOf(
      frameOf({
        SamplesPerPixel: [3],
        PhotometricInterpretation: ['RGB'],
        BitsAllocated: [8],
        BitsStored: [8],
        HighBit: [7],
      }),
    ),
  ).toEqual([]);
});

const functions: readonly VOILUTFunction[] = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'];

test.each(functions)('PX3: a drag keeps %s, and every grey is that of the standard’s formula', (voiFunction) => {
  const start: GreyState = { window: { center: 40, width: 400 }, voiFunction, inverted: false, table: undefined };
  fc.assert(
    fc.property(
      fc.integer({ min: -300, max: 300 }),
      fc.integer({ min: -300, max: 300 }),
      fc.integer({ min: -1_500, max: 1_500 }),
      fc.boolean(),
      (wider, darker, value, inverted) => {
        const grey = { ...draggedGrey(start, wider, darker), inverted };
        expect(grey.voiFunction).toBe(voiFunction);
        expect(
          Math.abs(drawnAt(grey, value) - expectedGrey(value, grey.window, voiFunction, inverted)),
        ).toBeLessThanOrEqual(1);
      },
    ),
  );
});

const table = { firstMapped: 100, bitsPerEntry: 8, entries: [255, 200, 80, 60, 0], explanation: 'SOFT' };

test('PX4: a VOI LUT is drawn entry by entry, and a drag moves and stretches it without changing its shape', () => {
  const grey: GreyState = { window: spanOfTable(table), voiFunction: 'LINEAR', inverted: false, table };
  expect(table.entries.map((_, index) => Math.round(drawnAt(grey, 100 + index)))).toEqual([...table.entries]);
  expect([drawnAt(grey, -500), drawnAt(grey, 9_000)]).toEqual([255, 0]);
  const { center, width } = spanOfTable(table);
  const moved: GreyState = { ...grey, window: { center: center + 1_000, width: width * 10 } };
  expect(table.entries.map((_, index) => Math.round(drawnAt(moved, 1_102 + (index - 2) * 10)))).toEqual([
    ...table.entries,
  ]);
  const dragged = draggedGrey(grey, 120, -60);
  expect(dragged.table).toBe(table);
  expect(dragged.window).toEqual({ center: center - 1, width: width + 2 });
  expect(withWindow(dragged, 40, 400).table).toBeUndefined();
});
