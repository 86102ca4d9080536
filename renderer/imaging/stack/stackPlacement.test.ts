import { beforeAll, expect, test, vi } from 'vitest';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { parallelViewport } from '#tests/fixtures/parallelViewport.ts';
import { framePlaneOf } from '../placement/framePlane.ts';
import { boxPointOf, worldOf } from '../placement/viewportCamera.ts';
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
  const viewport = parallelViewport({
    box: () => ({ width: box.clientWidth, height: box.clientHeight }),
    pixelsPerMm: () => box.clientHeight / (1200 * spacing.betweenRows),
  });
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
