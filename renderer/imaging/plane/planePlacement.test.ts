import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Plane } from '#shared/dicom/orientation.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { parallelViewport } from '#tests/fixtures/parallelViewport.ts';
import type { EdgeLetters } from '../imageBoxView.ts';
import { lettersOfDirections } from '../placement/letters.ts';
import { asStored, type Pose } from '../placement/pose.ts';
import { boxPointOf, type DrawnViewport, screenDirections } from '../placement/viewportCamera.ts';
import { type Axes, anatomicalAxes, turned } from './planeAxes.ts';
import { PlanePlacement } from './planePlacement.ts';

beforeAll(() => vi.stubGlobal('window', { devicePixelRatio: 2 }));

const box = { clientWidth: 400, clientHeight: 200 };
/** 100 by 200 by 50 voxels of 0.5, 0.5 and 2 mm, in the directions of the patient. */
const spacing = { betweenColumns: 0.5, betweenRows: 0.5 };
const worldOfVoxel = (i: number, j: number, k: number): Vector3 => [i * 0.5, j * 0.5, k * 2];
const middle = worldOfVoxel(49.5, 99.5, 24.5);

function cameraOn(plane: Plane) {
  const { towardsViewer, up } = anatomicalAxes[plane];
  const size = { width: box.clientWidth, height: box.clientHeight };
  return parallelViewport({ box: () => size, pixelsPerMm: () => 2, focalPoint: middle, towardsViewer, up });
}

function placed(plane: Plane, axes: () => Axes = () => anatomicalAxes) {
  const viewport = cameraOn(plane);
  const grid = { columns: 100, rows: 200, slots: { length: 50 }, spacing } as unknown as never;
  return { viewport, placement: new PlanePlacement(viewport, box, { grid, worldOfVoxel, axes }, plane) };
}

const planes = ['axial', 'coronal', 'sagittal'] as const;
const upright: Readonly<Record<Plane, EdgeLetters>> = {
  axial: { left: 'R', right: 'L', top: 'A', bottom: 'P' },
  coronal: { left: 'R', right: 'L', top: 'H', bottom: 'F' },
  sagittal: { left: 'A', right: 'P', top: 'H', bottom: 'F' },
};
const towards: Readonly<Record<string, Vector3>> = {
  L: [1, 0, 0],
  R: [-1, 0, 0],
  P: [0, 1, 0],
  A: [0, -1, 0],
  H: [0, 0, 1],
  F: [0, 0, -1],
};

function lettersNow(viewport: DrawnViewport): EdgeLetters | undefined {
  const { right, down } = screenDirections(viewport);
  return lettersOfDirections(right, down);
}

/** What each act does to the letters, told without any of our geometry. */
const acts = {
  right: ({ left, right, top, bottom }: EdgeLetters) => ({ left: bottom, right: top, top: left, bottom: right }),
  left: ({ left, right, top, bottom }: EdgeLetters) => ({ left: top, right: bottom, top: right, bottom: left }),
  horizontal: ({ left, right, top, bottom }: EdgeLetters) => ({ left: right, right: left, top, bottom }),
  vertical: ({ left, right, top, bottom }: EdgeLetters) => ({ left, right, top: bottom, bottom: top }),
} as const;
type ActName = keyof typeof acts;

function perform(placement: PlanePlacement, act: ActName): void {
  if (act === 'right' || act === 'left') placement.rotateBy(act === 'right' ? 90 : -90);
  else placement.flip(act);
}

/** Every edge says what lies there: a point moved towards its letter moves towards that edge, and not elsewhere. */
function expectEdgesRight(viewport: DrawnViewport, letters: EdgeLetters): void {
  const edges = { left: [-1, 0], right: [1, 0], top: [0, -1], bottom: [0, 1] } as const;
  const from = boxPointOf(viewport, middle);
  for (const [edge, [x, y]] of Object.entries(edges)) {
    const direction = towards[letters[edge as keyof EdgeLetters]];
    if (!direction) throw new Error(`no letter at the ${edge}`);
    const to = boxPointOf(viewport, [middle[0] + direction[0], middle[1] + direction[1], middle[2] + direction[2]]);
    expect(Math.sign(Math.round(to.x - from.x)) + 0, edge).toBe(x);
    expect(Math.sign(Math.round(to.y - from.y)) + 0, edge).toBe(y);
  }
}

const sequences = fc.array(fc.constantFrom<ActName>('right', 'left', 'horizontal', 'vertical'), { maxLength: 12 });

describe.each(planes)('Q9: the %s plane turned and mirrored', (plane) => {
  test('the letters are those of what lies at each edge, after whatever was done', () => {
    fc.assert(
      fc.property(sequences, (names) => {
        const { viewport, placement } = placed(plane);
        let expected = upright[plane];
        for (const name of names) {
          perform(placement, name);
          expected = acts[name](expected);
        }
        expect(lettersNow(viewport)).toEqual(expected);
        expectEdgesRight(viewport, expected);
        // Left and right change places exactly when an odd number of flips was asked for, and that is said.
        const flips = names.filter((name) => name === 'horizontal' || name === 'vertical').length;
        expect(placement.pose.mirrored).toBe(flips % 2 === 1);
      }),
    );
  });

  test('what stands in the middle of the box stays there, and the plane is the same', () => {
    const { viewport, placement } = placed(plane);
    placement.place({ pose: asStored, zoom: 3, offset: { alongRow: 7, alongColumn: -4 } });
    const before = viewport.getCamera().focalPoint;
    for (const name of ['right', 'horizontal', 'left', 'vertical', 'right'] as const) {
      perform(placement, name);
      for (const axis of [0, 1, 2]) expect(viewport.getCamera().focalPoint?.[axis]).toBeCloseTo(before?.[axis] ?? 0, 9);
    }
    expect(placement.placement.offset.alongRow).toBeCloseTo(7, 9);
    expect(placement.placement.offset.alongColumn).toBeCloseTo(-4, 9);
  });

  test('comes back as it was kept, also when the planes were turned meanwhile', () => {
    const poses: readonly Pose[] = [false, true].flatMap((mirrored) =>
      [0, 90, 180, 270].map((rotation) => ({ mirrored, rotation })),
    );
    for (const pose of poses) {
      let axes = anatomicalAxes;
      const { viewport, placement } = placed(plane, () => axes);
      const kept = { pose, zoom: 1.7, offset: { alongRow: 12, alongColumn: 5 } };
      placement.place(kept);
      expect(placement.placement.pose).toEqual(pose);
      expect(placement.placement.zoom).toBeCloseTo(1.7, 9);
      const before = lettersNow(viewport);
      axes = turned(axes, planes[(planes.indexOf(plane) + 1) % 3] as Plane, 20);
      placement.look(middle);
      // Twenty degrees lean the plane, and leave the nearest letter of each edge where it was.
      expect(lettersNow(viewport)?.right[0]).toBe(before?.right[0]);
      expect(lettersNow(viewport)?.bottom[0]).toBe(before?.bottom[0]);
    }
  });

  test('1:1 is one pixel of the images on one device pixel, however it lies; fit shows all of it', () => {
    const { viewport, placement } = placed(plane);
    placement.rotateBy(90);
    placement.oneToOne();
    placement.rotateBy(90);
    placement.rotateBy(-90);
    placement.rotateBy(90);
    placement.rotateBy(180);
    const step = { axial: [0.5, 0, 0], coronal: [0.5, 0, 0], sagittal: [0, 0.5, 0] }[plane];
    const [from, to] = [middle, middle.map((part, axis) => part + (step[axis] ?? 0))].map((world) =>
      boxPointOf(viewport, world as unknown as Vector3),
    );
    // Two device pixels in each of the box.
    expect(Math.hypot((to?.x ?? 0) - (from?.x ?? 0), (to?.y ?? 0) - (from?.y ?? 0)) * 2).toBeCloseTo(1, 9);
    expect(placement.pixelScale()).toBeCloseTo(1, 9);
    placement.fit();
    expect(placement.placement).toMatchObject({ zoom: 1, pose: { mirrored: false, rotation: 0 } });
    expect(placement.placement.offset.alongRow).toBeCloseTo(0, 9);
  });
});
