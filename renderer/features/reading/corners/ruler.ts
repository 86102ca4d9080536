import type { LengthBasis } from '#shared/dicom/calibration.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Spacing } from '#shared/dicom/imageDescription.ts';
import { scaleFor } from '#shared/dicom/scale.ts';
import { subtract } from '#shared/dicom/vectors.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { framePlaneOf } from '../../../imaging/placement/framePlane.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';

/** How long a pixel of the screen is on the image, and what that stands on. */
export interface ScreenScale {
  readonly mmPerPixel: number;
  readonly basis: Exclude<LengthBasis, 'notCalibrated' | 'outsideRegion'>;
  /** Of a correction for magnification. */
  readonly factor?: number | undefined;
}

export interface Ruler {
  readonly mm: number;
  /** Its length in CSS pixels. */
  readonly length: number;
}

/** Longer than this, a ruler takes the place of words. CSS pixels. */
const longest = 100;
/** Shorter than this it tells nothing. */
const shortest = 30;
const lengthsMm = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

/** The longest round length that has room; undefined where none of them tells anything. */
export function rulerOf(mmPerPixel: number): Ruler | undefined {
  if (!Number.isFinite(mmPerPixel) || mmPerPixel <= 0) return undefined;
  const mm = lengthsMm.findLast((each) => each / mmPerPixel <= longest);
  const length = mm === undefined ? 0 : mm / mmPerPixel;
  return mm === undefined || length < shortest ? undefined : { mm, length };
}

/**
 * How large what is drawn is on the screen; undefined where nothing says how large it is in the patient, and in space,
 * where what lies nearer is not told from what is larger.
 */
export function screenScale(
  view: ImageBoxView,
  state: BoxState,
  byReader: Spacing | undefined,
): ScreenScale | undefined {
  const { drawn, pixelScale, cover } = state;
  if (cover || state.drawnVersion === 0) return undefined;
  if (view instanceof PlaneView) {
    const [x, y, z] = subtract(view.worldAt({ x: 100, y: 0 }), view.worldAt({ x: 0, y: 0 }));
    return { mmPerPixel: Math.hypot(x, y, z) / 100, basis: 'patient' };
  }
  if (!drawn || pixelScale === undefined || pixelScale <= 0) return undefined;
  return frameScale(drawn.item, pixelScale / (globalThis.devicePixelRatio || 1), byReader);
}

/** The same of one frame. `pixelScale`: CSS pixels for a pixel of the image, along its rows. */
export function frameScale(
  item: FrameOfImage,
  pixelScale: number,
  byReader: Spacing | undefined,
): ScreenScale | undefined {
  const { columns, rows } = item.image.layout;
  const middle = { x: (columns - 1) / 2, y: (rows - 1) / 2 };
  const { spacing, unit, basis, axes, factor } = scaleFor(item.image, item.frame, [middle], byReader);
  if (axes || (unit !== 'mm' && unit !== 'cm') || basis === 'notCalibrated' || basis === 'outsideRegion')
    return undefined;
  // Drawn in another shape than it is measured in, it would be right one way only.
  const drawnAs = framePlaneOf(item).spacing;
  const [shape, measured] = [
    drawnAs.betweenRows / drawnAs.betweenColumns,
    spacing.betweenRows / spacing.betweenColumns,
  ];
  if (Math.abs(shape / measured - 1) > 0.01) return undefined;
  return { mmPerPixel: (spacing.betweenColumns * (unit === 'cm' ? 10 : 1)) / pixelScale, basis, factor };
}
