import { expect, test } from 'vitest';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { ShownLayer } from './documentDesk.ts';
import { keyPlaces } from './documentMarks.ts';

const frame = (sopInstanceUID: string, frameNumber = 1) =>
  ({ image: { sopInstanceUID }, frame: { frameNumber } }) as unknown as FrameOfImage;
const frames = [frame('1.1'), frame('1.2'), frame('1.3', 1), frame('1.3', 2)];
const source = {
  kind: 'keyImages',
  images: [
    { sopInstanceUID: '1.2', sopClassUID: '', frames: undefined },
    { sopInstanceUID: '1.3', sopClassUID: '', frames: [2] },
  ],
};
const layers = new Map([['1.9', { source, hidden: new Set() } as unknown as ShownLayer]]);

test('key images of a list that is shown have their places, frame by frame; none before it is asked for', () => {
  expect(keyPlaces({ layers, aside: false }, frames)).toEqual([1, 3]);
  expect(keyPlaces({ layers, aside: true }, frames)).toEqual([]);
  expect(keyPlaces({ layers: new Map(), aside: false }, frames)).toEqual([]);
});
