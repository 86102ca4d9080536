import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { along, subtract } from '#shared/dicom/vectors.ts';
import { framePlaneOf, worldAt } from './framePlane.ts';
import { lettersOfFrame } from './letters.ts';
import type { BoxSize } from './placement.ts';
import type { Pose } from './pose.ts';
import { boxPointOf, type DrawnViewport, worldOf } from './viewportCamera.ts';

/** The edge of its box towards which the chest wall of a mammogram lies, as it is turned now; undefined of all else. */
export function chestWallEdge(item: FrameOfImage, pose: Pose): 'left' | 'right' | undefined {
  if (item.image.modality !== 'MG') return undefined;
  const letters = lettersOfFrame(item, pose);
  if (letters?.left.startsWith('P')) return 'left';
  return letters?.right.startsWith('P') ? 'right' : undefined;
}

/**
 * Moves a mammogram that is narrower than its box to the edge at which its chest wall lies, so that two breasts side by
 * side meet there (LN11); the caller draws.
 */
export function layAtChestWall(viewport: DrawnViewport, item: FrameOfImage, box: BoxSize, pose: Pose): void {
  const edge = chestWallEdge(item, pose);
  const { focalPoint, position } = viewport.getCamera();
  if (!edge || !focalPoint || !position) return;
  const plane = framePlaneOf(item);
  const { rows, columns } = item.image.layout;
  const across = [-0.5, columns - 0.5].flatMap((x) =>
    [-0.5, rows - 0.5].map((y) => boxPointOf(viewport, worldAt(plane, { x, y })).x),
  );
  const shift = edge === 'left' ? -Math.min(...across) : box.width - Math.max(...across);
  if (edge === 'left' ? shift >= 0 : shift <= 0) return;
  const moved = subtract(worldOf(viewport, { x: 0, y: 0 }), worldOf(viewport, { x: shift, y: 0 }));
  const movedBy = ([x, y, z]: readonly [number, number, number]) =>
    [...along([x, y, z], moved, 1)] as typeof focalPoint;
  viewport.setCamera({ focalPoint: movedBy(focalPoint), position: movedBy(position) });
}
