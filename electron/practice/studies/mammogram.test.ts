import { describe, expect, it } from 'vitest';
import { textOf, textsOf } from '#shared/dicom/dicomJson.ts';
import { mammogram } from './mammogram.ts';

const plan = mammogram({ nowMs: Date.UTC(2026, 0, 5, 9), offsetMinutes: 300 });

describe('the practice mammogram', () => {
  it('has both breasts from above and obliquely, the front of each told by its orientation', () => {
    const told = plan.drawings.map(({ series: [series] }) => [
      series && textOf(series.attributes, 'ImageLaterality'),
      series && textOf(series.attributes, 'ViewPosition'),
      series && textsOf(series.attributes, 'PatientOrientation'),
    ]);
    expect(told).toEqual([
      ['R', 'CC', ['P', 'L']],
      ['L', 'CC', ['A', 'R']],
      ['R', 'MLO', ['P', 'FL']],
      ['L', 'MLO', ['A', 'FR']],
    ]);
  });

  it('has the chest wall at the side that the orientation says, air at the other, and a mass in the left', () => {
    const [right, left] = [0, 1].map((at) => {
      const frame = plan.drawings[at]?.prepare()(0)[0]?.frames[0];
      if (!frame) throw new Error('no picture');
      const samples = new Int16Array(frame.bytes.buffer);
      const mean = (column: number, row: number) => {
        let sum = 0;
        for (let y = 0; y < 20; y++)
          for (let x = 0; x < 20; x++) sum += samples[(row + y) * frame.columns + column + x] ?? 0;
        return sum / 400;
      };
      return { mean, columns: frame.columns };
    });
    if (!right || !left) throw new Error('no pictures');
    expect([left.mean(0, 1000) > 500, left.mean(left.columns - 20, 1000) < 60]).toEqual([true, true]);
    expect([right.mean(0, 1000) < 60, right.mean(right.columns - 20, 1000) > 500]).toEqual([true, true]);
    // 40 mm from the chest wall, 58 mm from the top; and as far from its middle as it does not reach.
    expect(left.mean(390, 570) - left.mean(390, 410)).toBeGreaterThan(400);
  });
});
