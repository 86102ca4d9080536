import { type Calibration, calibrationOf, type LengthBasis, type LengthUnit, type PixelPoint } from './calibration.ts';
import type { FrameDescription, ImageDescription, Spacing } from './imageDescription.ts';
import type { UltrasoundRegion } from './ultrasoundRegions.ts';

export type AreaUnit = 'mm²' | 'cm²' | 'px²';

/** How lengths, areas and angles between certain points of a frame are measured. */
export interface Scale extends Calibration {
  /** Where the axes have units of their own, as time against velocity has: a diagonal has none, nor an area or an angle. */
  readonly axes?: { readonly x: LengthUnit; readonly y: LengthUnit } | undefined;
}

export interface MeasuredArea {
  readonly value: number;
  readonly unit: AreaUnit;
  readonly basis: LengthBasis;
}

/** A plane through a volume that the gate has passed: coordinates are mm in the patient already. */
export const patientScale: Scale = {
  spacing: { betweenRows: 1, betweenColumns: 1 },
  unit: 'mm',
  basis: 'patient',
};

/**
 * The scale that holds for all of these points. What the reader has measured on a known object goes before what the
 * data say. In ultrasound the region that holds every point decides, and of regions within others the smallest: a maker
 * lays one without a scale around the whole picture. Points in different regions, or outside all, give pixels, never the
 * image's own spacing (E2). Regions of a frame of its own go before those of the image (LN9).
 */
export function scaleFor(
  image: ImageDescription,
  frame: FrameDescription,
  points: readonly PixelPoint[],
  byReader?: Spacing,
): Scale {
  if (byReader) return { spacing: byReader, unit: 'mm', basis: 'calibratedByReader' };
  const regions = frame.ultrasoundRegions ?? image.ultrasoundRegions;
  if (regions.length === 0) return calibrationOf(image, frame);
  const holding = regions.filter((candidate) => points.every((point) => holds(candidate, point)));
  const smallest = Math.min(...holding.map(sizeOf));
  const scales = holding.filter((region) => sizeOf(region) === smallest).map(scaleOfRegion);
  return scales.find((scale) => scale !== undefined) ?? outsideRegions;
}

function sizeOf({ minX, minY, maxX, maxY }: UltrasoundRegion): number {
  return (maxX - minX) * (maxY - minY);
}

const outsideRegions: Scale = { spacing: { betweenRows: 1, betweenColumns: 1 }, unit: 'px', basis: 'outsideRegion' };

function scaleOfRegion({ unitX, unitY, deltaX, deltaY }: UltrasoundRegion): Scale | undefined {
  const spacing = { betweenRows: deltaY, betweenColumns: deltaX };
  const basis = 'ultrasoundRegion';
  if (unitX === 'cm' && unitY === 'cm') return { spacing, unit: 'cm', basis };
  if (unitX === 'other' || unitX === 'cm2' || unitY === 'other' || unitY === 'cm2') return undefined;
  return { spacing, unit: unitX, basis, axes: { x: unitX, y: unitY } };
}

function holds(region: UltrasoundRegion, point: PixelPoint): boolean {
  return point.x >= region.minX && point.x <= region.maxX && point.y >= region.minY && point.y <= region.maxY;
}

/**
 * A length in the unit of the scale. Where the axes have units of their own, the axis that was meant is the longer one
 * on the screen.
 */
export function lengthIn(
  scale: Scale,
  from: PixelPoint,
  to: PixelPoint,
): { readonly value: number; readonly unit: LengthUnit } {
  const { spacing, unit, axes } = scale;
  const [across, downwards] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  const [dx, dy] = [across * spacing.betweenColumns, downwards * spacing.betweenRows];
  if (!axes) return { value: Math.hypot(dx, dy), unit };
  return across >= downwards ? { value: dx, unit: axes.x } : { value: dy, unit: axes.y };
}

/** An area of so many square pixels. Where the axes have units of their own it stays in pixels. */
export function areaIn({ spacing, unit, axes, basis }: Scale, squarePixels: number): MeasuredArea {
  if (axes) return { value: squarePixels, unit: 'px²', basis: 'outsideRegion' };
  const value = squarePixels * spacing.betweenRows * spacing.betweenColumns;
  return { value, unit: unit === 'mm' ? 'mm²' : unit === 'cm' ? 'cm²' : 'px²', basis };
}

/**
 * The size of a pixel when a line drawn along a known object is so many mm long. The shape of the pixels stays that of
 * the data. Undefined where the line is too short to tell, or the size could not be true.
 */
export function spacingByReader(
  shape: Spacing,
  from: PixelPoint,
  to: PixelPoint,
  knownMm: number,
): Spacing | undefined {
  const drawn = Math.hypot((to.x - from.x) * shape.betweenColumns, (to.y - from.y) * shape.betweenRows);
  const inPixels = Math.hypot(to.x - from.x, to.y - from.y);
  if (!(inPixels >= 5) || !(knownMm > 0) || knownMm > 10_000) return undefined;
  const factor = knownMm / drawn;
  return { betweenRows: shape.betweenRows * factor, betweenColumns: shape.betweenColumns * factor };
}

/** Only what the data do not know in the patient may the reader calibrate: a plane or a region knows better. */
export function mayBeCalibrated(image: ImageDescription, frame: FrameDescription): boolean {
  const regions = frame.ultrasoundRegions ?? image.ultrasoundRegions;
  return regions.length === 0 && calibrationOf(image, frame).basis !== 'patient';
}
