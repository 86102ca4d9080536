import { describe, expect, test } from 'vitest';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { parallelViewport } from '#tests/fixtures/parallelViewport.ts';
import { chestWallEdge, layAtChestWall } from './chestWall.ts';
import { framePlaneOf, worldAt } from './framePlane.ts';
import { placeFrame, wholeImage } from './placement.ts';
import { asStored, flipped, rotated } from './pose.ts';
import { boxPointOf, type DrawnViewport } from './viewportCamera.ts';

const box = { width: 400, height: 300 };

function picture(modality: string, orientation: readonly [string, string]): FrameOfImage {
  const image = readImageDescription(
    imageDataset({
      Modality: [modality],
      Rows: [200],
      Columns: [100],
      ImagerPixelSpacing: [0.1, 0.1],
      PatientOrientation: [...orientation],
    }),
  );
  if (!image.ok) throw new Error(image.failure);
  const [frame] = image.value.frames;
  if (!frame) throw new Error('no frame');
  return { image: image.value, frame };
}

/** A camera whose box is 400 by 300, and in which the height of the image fills the height of the box at zoom 1. */
function cameraFor(item: FrameOfImage): DrawnViewport {
  const height = item.image.layout.rows * framePlaneOf(item).spacing.betweenRows;
  return parallelViewport({ box: () => box, pixelsPerMm: () => box.height / height });
}

describe('LN11: the chest walls of mammograms meet', () => {
  test('the edge is told by the orientation, and follows turns and flips', () => {
    const right = picture('MG', ['P', 'L']);
    const left = picture('MG', ['A', 'R']);
    expect([chestWallEdge(right, asStored), chestWallEdge(left, asStored)]).toEqual(['right', 'left']);
    expect(chestWallEdge(right, flipped(asStored, 'horizontal'))).toBe('left');
    expect(chestWallEdge(right, rotated(asStored, 180))).toBe('left');
    expect(chestWallEdge(right, rotated(asStored, 90))).toBeUndefined();
    expect(chestWallEdge(picture('DX', ['P', 'F']), asStored)).toBeUndefined();
  });

  test('a whole mammogram is moved to that edge and no further, whichever way it is mirrored', () => {
    for (const orientation of [
      ['P', 'L'],
      ['A', 'R'],
    ] as const) {
      for (const pose of [asStored, flipped(asStored, 'horizontal'), rotated(asStored, 180)]) {
        const item = picture('MG', orientation);
        const viewport = cameraFor(item);
        placeFrame(viewport, item, box, { ...wholeImage, pose });
        layAtChestWall(viewport, item, box, pose);
        const plane = framePlaneOf(item);
        const edges = [-0.5, 99.5]
          .map((x) => boxPointOf(viewport, worldAt(plane, { x, y: 100 })).x)
          .sort((a, b) => a - b);
        const expected = chestWallEdge(item, pose) === 'left' ? [0, 150] : [250, 400];
        expect(edges[0]).toBeCloseTo(expected[0] ?? 0, 6);
        expect(edges[1]).toBeCloseTo(expected[1] ?? 0, 6);
      }
    }
  });

  test('any other picture stays in the middle', () => {
    const item = picture('DX', ['P', 'F']);
    const viewport = cameraFor(item);
    placeFrame(viewport, item, box, wholeImage);
    layAtChestWall(viewport, item, box, asStored);
    expect(boxPointOf(viewport, worldAt(framePlaneOf(item), { x: 49.5, y: 99.5 })).x).toBeCloseTo(200, 6);
  });
});
