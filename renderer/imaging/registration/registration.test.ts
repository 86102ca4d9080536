import { describe, expect, test } from 'vitest';
import { lengthOf, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { registerRigid } from './registration.ts';
import type { RegistrationVolume } from './registrationVolume.ts';
import { halved } from './registrationVolume.ts';
import { inverseOf, moved, type RigidTransform, rigidAbout, turnDegrees } from './rigidTransform.ts';

/** A body with organs that no turn and no shift maps onto itself, brightness by place in mm; `shade` changes what is bright. */
function bodyAt([x, y, z]: Vector3, shade: (value: number) => number = (value) => value): number {
  const inside = (cx: number, cy: number, cz: number, rx: number, ry: number, rz: number) =>
    1 / (1 + Math.exp(12 * (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 + ((z - cz) / rz) ** 2 - 1)));
  const skin = inside(0, 0, 0, 150 + z * 0.1, 100, 400);
  const organs =
    0.5 * inside(-60, 10, -30, 55, 45, 60) -
    0.3 * inside(50, -20, 60, 45, 40, 50) +
    0.4 * inside(0, 60, 10 + x * 0.05, 18, 15, 300) +
    0.35 * inside(70, 30, -60, 25, 22, 30) +
    0.3 * inside(-40, -50, 70, 16, 14, 20);
  return shade(Math.max(0, Math.min(1, skin * (0.45 + organs))));
}

/** 300 x 240 x 240 mm of that body about the origin, seen after a movement. */
function volumeOf(move: RigidTransform, shade?: (value: number) => number, mm = 5): RegistrationVolume {
  const [columns, rows, slots] = [Math.round(340 / mm), Math.round(240 / mm), Math.round(240 / mm)];
  const origin: Vector3 = [(-(columns - 1) * mm) / 2, (-(rows - 1) * mm) / 2, (-(slots - 1) * mm) / 2];
  const values = new Float32Array(columns * rows * slots);
  const back = inverseOf(move);
  let at = 0;
  for (let k = 0; k < slots; k += 1) {
    for (let j = 0; j < rows; j += 1) {
      for (let i = 0; i < columns; i += 1) {
        const place: Vector3 = [origin[0] + i * mm, origin[1] + j * mm, origin[2] + k * mm];
        values[at] = bodyAt(moved(back, place), shade);
        at += 1;
      }
    }
  }
  const axes = { row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1] } as const;
  return { values, columns, rows, slots, steps: [mm, mm, mm], ...axes, origin };
}

const still = rigidAbout([0, 0, 0], [0, 0, 0], [0, 0, 0]);
const degrees = (angle: number) => (angle * Math.PI) / 180;

/** How far points of the body end from where they should, at worst, and by how much the turn is off. */
function errorOf(found: RigidTransform, truth: RigidTransform) {
  const points: readonly Vector3[] = [
    [0, 0, 0],
    [80, 40, 60],
    [-80, -40, -60],
  ];
  const apart = points.map((point) => lengthOf(subtract(moved(found, point), moved(truth, point))));
  const rest = {
    rotation: found.rotation,
    translation: [0, 0, 0] as const,
  };
  const relative = rigidProduct(inverseOf(truth), rest);
  return { mm: Math.max(...apart), degrees: turnDegrees(relative) };
}

function rigidProduct(one: RigidTransform, other: RigidTransform): RigidTransform {
  const columns = [0, 1, 2].map((index) => other.rotation.map((row) => row[index] ?? 0) as unknown as Vector3);
  const rotation = one.rotation.map(
    (row) =>
      columns.map((column) => row[0] * column[0] + row[1] * column[1] + row[2] * column[2]) as unknown as Vector3,
  ) as unknown as RigidTransform['rotation'];
  return { rotation, translation: [0, 0, 0] };
}

const first = volumeOf(still);

describe('H1: a volume that was moved by a known turn and shift', () => {
  test.each<[string, Vector3, Vector3]>([
    ['shifted only', [0, 0, 0], [7, -11, 23]],
    ['turned only', [4, -3, 6], [0, 0, 0]],
    ['both', [-5, 3, 4], [18, 9, -31]],
    ['far along the body', [0, 0, 2], [0, 5, 84]],
  ])('%s, is found again within 1 mm and 1°', (_, turns, shift) => {
    const truth = rigidAbout([0, 0, 0], turns.map(degrees) as unknown as Vector3, shift);
    const found = registerRigid(first, volumeOf(truth), true);
    if (!found.ok) throw new Error(found.failure);
    const error = errorOf(found.value.transform, truth);
    expect(error.mm).toBeLessThan(1);
    expect(error.degrees).toBeLessThan(1);
    expect(found.value.likeness).toBeGreaterThan(0.95);
  });

  test('of another kind of image, where dark is bright, is found within 1 mm and 1° by what both tell', () => {
    const truth = rigidAbout([0, 0, 0], [degrees(2), degrees(-3), degrees(4)], [6, -8, 15]);
    const other = volumeOf(truth, (value) => (value < 0.05 ? 0 : 0.2 + 3 * value * (1 - value) ** 2));
    const found = registerRigid(first, other, false);
    if (!found.ok) throw new Error(found.failure);
    const error = errorOf(found.value.transform, truth);
    expect(error.mm).toBeLessThan(1);
    expect(error.degrees).toBeLessThan(1);
  });

  test('the same question has the same answer', () => {
    const other = volumeOf(rigidAbout([0, 0, 0], [0, 0, degrees(3)], [4, 4, 4]), undefined, 8);
    const coarse = halved(first);
    expect(registerRigid(coarse, other, true)).toEqual(registerRigid(coarse, other, true));
  });
});

describe('H1: what should not be aligned is refused', () => {
  test('a body beside noise', () => {
    let seed = 7;
    const noise = first.values.map(() => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return 0.1 + (0.9 * seed) / 2_147_483_648;
    });
    expect(registerRigid(first, { ...first, values: noise }, true)).toMatchObject({ ok: false });
    expect(registerRigid(first, { ...first, values: noise }, false)).toMatchObject({ ok: false });
  });

  test('when it takes too long it ends', () => {
    let asked = 0;
    const found = registerRigid(first, first, true, () => {
      asked += 1;
      return asked > 3;
    });
    expect(found).toEqual({ ok: false, failure: 'tookTooLong' });
  });
});

test('a coarser copy has its voxels where the finer ones were', () => {
  const coarse = halved(first);
  expect(coarse.origin).toEqual([first.origin[0] + 2.5, first.origin[1] + 2.5, first.origin[2] + 2.5]);
  expect([coarse.columns, coarse.steps]).toEqual([34, [10, 10, 10]]);
});
