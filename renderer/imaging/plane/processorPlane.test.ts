import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { ProcessorPlane } from './processorPlane.ts';

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
});
afterEach(() => void vi.unstubAllGlobals());

/** A volume of 100 by 60 by 40 mm in a box of 200 by 100 pixels. */
function planeOf(plane: 'axial' | 'coronal' | 'sagittal') {
  const told: string[] = [];
  const canvas = { style: {}, dataset: {}, remove: () => told.push('gone') };
  const element = Object.assign(new EventTarget(), {
    clientWidth: 200,
    clientHeight: 100,
    ownerDocument: { createElement: () => canvas, defaultView: null },
    append: () => undefined,
  }) as unknown as HTMLDivElement;
  element.addEventListener('CORNERSTONE_CAMERA_MODIFIED', () => told.push('camera'));
  const model = {
    grid: { columns: 101, rows: 61, slots: Array.from({ length: 41 }) } as unknown as VolumeGrid,
    sampled: { values: new Int16Array(0), columns: 101, rows: 61, slots: 41, absentBelow: -1e4 },
    voxelOfWorld: (world: Vector3) => world,
    worldOfVoxel: (i: number, j: number, k: number): Vector3 => [i, j, k],
  };
  const viewport = new ProcessorPlane('box-1', element, model, plane);
  void viewport.setVolumes();
  return { viewport, told };
}

test.each([
  // Left is the patient's right; what is nearer to the front, or to the head, stands above.
  ['axial', [100, 50], [50, 30, 20], [200, 50], [110, 30, 20], 60],
  ['coronal', [100, 0], [50, 30, 45], [200, 100], [100, 30, -5], 50],
  ['sagittal', [0, 50], [50, -10, 20], [100, 100], [50, 30, 0], 40],
] as const)('SF17: %s is fitted and lies as anatomy is looked at', (plane, one, atOne, other, atOther, heightMm) => {
  const { viewport } = planeOf(plane);
  const close = (found: readonly number[], expected: readonly number[]) => {
    for (const [axis, part] of expected.entries()) expect(found[axis]).toBeCloseTo(part, 6);
  };
  close(viewport.canvasToWorld([...one]), atOne);
  close(viewport.canvasToWorld([...other]), atOther);
  close(viewport.worldToCanvas([...atOther]), other);
  expect(viewport.getZoom()).toBe(1);
  expect(viewport.getCamera().parallelScale).toBeCloseTo(heightMm / 2, 6);
});

test('SF17: its camera moves and enlarges as any other, and says so', () => {
  const { viewport, told } = planeOf('axial');
  told.length = 0;
  viewport.setZoom(2);
  viewport.setCamera({ focalPoint: [60, 30, 20] });
  expect(viewport.canvasToWorld([100, 0]).map((part) => Math.round(part * 1e6) / 1e6)).toEqual([60, 15, 20]);
  expect(told).toEqual(['camera', 'camera']);
  viewport.resetCamera();
  expect([viewport.getZoom(), viewport.getCamera().focalPoint]).toEqual([1, [50, 30, 20]]);
  viewport.close();
  expect(told.at(-1)).toBe('gone');
});
