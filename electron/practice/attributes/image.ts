import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { buildAttributes } from './buildAttributes.ts';

/** Image pixel module of one frame (PS3.3 C.7.6.3). */
export function pixelAttributes(frame: Omit<RawFrame, 'bytes'>, photometric: string): DicomDataset {
  return buildAttributes({
    SamplesPerPixel: frame.samplesPerPixel,
    PhotometricInterpretation: photometric,
    Rows: frame.rows,
    Columns: frame.columns,
    BitsAllocated: frame.bitsAllocated,
    BitsStored: frame.bitsStored,
    HighBit: frame.bitsStored - 1,
    PixelRepresentation: frame.signed ? 1 : 0,
    ...(frame.samplesPerPixel === 3 && { PlanarConfiguration: 0 }),
  });
}

export interface PlanePlace {
  readonly orientation: readonly [number, number, number, number, number, number];
  /** Patient coordinates of the centre of the first pixel, mm. */
  readonly position: readonly [number, number, number];
  /** Row spacing, column spacing, mm. */
  readonly spacing: readonly [number, number];
  readonly thicknessMm: number;
}

/** Image plane module (PS3.3 C.7.6.2). Slice location counts along the normal. */
export function planeAttributes(plane: PlanePlace): DicomDataset {
  const [a, b, c, d, e, f] = plane.orientation;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d] as const;
  const location = normal.reduce((sum, value, axis) => sum + value * (plane.position[axis] ?? 0), 0);
  return buildAttributes({
    ImageOrientationPatient: plane.orientation,
    ImagePositionPatient: plane.position.map(tidy),
    PixelSpacing: plane.spacing,
    SliceThickness: plane.thicknessMm,
    SliceLocation: tidy(location),
  });
}

/** Six decimals: DS has sixteen characters, and a micrometre is more than enough. */
function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
