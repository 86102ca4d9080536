import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPart10 } from '#electron/base/dicom/part10.ts';
import { readSegmentation } from '#shared/dicom/documents/segmentation.ts';
import { readMaskValues } from '#shared/dicom/documents/segmentValues.ts';
import { paintCut, segmentVolumeOf } from '#shared/dicom/documents/segmentVolume.ts';
import { along, type Vector3 } from '#shared/dicom/vectors.ts';
import { sharedData } from '#tests/fixtures/sharedData.ts';

const data = sharedData() ?? '';

function segmentationIn(path: string) {
  const file = readPart10(readFileSync(join(data, path)));
  if (!file.ok || file.value.pixelData?.kind !== 'native') throw new Error('no pixels');
  const segmentation = readSegmentation(file.value.dataset);
  if (!segmentation) throw new Error('no segmentation');
  return { segmentation, bytes: file.value.pixelData.bytes };
}

test.skipIf(data === '')('LN2: a coronal cut through a real tumour is what its frames hold', () => {
  const { segmentation, bytes } = segmentationIn('seg/tumor_User1_Manual_Trial1.dcm');
  const body = segmentVolumeOf(segmentation);
  if (!body) throw new Error('no body');
  const values = readMaskValues(segmentation, bytes);
  // A sample in each voxel of the row that holds most: its own pixel is what must be found there.
  const { columns } = segmentation;
  const marked = (frame: number, row: number) =>
    Array.from({ length: columns }, (_, column) => values.at(frame, row * columns + column) !== 0);
  const count = (row: number) =>
    segmentation.frames.reduce((sum, { index }) => sum + marked(index, row).filter(Boolean).length, 0);
  const rows = Array.from({ length: segmentation.rows }, (_, row) => row);
  const row = rows.reduce((best, each) => (count(each) > count(best) ? each : best), 0);
  expect(count(row)).toBeGreaterThan(10);
  for (const { index, segmentNumber, position, orientation, spacing } of segmentation.frames) {
    if (!segmentNumber || !position || !orientation || !spacing) throw new Error('no place');
    // Tumours of both kinds lie in some planes: each is looked at alone.
    const colours = new Map([[segmentNumber, { red: 255, green: 0, blue: 0 }]]);
    const origin: Vector3 = along(position, orientation.column, row * spacing.betweenRows);
    const across = along([0, 0, 0], orientation.row, spacing.betweenColumns);
    const picture = paintCut(body, values, colours, { width: columns, height: 1, origin, across, down: [0, 0, 1] });
    const cut = Array.from({ length: columns }, (_, column) => picture[4 * column + 3] !== 0);
    expect(cut, `frame ${index}`).toEqual(marked(index, row));
  }
});
