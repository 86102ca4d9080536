import { expect, test } from 'vitest';
import { lengthOfNumber } from '#tests/fixtures/annotations.ts';
import type { FigureReading } from '../../../imaging/drawing/measureOn.ts';
import type { BoardSheet } from '../../../session/annotationBoard.ts';
import { createReader } from './readFigure.ts';

/** A sheet over a plane whose values hang on a slab and a unit. */
const sheetOf = (layerKey: string) =>
  ({
    surface: { key: 'plane', measuredOn: 'as it was', layers: [{ name: undefined, key: layerKey }] },
  }) as unknown as BoardSheet;

function createBoard(reading: Partial<FigureReading> = {}) {
  let reads = 0;
  const board = {
    read: () => {
      reads += 1;
      return { values: [{ name: 'mean', value: reads, unit: 'HU' }], basis: undefined, ...reading };
    },
    isOfEarlierImage: ({ measuredOn }: { measuredOn?: string | undefined }) => measuredOn === 'of other pixels',
  };
  return { read: createReader(board), reads: () => reads };
}
const figure = lengthOfNumber(1, { kind: 'ellipse', measuredOn: 'as it was' });

test('a figure is read once for each unit and slab that it is seen under: the mean of one slice never stands on a slab', () => {
  const { read, reads } = createBoard();
  const slice = read(figure, sheetOf('HU 1 undefined'));
  expect(read(figure, sheetOf('HU 1 undefined'))).toBe(slice);
  expect(reads()).toBe(1);
  expect(read(figure, sheetOf('HU 1 {"mode":"maximum","thicknessMm":20}')).values[0]?.value).toBe(2);
  // The SUV factor is withdrawn by images that came later.
  expect(read(figure, sheetOf('Bq/ml 1 undefined')).values[0]?.value).toBe(3);
});

test('what has no value yet is asked again', () => {
  const { read, reads } = createBoard({ values: [], noValues: [{ layer: undefined, reason: 'sliceMissing' }] });
  read(figure, sheetOf('HU'));
  read(figure, sheetOf('HU'));
  expect(reads()).toBe(2);
});

test('over an image that was replaced, a figure tells what was measured then, and that it was', () => {
  const { read, reads } = createBoard();
  const replaced = { ...figure, measuredOn: 'of other pixels' };
  expect(read(replaced, sheetOf('HU'))).toMatchObject({ isOfEarlierImage: true, values: figure.values });
  expect(reads()).toBe(0);
});
