import { expect, test } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { markOverlay } from '#shared/dicom/overlayPlanes.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { readBenchFiles } from '#tests/e2e/fixtures/imagingBench/benchFiles.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { sharedData } from '#tests/fixtures/sharedData.ts';
import { toModalityPixels } from './modalityPixels.ts';
import { embeddedOverlaysOf, overlaysOn } from './overlayBits.ts';

function described(position: number) {
  const overlay = {
    '60000010': { vr: 'US', Value: [1] },
    '60000011': { vr: 'US', Value: [10] },
    '60000100': { vr: 'US', Value: [16] },
    '60000102': { vr: 'US', Value: [position] },
  };
  const image = readImageDescription({ ...imageDataset({ Rows: [1], Columns: [10] }), ...overlay } as DicomDataset);
  if (!image.ok) throw new Error(image.failure);
  return image.value;
}

test('PX10 SF11: an overlay in an unused bit is taken out, and is no part of the values', () => {
  const image = described(12);
  const samples = new Uint16Array(10).map((_, index) => index | (index % 3 === 0 ? 0x1000 : 0));
  const packed = embeddedOverlaysOf(samples, image)?.get(0x6000);
  const plane = image.overlays?.[0];
  if (!packed || !plane) throw new Error('no overlay');
  const marks = new Uint8Array(10);
  markOverlay(marks, image.layout, { plane, all: packed, frameIndex: 0 });
  expect([...marks]).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0, 1]);
  const frame = image.frames[0]!;
  expect([...toModalityPixels(samples, { image, frame, valueType: 'Int16' }).values]).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
});

test('a bit that the pixels use is no overlay, whatever the header says', () => {
  expect(embeddedOverlaysOf(new Uint16Array(10).fill(0xffff), described(11))).toBeUndefined();
});

const data = sharedData();
test.skipIf(data === undefined)('PX10: the overlays of a public MR are read, and lie on its pixels', () => {
  const [file] = readBenchFiles(data ?? '', 'corrupt-odd/MR-SIEMENS-DICOM-WithOverlays.dcm');
  const image = file && readImageDescription(file.dataset);
  if (!image?.ok) throw new Error('no image');
  const item = { image: image.value, frame: image.value.frames[0]! };
  const drawn = overlaysOn(item, 'none');
  const counts = drawn.map((overlay) => {
    const marks = new Uint8Array(image.value.layout.rows * image.value.layout.columns);
    markOverlay(marks, image.value.layout, overlay);
    return [overlay.plane.rows, overlay.plane.columns, marks.includes(1)];
  });
  expect(counts.length).toBeGreaterThan(0);
  expect(counts.every(([rows, columns]) => rows === 484 && columns === 484)).toBe(true);
  expect(counts.some(([, , marks]) => marks)).toBe(true);
});
