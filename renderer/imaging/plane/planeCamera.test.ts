import { describe, expect, test } from 'vitest';
import { parallelViewport } from '#tests/fixtures/parallelViewport.ts';
import { asStored } from '../placement/pose.ts';
import { panCamera } from '../placement/viewportCamera.ts';
import { anatomicalAxes } from './planeAxes.ts';
import { placePlane, planeOffset } from './planeCamera.ts';

/** A camera over a canvas of 200 by 100 pixels, one millimetre each at zoom 1; looking at a coronal plane from the front. */
function coronalCamera() {
  return parallelViewport({
    box: () => ({ width: 200, height: 100 }),
    pixelsPerMm: () => 1,
    focalPoint: [10, 20, 30],
    ...anatomicalAxes.coronal,
  });
}

describe('how a plane lies in its box', () => {
  test('is said from a point that stays: right and down on the screen, in mm', () => {
    const viewport = coronalCamera();
    panCamera(viewport, { x: 100, y: 50 }, { x: 60, y: 75 });
    expect(planeOffset(viewport, [10, 20, 30], anatomicalAxes.coronal)).toEqual({ alongRow: 40, alongColumn: -25 });
  });

  test('comes back on another slice, which stays the one that is shown', () => {
    const offset = { alongRow: 40, alongColumn: -25 };
    const other = coronalCamera();
    other.setCamera({ focalPoint: [0, 77, 0], position: [0, -423, 0] });
    placePlane(other, [10, 20, 30], anatomicalAxes.coronal, { pose: asStored, zoom: 2.5, offset });
    expect(planeOffset(other, [10, 20, 30], anatomicalAxes.coronal)).toEqual(offset);
    expect([other.getCamera().focalPoint, other.getCamera().position, other.getZoom()]).toEqual([
      [50, 77, 55],
      [50, -423, 55],
      2.5,
    ]);
  });
});
