import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Orientation } from '#shared/dicom/orientation.ts';
import { cross, dot, type Vector3 } from '#shared/dicom/vectors.ts';
import { lettersOfFrame } from './letters.ts';
import { asStored, directionsOf, flipped, type Pose, poseOfPresentation, rotated } from './pose.ts';

const axial: Orientation = { row: [1, 0, 0], column: [0, 1, 0] };
const frameOf = (orientation: Orientation | undefined, patientOrientation?: readonly [string, string]): FrameOfImage =>
  ({ image: { patientOrientation }, frame: { orientation } }) as unknown as FrameOfImage;
const around = (item: FrameOfImage, pose: Pose): string => {
  const letters = lettersOfFrame(item, pose);
  return letters ? [letters.left, letters.right, letters.top, letters.bottom].join(' ') : 'unknown';
};

/** Every way in which rows and columns can run along the axes of the body: 24 orientations. */
const units: readonly Vector3[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];
const orientations: readonly Orientation[] = units.flatMap((row) =>
  units.filter((column) => dot(row, column) === 0).map((column) => ({ row, column })),
);
const poses: readonly Pose[] = [0, 90, 180, 270].flatMap((rotation) =>
  [false, true].map((mirrored) => ({ mirrored, rotation })),
);

/** Where a pixel of the image comes to stand: drawn independently of the product, by moving the pixel itself. */
function standsAt(pose: Pose, x: number, y: number): readonly [number, number] {
  let [atX, atY] = [pose.mirrored ? -x : x, y];
  // Clockwise on a screen whose y runs down: right becomes down.
  for (let quarter = 0; quarter < pose.rotation / 90; quarter += 1) [atX, atY] = [-atY, atX];
  return [atX, atY];
}

const letterOf: Readonly<Record<string, string>> = {
  '1,0,0': 'L',
  '-1,0,0': 'R',
  '0,1,0': 'P',
  '0,-1,0': 'A',
  '0,0,1': 'H',
  '0,0,-1': 'F',
};
const letter = (direction: Vector3, sign: number) =>
  letterOf[direction.map((part) => part * sign + 0).join(',')] ?? '?';

describe('Q9: the letters move with the image', () => {
  test('left and right are never swapped: 24 orientations × 4 rotations × 2 mirrorings', () => {
    expect(orientations).toHaveLength(24);
    for (const orientation of orientations) {
      for (const pose of poses) {
        // The pixel that stands at each edge says by itself which letter belongs there.
        const expected: Record<string, string> = {};
        for (const [x, y] of [
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
        ] as const) {
          const [atX, atY] = standsAt(pose, x, y);
          const edge = atX > 0 ? 'right' : atX < 0 ? 'left' : atY > 0 ? 'bottom' : 'top';
          expected[edge] = x === 0 ? letter(orientation.column, y) : letter(orientation.row, x);
        }
        expect(lettersOfFrame(frameOf(orientation), pose)).toEqual(expected);
      }
    }
  });

  test('radiographs, of which only the letters are known, follow in the same way', () => {
    const film = frameOf(undefined, ['L', 'F']);
    expect([
      around(film, asStored),
      around(film, rotated(asStored, 90)),
      around(film, flipped(asStored, 'horizontal')),
      around(film, flipped(asStored, 'vertical')),
      around(film, rotated(asStored, 180)),
      around(film, rotated(asStored, 30)),
    ]).toEqual(['R L H F', 'F H R L', 'L R H F', 'R L F H', 'L R F H', 'RF LH HR FL']);
    expect(around(frameOf(undefined), rotated(asStored, 90))).toBe('unknown');
  });

  test('a free rotation has the letters of both directions, the nearer first', () => {
    // Turned 30° clockwise, the right edge looks back up the image: mostly L, and a little A.
    expect(around(frameOf(axial), rotated(asStored, 30))).toBe('RP LA AR PL');
    expect(around(frameOf(axial), rotated(asStored, 5))).toBe('R L A P');
  });
});

test('a flip mirrors what is on the screen, whatever the rotation, and twice is as it was', () => {
  for (const pose of poses) {
    const before = directionsOf(pose, axial);
    const sideways = directionsOf(flipped(pose, 'horizontal'), axial);
    expect(sideways.right).toEqual(before.right.map((part) => -part + 0));
    expect(sideways.down).toEqual(before.down);
    const upright = directionsOf(flipped(pose, 'vertical'), axial);
    expect(upright.right).toEqual(before.right);
    expect(upright.down).toEqual(before.down.map((part) => -part + 0));
    expect(flipped(flipped(pose, 'vertical'), 'vertical')).toEqual(pose);
  }
});

test('a mirrored image is seen from behind, and only a mirrored one', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.double({ min: -720, max: 720, noNaN: true }), (mirrored, rotation) => {
      const { right, down } = directionsOf(rotated({ mirrored, rotation: 0 }, rotation), axial);
      expect(Math.hypot(...right)).toBeCloseTo(1, 9);
      expect(dot(right, down)).toBeCloseTo(0, 9);
      expect(cross(right, down)[2]).toBeCloseTo(mirrored ? -1 : 1, 9);
    }),
  );
});

test('a presentation state turns first and mirrors then (PS3.3 C.10.6)', () => {
  const pose = poseOfPresentation(90, true);
  // Turned clockwise, the rows run down; mirrored then, what was at the right is at the left.
  expect(directionsOf(pose, axial)).toEqual({ right: [0, 1, 0], down: [1, 0, 0] });
  expect(poseOfPresentation(0, false)).toEqual(asStored);
});
