import { expect, test } from 'vitest';
import { groundOfFrame, sampledPixels } from '#renderer/imaging/drawing/drawingSurface.ts';
import { toModalityPixels } from '#renderer/imaging/frames/modalityPixels.ts';
import { measureFigure } from '#shared/annotations/measureFigure.ts';
import { statisticsOf } from '#shared/annotations/regionStatistics.ts';
import { numberOf, numbersOf } from '#shared/dicom/dicomJson.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { valueUnitOf } from '#shared/dicom/valueUnit.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { readBenchFiles } from '../e2e/fixtures/imagingBench/benchFiles.ts';
import { decodeInNode } from '../fixtures/decodeInNode.ts';
import { sharedData } from '../fixtures/sharedData.ts';

const data = sharedData();

test.skipIf(data === undefined)(
  'an ellipse on a real CT has the values that its file has, reckoned by hand',
  async () => {
    const file = readBenchFiles(data ?? '', 'ct-abdomen')[60];
    const read = file && readImageDescription(file.dataset);
    const encoded = file?.frames[0];
    if (!file || !encoded || !read?.ok || !read.value.frames[0]) throw new Error('no such file');
    const item = { image: read.value, frame: read.value.frames[0] };
    // By hand: the stored words, the slope, the place of each pixel's centre in mm.
    const { rows, columns } = item.image.layout;
    const bytes = await decodeInNode(file.transferSyntaxUID, encoded, { rows, columns, samples: 1, bytesPerSample: 2 });
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const signed = numberOf(file.dataset, 'PixelRepresentation') === 1;
    const [slope, intercept] = [
      numberOf(file.dataset, 'RescaleSlope') ?? 1,
      numberOf(file.dataset, 'RescaleIntercept') ?? 0,
    ];
    const [down = 1, right = 1] = numbersOf(file.dataset, 'PixelSpacing') ?? [];
    const [x0 = 0, y0 = 0, z0 = 0] = numbersOf(file.dataset, 'ImagePositionPatient') ?? [];
    const [middle, half] = [
      { x: x0 + 250.3 * right, y: y0 + 240.7 * down },
      { x: 31.7, y: 12.9 },
    ];
    const inside: number[] = [];
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const [dx, dy] = [x0 + column * right - middle.x, y0 + row * down - middle.y];
        if ((dx / half.x) ** 2 + (dy / half.y) ** 2 > 1) continue;
        const at = 2 * (row * columns + column);
        inside.push((signed ? words.getInt16(at, true) : words.getUint16(at, true)) * slope + intercept);
      }
    }
    const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
    const variance = inside.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inside.length;

    const samples = signed
      ? new Int16Array(bytes.slice().buffer, 0, rows * columns)
      : new Uint16Array(bytes.slice().buffer, 0, rows * columns);
    const { values } = toModalityPixels(samples, { ...item, valueType: 'Int16' });
    const sampled = sampledPixels(item, values, valueUnitOf(item.image, item.frame));
    if (!sampled.ok) throw new Error(sampled.failure);
    const ellipse: Vector3[] = [
      [middle.x - half.x, middle.y, z0],
      [middle.x + half.x, middle.y, z0],
      [middle.x, middle.y - half.y, z0],
      [middle.x, middle.y + half.y, z0],
    ];
    const ground = groundOfFrame(item);
    const statistics = statisticsOf('ellipse', ellipse, ground, sampled.value);
    expect(inside.length).toBeGreaterThan(1_000);
    expect(statistics).toEqual({
      ok: true,
      value: {
        mean: expect.closeTo(mean, 9) as number,
        standardDeviation: expect.closeTo(Math.sqrt(variance), 9) as number,
        min: Math.min(...inside),
        max: Math.max(...inside),
        count: inside.length,
      },
    });
    expect(sampled.value.unit.unit).toBe('HU');
    const area = measureFigure('ellipse', ellipse, ground);
    expect([area.values[0]?.value, area.values[0]?.unit, area.basis]).toEqual([
      expect.closeTo(Math.PI * half.x * half.y, 6),
      'mm²',
      'patient',
    ]);
  },
);
