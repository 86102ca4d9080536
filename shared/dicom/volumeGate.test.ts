import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { type DisplaySet, splitIntoDisplaySets } from './displaySets.ts';
import type { ImageDescription } from './imageDescription.ts';
import { readImageDescription } from './readImageDescription.ts';
import { volumeGridOf } from './volumeGate.ts';

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

test('Q4: uneven spacing is refused with how far it is off; jitter within a quarter slice is not', () => {
  expect(gate(stack([0, 1, 2.4, 3, 4, 5]))).toEqual({
    reason: 'unevenSpacing',
    value: expect.closeTo(0.8, 5) as number,
  });
  expect(gate(stack([0, 1.05, 1.95, 3, 4, 5]))).toMatchObject({ slots: 6, missing: 0 });
});

test('Q5: gantry tilt is refused with its angle, from half a degree on', () => {
  const tilted = (degrees: number) =>
    range(10).map((place) => slice(place, [0, place * 2 * Math.tan((degrees * Math.PI) / 180), place * 2]));
  expect(gate(tilted(20))).toEqual({ reason: 'tilted', value: expect.closeTo(20, 3) as number });
  expect(gate(tilted(0.6))).toMatchObject({ reason: 'tilted' });
  expect(gate(tilted(0.4))).toMatchObject({ slots: 10 });
});

test('SF12: what no graphics card is sure to hold is refused with a sentence, never drawn black', () => {
  const large = (count: number, rows: number) =>
    gate(range(count).map((place) => slice(place + 1, [0, 0, place], { Rows: [rows], Columns: [512] })));
  expect([large(2_100, 128), large(1_200, 512), large(4, 4_000)]).toEqual([
    { reason: 'tooLarge' },
    { reason: 'tooLarge' },
    { reason: 'tooLarge' },
  ]);
  expect(large(1_000, 512)).toMatchObject({ slots: 1_000 });
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
