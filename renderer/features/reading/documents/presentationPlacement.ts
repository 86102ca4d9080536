import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { AppliedState } from '#shared/dicom/documents/presentationState.ts';
import { framePlaneOf } from '../../../imaging/placement/framePlane.ts';
import type { Placement } from '../../../imaging/placement/placement.ts';
import { poseOfPresentation } from '../../../imaging/placement/pose.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** As near and as far as a hand may go: an area of one pixel, or of a whole city, would leave nothing to be seen. */
const [leastZoom, mostZoom] = [0.1, 60];

/**
 * Where a presentation state puts an image in a box: turned, mirrored, and with its displayed area as large as the box
 * lets it be (PS3.3 C.10.4, SCALE TO FIT; the other modes say sizes on a screen of theirs, and are fitted too).
 */
export function placementOfState({ area, rotation, flipped }: AppliedState, item: FrameOfImage, box: Size): Placement {
  const pose = poseOfPresentation(rotation, flipped);
  if (!area) return { pose, zoom: 1, offset: { alongRow: 0, alongColumn: 0 } };
  const { spacing } = framePlaneOf(item);
  const { rows, columns } = item.image.layout;
  const { topLeft, bottomRight } = area;
  const isTurned = rotation === 90 || rotation === 270;
  const scaleOf = (wide: number, high: number) => {
    const [width, height] = [wide * spacing.betweenColumns, high * spacing.betweenRows];
    return isTurned
      ? Math.min(box.width / height, box.height / width)
      : Math.min(box.width / width, box.height / height);
  };
  const across = Math.abs(bottomRight.column - topLeft.column) + 1;
  const down = Math.abs(bottomRight.row - topLeft.row) + 1;
  // Never beside the image: its edge at the farthest.
  const middle = (first: number, last: number, count: number) =>
    Math.max(-count / 2, Math.min(count / 2, (first + last) / 2 - (count + 1) / 2));
  return {
    pose,
    zoom: Math.max(leastZoom, Math.min(mostZoom, scaleOf(across, down) / scaleOf(columns, rows))),
    offset: {
      alongRow: middle(topLeft.column, bottomRight.column, columns) * spacing.betweenColumns,
      alongColumn: middle(topLeft.row, bottomRight.row, rows) * spacing.betweenRows,
    },
  };
}
