import type { FrameDescription, ImageDescription, Spacing } from './imageDescription.ts';

/** What stands behind a length (PS3.3 10.7); its words are in `reading.json` under `basis`. */
export type LengthBasis =
  | 'patient'
  | 'calibratedFiducial'
  | 'calibratedGeometry'
  | 'magnificationCorrected'
  | 'detector'
  | 'unknown'
  | 'film'
  | 'ultrasoundRegion'
  | 'outsideRegion'
  | 'calibratedByReader'
  | 'notCalibrated';

export type LengthUnit = 'mm' | 'cm' | 'px' | 's' | 'Hz' | 'cm/s';

export interface Calibration {
  /** Size of a pixel in the unit; 1 and 1 (or the aspect ratio) when the unit is "px". */
  readonly spacing: Spacing;
  readonly unit: LengthUnit;
  readonly basis: LengthBasis;
  /** The factor of a magnification correction. */
  readonly factor?: number | undefined;
}

/** A point in pixel coordinates: the centre of the first pixel is (0, 0). */
export interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

const projections = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'RG', 'IO', 'PX', 'DR']);

/** The basis on which lengths of a frame stand, ultrasound regions apart (those depend on the points). */
export function calibrationOf(image: ImageDescription, frame: FrameDescription): Calibration {
  const { pixelSpacing, nominalScannedPixelSpacing } = frame.spacing;
  if (pixelSpacing && frame.orientation && !projections.has(image.modality)) {
    return { spacing: pixelSpacing, unit: 'mm', basis: 'patient' };
  }
  const projected = projectionCalibration(image, frame);
  if (projected) return projected;
  if (nominalScannedPixelSpacing) return { spacing: nominalScannedPixelSpacing, unit: 'mm', basis: 'film' };
  if (pixelSpacing) return { spacing: pixelSpacing, unit: 'mm', basis: 'unknown' };
  return notCalibrated(frame);
}

function projectionCalibration(image: ImageDescription, frame: FrameDescription): Calibration | undefined {
  const { pixelSpacing, imagerPixelSpacing, calibrationType } = frame.spacing;
  if (pixelSpacing && calibrationType === 'FIDUCIAL') {
    return { spacing: pixelSpacing, unit: 'mm', basis: 'calibratedFiducial' };
  }
  if (pixelSpacing && calibrationType === 'GEOMETRY') {
    return { spacing: pixelSpacing, unit: 'mm', basis: 'calibratedGeometry' };
  }
  if (!imagerPixelSpacing || !(projections.has(image.modality) || frame.orientation === undefined)) return undefined;
  if (pixelSpacing && !same(pixelSpacing, imagerPixelSpacing)) {
    return { spacing: pixelSpacing, unit: 'mm', basis: 'unknown' };
  }
  const factor = magnification(frame);
  if (factor === undefined) return { spacing: imagerPixelSpacing, unit: 'mm', basis: 'detector' };
  const spacing = {
    betweenRows: imagerPixelSpacing.betweenRows / factor,
    betweenColumns: imagerPixelSpacing.betweenColumns / factor,
  };
  return { spacing, unit: 'mm', basis: 'magnificationCorrected', factor };
}

/** From (0018,1114), else from source distances; only a real enlargement counts. */
function magnification(frame: FrameDescription): number | undefined {
  const { magnificationFactor, distanceSourceToDetectorMm, distanceSourceToPatientMm } = frame.spacing;
  const fromDistances =
    distanceSourceToDetectorMm && distanceSourceToPatientMm
      ? distanceSourceToDetectorMm / distanceSourceToPatientMm
      : undefined;
  const factor = magnificationFactor ?? fromDistances;
  return factor !== undefined && factor > 1 && factor < 10 ? factor : undefined;
}

function notCalibrated(frame: FrameDescription): Calibration {
  return {
    spacing: frame.spacing.aspectRatio ?? { betweenRows: 1, betweenColumns: 1 },
    unit: 'px',
    basis: 'notCalibrated',
  };
}

function same(a: Spacing, b: Spacing): boolean {
  const near = (first: number, second: number) => Math.abs(first - second) <= 1e-4 * Math.max(first, second);
  return near(a.betweenRows, b.betweenRows) && near(a.betweenColumns, b.betweenColumns);
}
