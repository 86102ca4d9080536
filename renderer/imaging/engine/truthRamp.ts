import type { EncodedFrame } from '#shared/contract/frames.ts';
import { attributes, type Keyword } from '#shared/dicom/attributes.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId, FrameKey } from '#shared/dicom/frameKey.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';

// A picture of nobody: 64 × 64 of 16 bits, in JPEG-LS. Its values rise by 16 from pixel to pixel, row after row.
export const rampSide = 64;
export const rampStep = 16;
/** The window that shows all of it. */
export const rampWindow = { center: 32_768, width: 65_536 };

const coded =
  '/9j/9wALEABAAEABAREA//gADQH//wASAEMBFABA/9oACAEBAAAAAKD8H4PwdhuD8HYbhmLxWJxGPjYuLiYPwdhuGYvFYnEY+Ni4uJiYmJh4ePHj' +
  'xYsWLFixYsWLFhw4cOHDjjjjjjjIAQgg9DkNRiLRSJSEdGRkVFREREREaNGjRo0SJEiRIkSJEiRIkKFFFFFFFFFFFFFFFFFFFFFFFFFCAgBFFFFF' +
  'FFBBCEIQhCEIQhCEIQhCEIQhCEIQhCEREREREREREREREHn/URERERERJJJJJJJJJJJJJJJKqqqqqqhx/xVVVV//f/9//3+Gn+v/f/9//3//f4w/' +
  'x/9//3//f/9/Fn9v/3//f/9//34o/p//f/9//3//fEn8v/9//3//f/95B/D/f/9//3//f+Ofu/9//3//f/9/jH7P/3//f/9//34x+r//f/9//3//' +
  'eKfo/3//f/9//3/in5v/f/9//3//f4h+T/9//3//f/9+Ifi//3//f/9//3iH4P9//3//f/9/4h97/3//f/9//3+M+5//f/9//3//fGfa/3//f/9/' +
  '/3/jPsf/f/9//3//fxn1v/9//3//f/94z6n/f/9//3//f8Z9L/9//3//f/9+I+h//3//f/9//3EfO/9//3//f/9/iPmf/3//f/9//3xHyv9//3//' +
  'f/9/4j5H/3//f/9//38R8b//f/9//3//eI+J/3//f/9//3/EfC//f/9//3//fiPgf/9//3//f/9xHvv/f/9//3//f4j3n/9//3//f/98R7r/f/9/' +
  '/3//f+E9x/9//3//f/9/Ce2//3//f/9//3ie0/9//3//f/9/iey//3//f/9//3iew/9//3//f/9/ieu//3//f/9//3ies/9//3//f/9/ieq//3//' +
  'f/9//3ieo/9//3//f/9/iem//3//f/9//3iek/9//3//f/9/iei//3//f/9//3ieg/9//3//f/9/iee//3//f/9//3iec/9//3//f/9/iea//3//' +
  'f/9//3ieY/9//3//f/9/ieW//3//f/9//3ieU/9//3//f/9/ieS//3//f/9//3ieQ/9//3//f/9/ieO//3//f/9//3ieM/9//3//f/9/ieK//3//' +
  'f/9//3ieI/9//3//f/9/ieG//3//f/9//3iA/9k=';

export const rampArchive = 'durbeen-truth' as ArchiveId;
const root = '2.25.329800735698586629295641978511506172918';

/** The value of a pixel of the ramp. */
export function rampValue(column: number, row: number): number {
  return (row * rampSide + column) * rampStep;
}

/** Three slices of the ramp, one above another, so that a volume can be made of them too. */
export function rampImages(): readonly ImageDescription[] {
  return [1, 2, 3].map((number) => {
    const image = readImageDescription(rampAttributes(number));
    if (!image.ok) throw new Error(`the ramp is described wrongly: ${image.failure}`);
    return { ...image.value, archiveId: rampArchive };
  });
}

function rampAttributes(number: number): DicomDataset {
  const values: Readonly<Partial<Record<Keyword, readonly (string | number)[]>>> = {
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.2'],
    StudyInstanceUID: [root],
    SeriesInstanceUID: [`${root}.1`],
    SOPInstanceUID: [`${root}.1.${number}`],
    FrameOfReferenceUID: [`${root}.2`],
    Modality: ['CT'],
    InstanceNumber: [number],
    Rows: [rampSide],
    Columns: [rampSide],
    BitsAllocated: [16],
    BitsStored: [16],
    HighBit: [15],
    PixelRepresentation: [0],
    SamplesPerPixel: [1],
    PhotometricInterpretation: ['MONOCHROME2'],
    PixelSpacing: [1, 1],
    ImagePositionPatient: [0, 0, number],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    WindowCenter: [rampWindow.center],
    WindowWidth: [rampWindow.width],
  };
  return Object.fromEntries(
    Object.entries(values).map(([keyword, Value]) => {
      const [tag, vr] = attributes[keyword as Keyword];
      return [tag, { vr, Value }];
    }),
  );
}

/** The encoded ramp under the name that was asked for, as if it had come from an archive. */
export async function rampFrame(key: FrameKey): Promise<EncodedFrame> {
  const bytes = Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return {
    key,
    transferSyntaxUID: '1.2.840.10008.1.2.4.80' as TransferSyntaxUID,
    fidelity: { transfer: 'lossless', lossyAtSource: false },
    digest: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    bytes,
  };
}
