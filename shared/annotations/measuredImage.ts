import { textDigest } from '../base/textDigest.ts';
import type { FrameOfImage } from '../dicom/displaySets.ts';

/**
 * A short name for all that the figures of an annotation hang on, as the image says it: its raster, where it lies, the size
 * of its pixels, and what its values mean. An image that is replaced under its UID by one that says otherwise has another.
 * `isPlane`: of a plane through many images, which lie at other places each.
 */
export function measuredImage({ image, frame }: FrameOfImage, isPlane = false): string {
  const { layout, missingTable, modalityTable, pet } = image;
  const { position, orientation, spacing, rescale, rescaleRefused } = frame;
  const table = modalityTable && [modalityTable.firstMapped, modalityTable.bitsPerEntry, modalityTable.entries.length];
  return textDigest(
    JSON.stringify([
      [layout, missingTable, table, orientation, spacing, rescale, rescaleRefused],
      isPlane ? pet?.units : [position, pet, frame.ultrasoundRegions ?? image.ultrasoundRegions],
    ]),
  );
}
