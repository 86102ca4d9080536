import { expect, test } from 'vitest';
import { wallsOf } from '#shared/dicom/documents/contourWalls.ts';
import type { SegmentFrame } from '#shared/dicom/documents/segmentation.ts';
import { segmentVolumeOf } from '#shared/dicom/documents/segmentVolume.ts';
import type { Contour } from '#shared/dicom/documents/structureSet.ts';
import type { ShownPlane } from '../../../imaging/plane/shownPlane.ts';
import { cutOf } from './layerCut.ts';
import type { LayerSource } from './layerSource.ts';

const coronal = (y: number, frameOfReferenceUID = '1.9') =>
  ({ frameOfReferenceUID, centre: [500, y, -300], normal: [0, 1, 0] }) as unknown as ShownPlane;

function segmentationOf(thicknessMm: number | undefined): LayerSource {
  const frame = (index: number): SegmentFrame => ({
    index,
    segmentNumber: 1,
    position: [0, 10, index * 2],
    orientation: { row: [1, 0, 0], column: [0, 1, 0] },
    spacing: { betweenRows: 2, betweenColumns: 1 },
    thicknessMm,
    sources: [],
  });
  const segments = [1, 2].map((number) => ({ number, label: '', colour: { red: number, green: 0, blue: 0 } }));
  const facts = { rows: 10, columns: 10, frameOfReferenceUID: '1.9', segments, frames: [frame(0), frame(1)] };
  const segmentation = { ...facts, kind: 'BINARY', bitsAllocated: 1 } as never;
  return { kind: 'segmentation', segmentation, body: () => segmentVolumeOf(segmentation) } as unknown as LayerSource;
}

test('LN2: a plane cuts a segmentation where it goes through it, in its own space only, without its hidden parts', () => {
  const source = segmentationOf(2);
  const cut = cutOf({ source, hidden: new Set([2]) }, coronal(20));
  expect(cut).toMatchObject({ kind: 'mask', colours: new Map([[1, { red: 1, green: 0, blue: 0 }]]) });
  // Rows of 2 mm whose middles lie from 10 to 28.
  const isCut = (y: number) => cutOf({ source, hidden: new Set() }, coronal(y)) !== undefined;
  expect([8.9, 9.1, 28.9, 29.1].map(isCut)).toEqual([false, true, true, false]);
  expect(cutOf({ source, hidden: new Set() }, coronal(20, '1.8'))).toBeUndefined();
});

test('what cannot be cut is told: frames that are no body, single images, outlines of one slice', () => {
  const hidden = new Set<number>();
  expect(cutOf({ source: segmentationOf(undefined), hidden }, coronal(20))).toBe('notHere');
  const single = { ...segmentationOf(2), body: () => undefined } as LayerSource;
  expect(cutOf({ source: single, hidden }, coronal(20))).toBe('notHere');
  for (const kind of ['presentation', 'findings'] as const) {
    expect(cutOf({ source: { kind } as LayerSource, hidden }, coronal(20))).toBe('notHere');
  }
  expect(cutOf({ source: { kind: 'keyImages' } as LayerSource, hidden }, coronal(20))).toBeUndefined();
});

test('contours are cut region by region, each named once; regions that are no body are counted', () => {
  const square = (z: number): Contour => ({
    points: [
      [0, 0, z],
      [10, 0, z],
      [10, 10, z],
      [0, 10, z],
    ],
    closed: true,
    image: undefined,
  });
  const point: Contour = { points: [[5, 5, 0]], closed: false, image: undefined };
  const regions = [[square(0), square(3)], [point], [square(0), square(3)]].map((contours, index) => ({
    number: index + 1,
    name: `region ${index + 1}`,
    colour: { red: 0, green: 0, blue: 0 },
    algorithm: '',
    frameOfReferenceUID: '1.9',
    contours,
  }));
  const structures = { label: '', regions };
  const source = { kind: 'structures', structures, walls: () => wallsOf(structures) } as unknown as LayerSource;
  const cut = cutOf({ source, hidden: new Set([3]) }, coronal(4));
  if (typeof cut !== 'object' || cut.kind !== 'lines') throw new Error('no lines');
  expect(cut.notCut).toBe(1);
  // Two edges through two slices.
  expect(cut.drawing.paths.map(({ label }) => label)).toEqual(['region 1', '', '', '']);
  expect(cutOf({ source, hidden: new Set([1, 3]) }, coronal(4))).toBe('notHere');
  expect(cutOf({ source, hidden: new Set([2]) }, coronal(40))).toBeUndefined();
});
