import { expect, test } from 'vitest';
import type { Vector3 } from '../vectors.ts';
import type { Segmentation, SegmentFrame } from './segmentation.ts';
import { readMaskValues } from './segmentValues.ts';
import { paintCut, segmentVolumeOf } from './segmentVolume.ts';

const red = { red: 255, green: 0, blue: 0 };
const green = { red: 0, green: 255, blue: 0 };
const colours = new Map([
  [1, red],
  [2, green],
]);
const [columns, rows] = [16, 12];
/** Rows lie 1.5 mm apart, columns 1 mm, slices as told; the first pixel lies at 10, 20. */
const spacing = { betweenRows: 1.5, betweenColumns: 1 };

function frameAt(index: number, z: number, more: Partial<SegmentFrame> = {}): SegmentFrame {
  return {
    index,
    segmentNumber: 1,
    position: [10, 20, z],
    orientation: { row: [1, 0, 0], column: [0, 1, 0] },
    spacing,
    thicknessMm: 2,
    sources: [],
    ...more,
  };
}

function segmentationOf(frames: readonly SegmentFrame[], more: Partial<Segmentation> = {}): Segmentation {
  const facts = { label: '', kind: 'BINARY', rows, columns, bitsAllocated: 1, fullValue: 255 } as const;
  return { ...facts, frameOfReferenceUID: '1.9', segments: [], frames, ...more };
}

/** Bits of frames, 1 where told. */
function bitsOf(count: number, isSet: (frame: number, column: number, row: number) => boolean): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((count * rows * columns) / 8));
  for (let at = 0; at < count * rows * columns; at += 1) {
    const pixel = at % (rows * columns);
    if (!isSet(Math.floor(at / (rows * columns)), pixel % columns, Math.floor(pixel / columns))) continue;
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return bytes;
}

interface Looked {
  readonly width: number;
  readonly height: number;
  readonly origin: Vector3;
  readonly across: Vector3;
  readonly down: Vector3;
}

/** Samples of a plane, each by the first letter of its colour, a line a row. */
function cut(segmentation: Segmentation, bytes: Uint8Array, grid: Looked): readonly string[] {
  const volume = segmentVolumeOf(segmentation);
  if (!volume) throw new Error('no volume');
  const picture = paintCut(volume, readMaskValues(segmentation, bytes), colours, grid);
  const sample = (at: number) => (picture[4 * at + 3] === 0 ? '.' : picture[4 * at] === 255 ? 'r' : 'g');
  return Array.from({ length: grid.height }, (_, y) =>
    Array.from({ length: grid.width }, (_, x) => sample(y * grid.width + x)).join(''),
  );
}

test('LN2: a coronal plane cuts a block of 4 × 3 × 3 voxels as 4 × 6 mm, at its place', () => {
  // Columns 5 to 8, rows 4 to 6, slices 1 to 3 of five, 2 mm apart.
  const frames = [0, 2, 4, 6, 8].map((z, index) => frameAt(index, z));
  const isSet = (frame: number, column: number, row: number) =>
    frame >= 1 && frame <= 3 && column >= 5 && column <= 8 && row >= 4 && row <= 6;
  const bytes = bitsOf(5, isSet);
  // One sample a millimetre, from x = 12 and z = 9 downwards: the block lies at 15 to 18 across and from z = 7 to 1.
  const coronal = (y: number) =>
    cut(segmentationOf(frames), bytes, {
      width: 10,
      height: 11,
      origin: [12, y, 9.5],
      across: [1, 0, 0],
      down: [0, 0, -1],
    });
  const block = '...rrrr...';
  const none = '..........';
  expect(coronal(27)).toEqual([none, none, none, block, block, block, block, block, block, none, none]);
  // Rows 4 to 6 lie at y = 26 to 29, half a row more to either side.
  expect([25.2, 25.3, 29.7, 29.8].map((y) => coronal(y)[4])).toEqual([none, block, block, none]);
});

test('an oblique plane meets a slab where the slab is: a ball is as wide in any direction', () => {
  const frames = Array.from({ length: 12 }, (_, index) => frameAt(index, index, { thicknessMm: 1 }));
  const [centre, radius] = [[17, 29, 5.5] as Vector3, 4];
  const bytes = bitsOf(
    12,
    (frame, column, row) =>
      Math.hypot(10 + column - centre[0], 20 + row * 1.5 - centre[1], frame - centre[2]) <= radius,
  );
  const half = Math.SQRT1_2 / 4;
  const samples = cut(segmentationOf(frames), bytes, {
    width: 81,
    height: 81,
    origin: [centre[0] - 40 * half, centre[1], centre[2] - 40 * half - 0.01],
    across: [half, 0, half],
    down: [0, 0.25, 0],
  });
  // Along the middle line, a quarter of a millimetre a sample: the diameter, within a voxel.
  const middle = samples[0]?.match(/r/g)?.length ?? 0;
  expect(Math.abs(middle / 4 - 2 * radius)).toBeLessThan(1.5);
});

test('a gap between frames is no part of either; segments keep their colours, and hidden ones are not cut', () => {
  const frames = [frameAt(0, 0), frameAt(1, 0, { segmentNumber: 2 }), frameAt(2, 10)];
  const bytes = bitsOf(3, (frame, column) => (frame === 1 ? column < 8 : column >= 8));
  const upright = { width: 1, height: 13, across: [1, 0, 0], down: [0, 0, 1] } as const;
  const along = (x: number) => cut(segmentationOf(frames), bytes, { ...upright, origin: [x, 26, -1.5] }).join('');
  // Two millimetres thick each, about 0 and about 10.
  expect(along(20)).toBe('.rr........rr');
  expect(along(12)).toBe('.gg..........');
  const label = segmentationOf(frames, { kind: 'LABELMAP', bitsAllocated: 8 });
  const labels = new Uint8Array(3 * rows * columns).fill(2, 0, rows * columns);
  expect(cut(label, labels, { ...upright, origin: [12, 26, -1.5] }).join('')).toBe('.gg..........');
});

test('frames that make no body are not cut: without places, askew, of other sizes, or of no known thickness', () => {
  const frames = [frameAt(0, 0), frameAt(1, 2)];
  const refused = (frame: Partial<SegmentFrame>) => segmentVolumeOf(segmentationOf([frames[0]!, frameAt(1, 2, frame)]));
  expect(segmentVolumeOf(segmentationOf(frames))?.slots.map(({ at }) => at)).toEqual([0, 2]);
  expect(refused({ position: undefined })).toBeUndefined();
  expect(refused({ orientation: { row: [0, 1, 0], column: [0, 0, 1] } })).toBeUndefined();
  expect(refused({ spacing: { betweenRows: 1, betweenColumns: 1 } })).toBeUndefined();
  expect(segmentVolumeOf(segmentationOf([frameAt(0, 0, { thicknessMm: undefined })]))).toBeUndefined();
  expect(segmentVolumeOf(segmentationOf(frames, { frameOfReferenceUID: undefined }))).toBeUndefined();
});
