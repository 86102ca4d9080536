import { decodeFrame } from '#electron/base/codecs/decodeFrame.ts';
import type { RawFrameShape } from '#electron/base/codecs/rawFrame.ts';
import { numberOf } from '#shared/dicom/dicomJson.ts';
import type { StoredInstance } from '../storedStudies.ts';

/** How an instance's samples lie; undefined when its attributes do not say, or not one we draw. */
export function frameShape({ attributes }: StoredInstance): RawFrameShape | undefined {
  const [columns, rows] = [numberOf(attributes, 'Columns') ?? 0, numberOf(attributes, 'Rows') ?? 0];
  const samplesPerPixel = numberOf(attributes, 'SamplesPerPixel') ?? 1;
  const bitsAllocated = numberOf(attributes, 'BitsAllocated') ?? 0;
  if (columns < 1 || rows < 1 || (samplesPerPixel !== 1 && samplesPerPixel !== 3)) return undefined;
  if (bitsAllocated !== 8 && bitsAllocated !== 16) return undefined;
  return {
    columns,
    rows,
    samplesPerPixel,
    bitsAllocated,
    bitsStored: numberOf(attributes, 'BitsStored') ?? bitsAllocated,
    signed: numberOf(attributes, 'PixelRepresentation') === 1,
  };
}

/** An encoded frame's samples as explicit VR little endian has them. */
export async function nativeFrame(instance: StoredInstance, encoded: Uint8Array): Promise<Uint8Array | undefined> {
  const shape = frameShape(instance);
  return shape && decodeFrame(encoded, instance.transferSyntaxUID, shape);
}
