import { beforeAll, expect, test, vi } from 'vitest';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { cross, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { framePlaneOf } from '../placement/framePlane.ts';
import { boxPointOf, type DrawnViewport, worldOf } from '../placement/viewportCamera.ts';
import { StackPlacement } from './stackPlacement.ts';

beforeAll(() => vi.stubGlobal('window', { devicePixelRatio: 2 }));

const image = readImageDescription(
  imageDataset({ Modality: ['MG'], ImagerPixelSpacing: [0.1, 0.1], Rows: [1200], Columns: [1200] }),
);
if (!image.ok || !image.value.frames[0]) throw new Error('no image');
const item = { image: image.value, frame: image.value.frames[0] };
const { spacing } = framePlaneOf(item);

/** A box of a changing size whose camera shows the height of the image in its height at zoom 1. */
function stackIn(box: { clientWidth: number; clientHeight: number }) {
  let camera = { focalPoint: [0, 0, 0], position: [0, 0, 500], viewPlaneNormal: [0, 0, -1], viewUp: [0, -1, 0] };
  let zoom = 1;
  const vector = ([x = 0, y = 0, z = 0]: readonly number[]): Vector3 => [x, y, z];
  const right = () => cross(vector(camera.viewUp), vector(camera.viewPlaneNormal));
  const scale = () => (zoom * box.clientHeight) / (1200 * spacing.betweenRows);
  const viewport = {
    getCamera: () => camera,
    setCamera: (next: Partial<typeof camera>) => {
      camera = { ...camera, ...next };
    },
    getZoom: () => zoom,
    setZoom: (next: number) => {
      zoom = next;
    },
    worldToCanvas: (world: readonly number[]) => {
      const away = subtract(vector(world), vector(camera.focalPoint));
      const [across, upwards] = [dot(away, right()), dot(away, vector(camera.viewUp))];
      return [box.clientWidth / 2 + scale() * across, box.clientHeight / 2 - scale() * upwards];
    },
    canvasToWorld: ([x, y]: readonly [number, number]) => {
      const [across, upwards] = [(x - box.clientWidth / 2) / scale(), (box.clientHeight / 2 - y) / scale()];
      return vector(camera.focalPoint).map(
        (part, axis) => part + across * (right()[axis] ?? 0) + upwards * (camera.viewUp[axis] ?? 0),
      );
    },
    render: () => undefined,
  } as unknown as DrawnViewport;
  const placement = new StackPlacement(viewport, box as HTMLElement);
  placement.putOn(item);
  return { viewport, placement };
}

test('1:1 is 1:1 also when the box fills the screen, until it is zoomed otherwise', () => {
  const box = { clientWidth: 400, clientHeight: 300 };
  const { placement } = stackIn(box);
  expect(placement.pixelScale()).toBeCloseTo(0.5);
  placement.oneToOne();
  expect(placement.pixelScale()).toBeCloseTo(1);
  Object.assign(box, { clientWidth: 1200, clientHeight: 900 });
  expect(placement.follow()).toBe(true);
  expect(placement.pixelScale()).toBeCloseTo(1);
  placement.rotateBy(90);
  expect(placement.pixelScale()).toBeCloseTo(1);
  placement.zoomBy(2);
  const { zoom } = placement.placement;
  Object.assign(box, { clientWidth: 400, clientHeight: 300 });
  placement.follow();
  expect(placement.placement.zoom).toBeCloseTo(zoom);
});

test('1:1 leaves what is under the pointer under the pointer', () => {
  const { viewport, placement } = stackIn({ clientWidth: 400, clientHeight: 300 });
  const at = { x: 290, y: 60 };
  const lesion = worldOf(viewport, at);
  placement.oneToOne(at);
  expect(placement.pixelScale()).toBeCloseTo(1);
  const { x, y } = boxPointOf(viewport, lesion);
  expect([x, y]).toEqual([expect.closeTo(290), expect.closeTo(60)]);
});
