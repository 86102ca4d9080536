import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { decimatedGrid } from './decimatedGrid.ts';
import { type DisplaySet, splitIntoDisplaySets } from './displaySets.ts';
import type { ImageDescription } from './imageDescription.ts';
import { readImageDescription } from './readImageDescription.ts';
import { volumeGridOf } from './volumeGate.ts';
import { isDecimated, type VolumeGrid, worldOfVoxel } from './volumeGrid.ts';

type Attributes = Parameters<typeof imageDataset>[0];

function slice(number: number, position: readonly number[], more: Attributes = {}): ImageDescription {
  const image = readImageDescription(
    imageDataset({
      Modality: ['CT'],
      SOPInstanceUID: [`1.2.3.4.${number}`],
      InstanceNumber: [number],
      ImagePositionPatient: position,
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      PixelSpacing: [0.5, 0.5],
      ...more,
    }),
  );
  if (!image.ok) throw new Error(image.failure);
  return image.value;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const stack = (positions: readonly number[], spacingMm = 2) =>
  positions.map((place, index) => slice(index + 1, [0, 0, place * spacingMm]));
const only = (images: readonly ImageDescription[]): DisplaySet => {
  const sets = splitIntoDisplaySets(images);
  expect(sets).toHaveLength(1);
  return sets[0]!;
};
const gate = (images: readonly ImageDescription[]) => {
  const grid = volumeGridOf(only(images));
  return grid.ok
    ? { slots: grid.value.slots.length, missing: grid.value.missingSlices, spacing: grid.value.sliceSpacingMm }
    : grid.failure;
};

test('Q1: sorted by position from the head down, whatever the numbers and the order of arrival', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(range(12), { minLength: 12, maxLength: 12 }), (order) => {
      const images = order.map((place) => slice(((place * 7) % 12) + 1, [0, 0, place * 2]));
      const set = only(images);
      expect(set.order).toBe('position');
      expect(set.frames.map(({ frame }) => frame.position?.[2])).toEqual(range(12).map((place) => 22 - place * 2));
    }),
  );
});

test('Q1: without positions, by number, and said so', () => {
  const images = [3, 1, 2].map((number) => slice(number, []));
  const set = only(images);
  expect([set.order, set.frames.map(({ image }) => image.instanceNumber)]).toEqual(['number', [1, 2, 3]]);
  expect(gate(images)).toEqual({ reason: 'noPosition' });
});

describe('Q2: several frames at one place', () => {
  test('are set apart by echo, b-value or phase', () => {
    const images = range(4).flatMap((place) =>
      [0, 1000].map((b, echo) =>
        slice(place * 2 + echo, [0, 0, place], { Modality: ['MR'], EchoTime: [echo + 80], DiffusionBValue: [b] }),
      ),
    );
    const sets = splitIntoDisplaySets(images);
    expect(sets.map(({ frames, apart }) => [frames.length, apart.echo])).toEqual([
      [4, '80'],
      [4, '81'],
    ]);
  });

  test('the same object twice: shown once, listed once', () => {
    const set = only([...stack(range(5)), ...stack([4])]);
    expect([set.frames.length, set.duplicates.length]).toEqual([5, 1]);
  });

  test('another object at a place that is taken is a set of its own', () => {
    const sets = splitIntoDisplaySets([...stack(range(5)), slice(99, [0, 0, 4])]);
    expect(sets.map(({ frames, duplicates }) => [frames.length, duplicates.length])).toEqual([
      [5, 0],
      [1, 0],
    ]);
  });

  test('one place and many times is one series in time', () => {
    const images = range(6).map((time) => slice(time, [0, 0, 0], { TemporalPositionIdentifier: [time + 1] }));
    expect(only(images).frames.map(({ image }) => image.instanceNumber)).toEqual(range(6));
  });
});

describe('Q3: missing slices', () => {
  test('keep their place on the grid', () => {
    expect(gate(stack(range(40).filter((place) => ![5, 6, 20, 33, 34].includes(place))))).toEqual({
      slots: 40,
      missing: 5,
      spacing: 2,
    });
  });

  test('removing 1 to 10 inner slices of 40 is always seen, and no slice moves by half a voxel', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(range(38), { minLength: 1, maxLength: 10 }), (removed) => {
        const gone = new Set(removed.map((place) => place + 1));
        const grid = volumeGridOf(only(stack(range(40).filter((place) => !gone.has(place)))));
        if (!grid.ok) throw new Error(grid.failure.reason);
        expect(grid.value.missingSlices).toBe(gone.size);
        for (const [slot, item] of grid.value.slots.entries()) {
          const z = item?.frame.position?.[2];
          expect(z === undefined).toBe(item === undefined);
          if (z !== undefined) expect(Math.abs(z - slot * grid.value.sliceSpacingMm)).toBeLessThan(1);
        }
      }),
    );
  });
});

const range20 = (most: number) => fc.shuffledSubarray(range(38), { minLength: 1, maxLength: most });

test('Q3: removing 1 to 20 inner slices of 40 is always seen, and what is left keeps its true place', () => {
  fc.assert(
    fc.property(range20(20), (removed) => {
      const gone = new Set(removed.map((place) => place + 1));
      const left = range(40).filter((place) => !gone.has(place));
      // Every second slice and nothing else is a series of its own: nothing in its positions says that it was finer.
      fc.pre(left.slice(1).some((place, index) => place - left[index]! === 1));
      const grid = volumeGridOf(only(stack(left)));
      if (!grid.ok) throw new Error(grid.failure.reason);
      expect(grid.value.missingSlices).toBe(gone.size);
      for (const [slot, item] of grid.value.slots.entries()) {
        const z = item?.frame.position?.[2];
        if (z !== undefined) expect(Math.abs(z - slot * grid.value.sliceSpacingMm)).toBeLessThan(1e-6);
        expect(grid.value.parts[slot]?.length).toBe(item ? 1 : 0);
      }
    }),
  );
});

const gridOf = (images: readonly ImageDescription[]) => {
  const grid = volumeGridOf(only(images));
  if (!grid.ok) throw new Error(grid.failure.reason);
  return grid.value;
};
/** Where the values of a slot come from, in mm along the normal: their weighted places. */
const sourceMm = (grid: VolumeGrid, slot: number) =>
  grid.parts[slot]!.reduce((sum, { item, weight }) => sum + weight * item.frame.position![2], 0);

describe('Q4: uneven spacing', () => {
  test('is resampled at true positions and says so; jitter within a quarter slice is taken as it is', () => {
    const grid = gridOf(stack([0, 1, 2.4, 3, 4, 5]));
    expect([grid.resampled, grid.missingSlices]).toEqual([true, 0]);
    for (const slot of range(grid.slots.length)) {
      expect(sourceMm(grid, slot)).toBeCloseTo(slot * grid.sliceSpacingMm, 6);
    }
    expect(gate(stack([0, 1.05, 1.95, 3, 4, 5]))).toMatchObject({ slots: 6, missing: 0 });
    expect(gridOf(stack([0, 1.05, 1.95, 3, 4, 5])).resampled).toBe(false);
  });

  test('any jitter: no place is farther than half a slot from where its values were taken', () => {
    const jitter = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(jitter, (off) => {
        const verdict = volumeGridOf(only(stack(off.map((by, place) => place + by))));
        // Places that all are whole steps of a fine grid are most of one that is missing, and refused as such.
        fc.pre(verdict.ok);
        const grid = verdict.value;
        const first = grid.parts[0]![0]!.item.frame.position![2];
        for (const slot of range(grid.slots.length)) {
          const expected = first + slot * grid.sliceSpacingMm;
          if (grid.parts[slot]!.length > 0) {
            expect(Math.abs(sourceMm(grid, slot) - expected)).toBeLessThanOrEqual(grid.sliceSpacingMm / 2 + 1e-6);
          }
        }
      }),
    );
  });

  test('a distance that changes for good is no gap; one wide interval among narrow ones is, and stays empty', () => {
    const changing = gridOf(stack([0, 1, 2, 3, 4, 6.4, 8.8, 11.2, 13.6]));
    expect([changing.resampled, changing.missingSlices]).toEqual([true, 0]);
    expect(changing.parts.every((parts) => parts.length > 0)).toBe(true);
    const gap = gridOf(stack([0, 1.3, 2, 3.3, 4, 9.3, 10, 11.3, 12]));
    expect(gap.resampled).toBe(true);
    expect(gap.missingSlices).toBeGreaterThan(2);
    const across = range(gap.slots.length).filter((slot) => {
      const place = (slot * gap.sliceSpacingMm) / 2;
      return place > 5 && place < 8.3;
    });
    expect(across.length).toBeGreaterThan(2);
    expect(across.every((slot) => gap.parts[slot]!.length === 0 && gap.slots[slot] === undefined)).toBe(true);
  });
});

test('Q4: slices that are as thick as they are far apart leave none out, though their distance doubles', () => {
  const head = (thickness: (place: number) => readonly number[]) =>
    [0, 1, 2, 3, 4, 6, 8, 10].map((place) =>
      slice(place + 1, [0, 0, place * 2.5], { SliceThickness: thickness(place) }),
    );
  const changing = gridOf(head((place) => [place < 4 ? 2.5 : 5]));
  expect([changing.missingSlices, changing.resampled]).toEqual([0, true]);
  // Of thin slices the same distances say that every second one is missing.
  const thin = gridOf(head(() => [2.5]));
  expect([thin.missingSlices, thin.resampled]).toEqual([3, false]);
});

describe('Q5: gantry tilt', () => {
  const tilted = (degrees: number) =>
    range(10).map((place) => slice(place, [0, place * 2 * Math.tan((degrees * Math.PI) / 180), place * 2]));

  test('is sheared straight at true positions, with its angle said; below half a degree it is rounding', () => {
    for (const degrees of [-20, 0.6, 18.5, 30]) {
      const grid = gridOf(tilted(degrees));
      expect(grid.tiltDegrees).toBeCloseTo(Math.abs(degrees), 3);
      for (const [slot, [part]] of grid.parts.entries()) {
        const corner = worldOfVoxel(grid, part!.atColumn, part!.atRow, slot);
        for (const axis of [0, 1, 2]) expect(corner[axis]).toBeCloseTo(part!.item.frame.position![axis]!, 6);
        expect(part!.atRow).toBeGreaterThanOrEqual(0);
        expect(part!.atRow + part!.item.image.layout.rows).toBeLessThanOrEqual(grid.rows + 0.02);
      }
    }
    expect(gridOf(tilted(0.4)).tiltDegrees).toBe(0);
  });

  test('what leans further than any gantry is refused with the angle', () => {
    expect(gate(tilted(50))).toEqual({ reason: 'tilted', value: expect.closeTo(50, 3) as number });
  });
});

test('LN15: voxels put together lie in their middle, and half a slot is none', () => {
  const grid = gridOf(stack(range(12).filter((place) => place !== 5)));
  const coarse = decimatedGrid(grid, { inPlane: 2, slices: 2 });
  expect([coarse.sliceSpacingMm, coarse.spacing.betweenRows, coarse.parts.length]).toEqual([4, 1, 6]);
  expect(coarse.origin).toEqual([0.25, 0.25, 1]);
  expect(coarse.parts.map((parts) => parts.map(({ weight }) => weight))).toEqual([
    [0.5, 0.5],
    [0.5, 0.5],
    [],
    [0.5, 0.5],
    [0.5, 0.5],
    [0.5, 0.5],
  ]);
  expect([coarse.slots[2], isDecimated(coarse), isDecimated(grid)]).toEqual([undefined, true, false]);
});

test('Q6: another orientation is another display set, never averaged', () => {
  const localizer = slice(77, [0, 0, 0], { ImageOrientationPatient: [0, 1, 0, 0, 0, -1] });
  expect(splitIntoDisplaySets([...stack(range(5)), localizer]).map(({ frames }) => frames.length)).toEqual([5, 1]);
});

test('Q7: frames of an enhanced object have their own place, scale and window', () => {
  const item = (sequence: string, value: object) => ({ [sequence]: { vr: 'SQ', Value: [value] } });
  const perFrame = range(3).map((place) => ({
    ...item('00209113', { '00200032': { vr: 'DS', Value: [0, 0, place * 3] } }),
    ...item('00289145', { '00281053': { vr: 'DS', Value: [place + 1] }, '00281052': { vr: 'DS', Value: [-place] } }),
  }));
  const shared = {
    ...item('00209116', { '00200037': { vr: 'DS', Value: [1, 0, 0, 0, 1, 0] } }),
    ...item('00289110', { '00280030': { vr: 'DS', Value: [0.7, 0.7] }, '00180050': { vr: 'DS', Value: [3] } }),
  };
  const image = readImageDescription(
    imageDataset({
      Modality: ['CT'],
      NumberOfFrames: [3],
      PerFrameFunctionalGroupsSequence: perFrame,
      SharedFunctionalGroupsSequence: [shared],
    }),
  );
  if (!image.ok) throw new Error(image.failure);
  expect(image.value.frames.map(({ position, rescale }) => [position?.[2], rescale?.slope])).toEqual([
    [0, 1],
    [3, 2],
    [6, 3],
  ]);
  expect(gate([image.value])).toEqual({ slots: 3, missing: 0, spacing: 3 });
});

describe('Q11: absurd values are refused with a reason', () => {
  test.each([
    [{ Rows: [65_535], Columns: [65_535] }, 'sizeAbsurd'],
    [{ Rows: [0] }, 'sizeAbsurd'],
    [{ NumberOfFrames: [100_000] }, 'frameCountAbsurd'],
    [{ BitsStored: [17] }, 'bitsAbsurd'],
    [{ SamplesPerPixel: [4] }, 'samplesAbsurd'],
    [{ PhotometricInterpretation: ['HSV'] }, 'photometricUnknown'],
    [{ PhotometricInterpretation: ['PALETTE COLOR'] }, 'paletteMissing'],
    [{ SOPInstanceUID: ['not a uid'] }, 'identifierMissing'],
  ] satisfies [Attributes, string][])('%j: %s', (attributes, reason) => {
    expect(readImageDescription(imageDataset(attributes))).toEqual({ ok: false, failure: reason });
  });

  test('spacing that is not a number is no spacing', () => {
    expect(gate(range(4).map((place) => slice(place, [0, 0, place], { PixelSpacing: ['NaN', '1'] })))).toEqual({
      reason: 'noSpacing',
    });
  });
});

describe('Q11: slices that lie at no true distance', () => {
  test('closer than any are at one place', () => {
    const images = range(4).map((place) => slice(place + 1, [0, 0, place * 1e-30]));
    expect(gate(images)).toEqual({ reason: 'unevenSpacing' });
  });

  test('more than a metre apart are no body', () => {
    expect(gate(stack(range(4), 5_000))).toEqual({ reason: 'tooFarApart' });
    expect(gate(stack(range(4), 900))).toMatchObject({ slots: 4 });
  });

  test('PX1: one with values of its own kind makes no planes: they would not be those of its neighbours', () => {
    const images = range(4).map((place) =>
      slice(place + 1, [0, 0, place * 2], { RescaleSlope: [place === 2 ? 1e38 : 1] }),
    );
    expect(gate(images)).toEqual({ reason: 'rescaleRefused' });
    const asStored = range(4).map((place) => slice(place + 1, [0, 0, place * 2], { RescaleSlope: [0] }));
    expect(gate(asStored)).toMatchObject({ slots: 4 });
  });
});
