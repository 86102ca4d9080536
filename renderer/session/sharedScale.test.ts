import { describe, expect, test } from 'vitest';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { BoxStateKeeper } from '../imaging/boxStateKeeper.ts';
import type { BoxPoint } from '../imaging/imageBoxView.ts';
import { noMovement } from '../imaging/registration/rigidTransform.ts';
import { arrangementOf } from './arrangement.ts';
import { fusionArrangement } from './fusionPair.ts';
import { SharedScale, scaleOf, shareScale } from './sharedScale.ts';

/** An axial box of 400 pixels that fits so many mm of the patient, around a middle of its own. */
class AxialBox {
  readonly #keeper = new BoxStateKeeper();
  readonly state = this.#keeper.state;
  readonly sizeMm: number;
  /** Of the box, in pixels. */
  box = 400;
  middle: Vector3;

  constructor(sizeMm: number, middle: Vector3 = [0, 0, 0]) {
    [this.sizeMm, this.middle] = [sizeMm, middle];
  }

  get #pixelsPerMm(): number {
    return (this.box / this.sizeMm) * this.state().zoom;
  }

  shownPlane() {
    const half = this.sizeMm / 2;
    const corners = [
      [-half, -half, 0],
      [half, -half, 0],
      [half, half, 0],
      [-half, half, 0],
    ] as const;
    return { frameOfReferenceUID: '1', centre: [0, 0, 0], normal: [0, 0, 1], corners } as const;
  }

  boxPointAt([x, y]: Vector3): BoxPoint {
    const scale = this.#pixelsPerMm;
    return { x: 200 + (x - this.middle[0]) * scale, y: 200 + (y - this.middle[1]) * scale };
  }

  zoomBy(factor: number): void {
    this.#keeper.change({ zoom: this.state().zoom * factor });
  }

  panBy(from: BoxPoint, to: BoxPoint): void {
    const scale = this.#pixelsPerMm;
    this.middle = [this.middle[0] - (to.x - from.x) / scale, this.middle[1] - (to.y - from.y) / scale, 0];
  }
}

const to = (view: AxialBox) => ({ view, transform: noMovement });

describe('LN5: the planes of a fusion have one scale in mm, and one place', () => {
  test('boxes that show either layer, or both, from the same side belong together; others do not', () => {
    const under = { id: 'ct' } as never;
    const over = { id: 'pet' } as never;
    const fused = fusionArrangement({ under, over });
    expect([shareScale(fused, 0, 1), shareScale(fused, 0, 2), shareScale(fused, 1, 2)]).toEqual([true, true, true]);
    // The coronal one has the length of the body to show.
    expect([shareScale(fused, 0, 3), shareScale(fused, 3, 0)]).toEqual([false, false]);
    const other = { kind: 'plane', setId: 'mr', plane: 'axial' } as const;
    const mixed = arrangementOf(1, 3, [fused.boxes[2], other, { kind: 'stack', setId: 'ct' }]);
    expect([shareScale(mixed, 0, 1), shareScale(mixed, 0, 2)]).toEqual([false, false]);
    // Without a fusion two planes go their own ways.
    expect(shareScale(arrangementOf(1, 2, [fused.boxes[0], fused.boxes[1]]), 0, 1)).toBe(false);
  });

  test('as they are drawn, all take the scale at which nothing of any is cut off', () => {
    const [ct, pet, fused] = [new AxialBox(500), new AxialBox(700), new AxialBox(500)];
    const shared = new SharedScale();
    shared.join(ct, []);
    shared.join(pet, [to(ct)]);
    shared.join(fused, [to(ct), to(pet)]);
    expect([ct, pet, fused].map((box) => scaleOf(box)?.toFixed(4))).toEqual(['0.5714', '0.5714', '0.5714']);
  });

  test('a box that becomes smaller takes the others along, until the hands have been on it', () => {
    const [ct, fused] = [new AxialBox(500), new AxialBox(500)];
    const shared = new SharedScale();
    shared.join(fused, [to(ct)]);
    fused.box = 360;
    expect([shared.wasResized(ct), shared.wasResized(fused)]).toEqual([false, true]);
    shared.join(fused, [to(ct)]);
    expect([scaleOf(ct), scaleOf(fused)].map((scale) => scale?.toFixed(3))).toEqual(['0.720', '0.720']);
    expect(shared.wasResized(fused)).toBe(false);
    fused.zoomBy(2);
    expect(shared.wasResized(fused)).toBe(false);
  });

  test('zoom and pan of one are those of the others: a point of the patient stands at one place in all', () => {
    const [ct, pet] = [new AxialBox(500, [3, 4, 0]), new AxialBox(700, [-20, 10, 0])];
    const shared = new SharedScale();
    shared.join(pet, [to(ct)]);
    pet.zoomBy(4);
    pet.panBy({ x: 0, y: 0 }, { x: 60, y: -35 });
    shared.share(pet, [to(ct)]);
    const lesion: Vector3 = [41, -27, 0];
    expect(scaleOf(ct)).toBeCloseTo(scaleOf(pet) ?? 0, 6);
    expect(ct.boxPointAt(lesion).x).toBeCloseTo(pet.boxPointAt(lesion).x, 6);
    expect(ct.boxPointAt(lesion).y).toBeCloseTo(pet.boxPointAt(lesion).y, 6);
    // What has not changed moves nobody.
    ct.zoomBy(2);
    const before = scaleOf(ct);
    shared.share(pet, [to(ct)]);
    expect(scaleOf(ct)).toBe(before);
  });

  test('what comes late lies as the others were put by hand, and what was left zoomed comes back so', () => {
    const [ct, pet, fused] = [new AxialBox(500), new AxialBox(700), new AxialBox(500)];
    const shared = new SharedScale();
    ct.zoomBy(3);
    shared.join(pet, [to(ct)]);
    expect(scaleOf(pet)).toBeCloseTo(2.4, 6);
    fused.zoomBy(5);
    shared.join(fused, [to(ct), to(pet)]);
    expect([scaleOf(fused), scaleOf(ct)].map((scale) => scale?.toFixed(2))).toEqual(['4.00', '2.40']);
  });
});
