import { expect, test } from 'vitest';
import type { Segment, Segmentation, SegmentFrame } from '#shared/dicom/documents/segmentation.ts';
import { maskPicture, masksOn } from './maskPicture.ts';

const segment = (number: number): Segment => ({
  number,
  label: `part ${number}`,
  colour: { red: number, green: 0, blue: 200 },
  algorithmType: 'AUTOMATIC',
});
const frame = (index: number, segmentNumber: number | undefined): SegmentFrame =>
  ({ index, segmentNumber, sources: [] }) as unknown as SegmentFrame;

function segmentationOf(kind: Segmentation['kind'], more: Partial<Segmentation> = {}): Segmentation {
  const segments = [segment(1), segment(2), segment(3)];
  const bitsAllocated = kind === 'BINARY' ? 1 : 8;
  const facts = { label: '', rows: 1, columns: 4, fullValue: 255, frameOfReferenceUID: '1.9', frames: [] };
  return { ...facts, kind, segments, bitsAllocated, ...more };
}

test('a label map is one picture, however many segments are shown of it; hidden ones are not in it', () => {
  const segmentation = segmentationOf('LABELMAP');
  const { masks, leftOut } = masksOn({ segmentation }, new Set([2]), [frame(0, undefined)]);
  expect([masks.length, leftOut]).toEqual([1, 0]);
  const picture = maskPicture({ segmentation, pixels: Uint8Array.of(0, 1, 2, 3) }, masks[0]!);
  expect([...(picture ?? [])]).toEqual([0, 0, 0, 0, 1, 0, 200, 255, 0, 0, 0, 0, 3, 0, 200, 255]);
});

test('a binary frame that does not say of which segment it is, is drawn under no name', () => {
  const segmentation = segmentationOf('BINARY');
  const { masks } = masksOn({ segmentation }, new Set(), [frame(0, undefined), frame(1, 2), frame(2, 9)]);
  expect(masks.map(({ frame: { index }, segments }) => [index, segments.map(({ number }) => number)])).toEqual([
    [1, [2]],
  ]);
  const picture = maskPicture({ segmentation, pixels: Uint8Array.of(0b1010_0000) }, masks[0]!);
  expect([...(picture ?? [])]).toEqual([0, 0, 0, 0, 2, 0, 200, 255, 0, 0, 0, 0, 2, 0, 200, 255]);
  expect(maskPicture({ segmentation, pixels: new Uint8Array(0) }, masks[0]!)).toBeUndefined();
});

test('masks of an image take 256 MiB at most, and those left out are counted', () => {
  const segmentation = segmentationOf('BINARY', { rows: 4_096, columns: 4_096 });
  const frames = Array.from({ length: 30 }, (_, index) => frame(index, 1));
  const { masks, leftOut } = masksOn({ segmentation }, new Set(), frames);
  expect([masks.length, leftOut]).toEqual([4, 26]);
});
