import { describe, expect, test } from 'vitest';
import { airHu, type BodyVoxels } from './bodyVoxels.ts';
import { findBody, showCouch } from './couch.ts';

const [columns, rows, slots] = [200, 160, 60];
/** Voxels of 2 × 2 × 3 mm: 400 mm wide, 320 deep, 180 long. */
const mm = [2, 2, 3] as const;

type At = (x: number, y: number, z: number) => number | undefined;

/** Places are in mm from the middle of the field, y towards the back; the first that answers has the voxel. */
function scan(...parts: readonly At[]): BodyVoxels {
  const values = new Int16Array(columns * rows * slots);
  for (let at = 0; at < values.length; at += 1) {
    const [i, j, k] = [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))];
    const [x, y, z] = [(i - 99.5) * mm[0], (j - 79.5) * mm[1], (k - 29.5) * mm[2]];
    values[at] = parts.map((part) => part(x, y, z)).find((value) => value !== undefined) ?? -1_000;
  }
  return { columns, rows, slots, mm, values, isThere: Array.from({ length: slots }, () => true) };
}

const trunk: At = (x, y) => (Math.hypot(x / 120, (y + 20) / 80) <= 1 ? 40 : undefined);
/** Beside the trunk, leaning a little, as an arm does. */
const arm: At = (x, y, z) => (Math.hypot(x - 165 + z / 8, y + 10) <= 25 ? 40 : undefined);
/** Two plates bent as a couch is, and a rail under them; nothing of it changes from slice to slice. */
const plates: At = (x, y) => {
  const bend = 75 - (x * x) / 1_500;
  const isPlate = Math.abs(x) < 190 && ((y > bend && y < bend + 5) || (y > bend + 20 && y < bend + 25));
  return isPlate || Math.hypot(x - 100, y - 125) < 6 ? 100 : undefined;
};

const valueAt = ({ values }: BodyVoxels, x: number, y: number, z = 0) =>
  values[(Math.round(z / mm[2] + 29.5) * rows + Math.round(y / mm[1] + 79.5)) * columns + Math.round(x / mm[0] + 99.5)];

function withoutCouch(voxels: BodyVoxels) {
  const before = voxels.values.slice();
  const { couch, extent } = findBody(voxels);
  if (couch) showCouch(voxels.values, couch, false);
  return { before, couch, extent };
}

describe('the couch under a body', () => {
  test('is taken away with its rail, and comes back as it was; the arm beside the body is kept whole', () => {
    const voxels = scan(trunk, arm, plates);
    const { before, couch } = withoutCouch(voxels);
    expect(couch).toBeDefined();
    expect([valueAt(voxels, 0, 77), valueAt(voxels, 0, 97), valueAt(voxels, 100, 125)]).toEqual([airHu, airHu, airHu]);
    expect([valueAt(voxels, 165, -10), valueAt(voxels, 160, -10, 80), valueAt(voxels, 0, 0)]).toEqual([40, 40, 40]);
    // Not one voxel of the patient is gone.
    const patient = scan(trunk, arm);
    const lost = patient.values.filter((value, at) => value === 40 && voxels.values[at] !== 40);
    expect(lost).toHaveLength(0);
    showCouch(voxels.values, couch!, true);
    expect(voxels.values).toEqual(before);
  });

  test('a body that lies on it is not taken for it', () => {
    const lying = scan((x, y) => (Math.hypot(x / 120, (y + 6) / 80) <= 1 ? 40 : undefined), plates);
    withoutCouch(lying);
    const patient = scan((x, y) => (Math.hypot(x / 120, (y + 6) / 80) <= 1 ? 40 : undefined));
    const lost = patient.values.filter((value, at) => value === 40 && lying.values[at] !== 40);
    expect(lost).toHaveLength(0);
  });

  test.each([
    [
      'an arm that lies straight beside it',
      (x: number, y: number) => (Math.hypot(x - 165, y + 10) <= 25 ? 40 : undefined),
    ],
    ['a leg beside a leg', (x: number, y: number) => (Math.hypot(x - 130, y + 10) <= 60 ? 40 : undefined)],
    [
      'a plate that is only in some slices',
      (_x: number, y: number, z: number) => (y > 100 && y < 106 && z > 0 ? 100 : undefined),
    ],
  ] as const)('%s is not taken for a couch', (_, other: At) => {
    const leg: At = (x, y) => (Math.hypot(x + 60, y + 10) <= 65 ? 40 : undefined);
    const voxels = scan(leg, other);
    const { before, couch } = withoutCouch(voxels);
    expect(couch).toBeUndefined();
    expect(voxels.values).toEqual(before);
  });

  test('what is shown is fitted to the body, not to the couch', () => {
    const { extent } = withoutCouch(scan(trunk, plates));
    const [x, y, z] = extent!;
    expect(Math.abs(x[0] * 2 - (200 - 120))).toBeLessThan(8);
    expect(Math.abs((x[1] + 1) * 2 - (200 + 120))).toBeLessThan(8);
    expect(Math.abs((y[1] + 1) * 2 - (160 + 60))).toBeLessThan(8);
    expect(z).toEqual([0, 59]);
  });

  test('air alone has neither', () => {
    expect(findBody(scan())).toEqual({ couch: undefined, extent: undefined });
  });
});
