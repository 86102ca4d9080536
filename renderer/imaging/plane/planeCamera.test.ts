import { describe, expect, test } from 'vitest';
import { asStored } from '../placement/pose.ts';
import { type DrawnViewport, panCamera } from '../placement/viewportCamera.ts';
import { anatomicalAxes } from './planeAxes.ts';
import { placePlane, planeOffset } from './planeCamera.ts';

/** A camera over a canvas of 200 by 100 pixels, one millimetre each at zoom 1; looking at a coronal plane from the front. */
function coronalCamera() {
  let camera = {
    focalPoint: [10, 20, 30] as number[],
    position: [10, -480, 30] as number[],
    viewPlaneNormal: [0, -1, 0] as number[],
    viewUp: [0, 0, 1] as number[],
  };
  let zoom = 1;
  const viewport = {
    getCamera: () => camera,
    setCamera: (next: Partial<typeof camera>) => {
      camera = { ...camera, ...next };
    },
    getZoom: () => zoom,
    setZoom: (next: number) => {
      zoom = next;
    },
    canvasToWorld: ([x, y]: readonly [number, number]) => {
      const [fx = 0, fy = 0, fz = 0] = camera.focalPoint;
      return [fx + (x - 100) / zoom, fy, fz - (y - 50) / zoom];
    },
    render: () => undefined,
  } as unknown as DrawnViewport;
  return { viewport, camera: () => camera, zoom: () => zoom };
}

describe('how a plane lies in its box', () => {
  test('is said from a point that stays: right and down on the screen, in mm', () => {
    const { viewport } = coronalCamera();
    panCamera(viewport, { x: 100, y: 50 }, { x: 60, y: 75 });
    expect(planeOffset(viewport, [10, 20, 30], anatomicalAxes.coronal)).toEqual({ alongRow: 40, alongColumn: -25 });
  });

  test('comes back on another slice, which stays the one that is shown', () => {
    const offset = { alongRow: 40, alongColumn: -25 };
    const other = coronalCamera();
    other.viewport.setCamera({ focalPoint: [0, 77, 0], position: [0, -423, 0] });
    placePlane(other.viewport, [10, 20, 30], anatomicalAxes.coronal, { pose: asStored, zoom: 2.5, offset });
    expect(planeOffset(other.viewport, [10, 20, 30], anatomicalAxes.coronal)).toEqual(offset);
    expect([other.camera().focalPoint, other.camera().position, other.zoom()]).toEqual([
      [50, 77, 55],
      [50, -423, 55],
      2.5,
    ]);
  });
});
