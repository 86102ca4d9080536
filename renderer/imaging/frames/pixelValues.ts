import type { ImageDescription, Palette } from '#shared/dicom/imageDescription.ts';
import { lookUp } from '#shared/dicom/lookupTable.ts';
import { storedValue } from '#shared/dicom/presentationValues.ts';
import type { Codec } from '#shared/dicom/transferSyntax.ts';
import type { DecodedFrame, Samples } from './decodeQueue.ts';
import type { CatalogueEntry } from './frameCatalogue.ts';
import { toModalityPixels } from './modalityPixels.ts';

export type DrawnValues = Int16Array | Float32Array | Uint8Array;

/** Pixels as they are drawn and probed: modality values, or RGB; the range leaves padding out (PX7). */
export interface PixelValues {
  readonly values: DrawnValues;
  readonly min: number;
  readonly max: number;
  /** Some of it is no image: padding, or no number (PX7). */
  readonly hasBackground?: boolean;
}

/**
 * Stored values → modality values (mask, sign, table or rescale; F), or → RGB.
 * `transformed`: the codestream has its own colour transform, which its decoder has undone (T.800 annex G).
 */
export function toPixelValues(
  decoded: DecodedFrame,
  entry: Pick<CatalogueEntry, 'image' | 'frame' | 'valueType'>,
  codec: Codec,
  transformed = false,
): PixelValues {
  if (entry.valueType === 'RGB') return { values: toRgb(decoded, entry.image, codec, transformed), min: 0, max: 255 };
  return toModalityPixels(decoded.samples, entry);
}

/** libjpeg-turbo answers RGB whatever the data set calls the colours; JPEG 2000 only what its own transform was over. */
function answersRgb(codec: Codec, transformed: boolean): boolean {
  return codec === 'jpegBaseline' || ((codec === 'jpeg2000' || codec === 'htj2k') && transformed);
}

function toRgb(decoded: DecodedFrame, image: ImageDescription, codec: Codec, transformed: boolean): Uint8Array {
  if (image.palette) return paletteToRgb(decoded.samples, image, image.palette);
  const rgb = toThreeBytes(decoded, image);
  if (image.layout.photometricInterpretation.startsWith('YBR_FULL') && !answersRgb(codec, transformed))
    ybrFullToRgb(rgb);
  return rgb;
}

function toThreeBytes(decoded: DecodedFrame, image: ImageDescription): Uint8Array {
  const pixels = decoded.rows * decoded.columns;
  const isHalved = image.layout.photometricInterpretation === 'YBR_FULL_422' && decoded.samples.length !== pixels * 3;
  if (isHalved) return expandHalvedColour(decoded, decoded.samples.length === decoded.rows * (decoded.columns + 1) * 2);
  const interleaved = decoded.planar ? interleave(decoded.samples, pixels) : decoded.samples;
  const shift = Math.max(0, image.layout.bitsStored - 8);
  const rgb = new Uint8Array(pixels * 3);
  for (let index = 0; index < rgb.length; index += 1) rgb[index] = (interleaved[index] ?? 0) >> shift;
  return rgb;
}

function interleave(planes: Samples, pixels: number): Uint16Array {
  const interleaved = new Uint16Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    for (let sample = 0; sample < 3; sample += 1) {
      interleaved[pixel * 3 + sample] = planes[sample * pixels + pixel] ?? 0;
    }
  }
  return interleaved;
}

/**
 * Native YBR_FULL_422: two brightnesses share one colour, "Y1 Y2 Cb Cr". Of odd width the last pair of a row has a second
 * brightness that is no pixel (`aligned`, PS3.3 C.7.6.3.1.2), or the pairs go on with the next row.
 */
function expandHalvedColour({ samples, rows, columns }: DecodedFrame, aligned: boolean): Uint8Array {
  const full = new Uint8Array(rows * columns * 3);
  const width = aligned ? columns + 1 : columns;
  for (let pixel = 0; pixel < rows * columns; pixel += 1) {
    const at = aligned ? Math.floor(pixel / columns) * width + (pixel % columns) : pixel;
    const pair = (at >> 1) * 4;
    full[pixel * 3] = samples[pair + (at & 1)] ?? 0;
    full[pixel * 3 + 1] = samples[pair + 2] ?? 0;
    full[pixel * 3 + 2] = samples[pair + 3] ?? 0;
  }
  return full;
}

function paletteToRgb(samples: Samples, image: ImageDescription, palette: Palette): Uint8Array {
  const rgb = new Uint8Array(samples.length * 3);
  const tables = [palette.red, palette.green, palette.blue];
  const { bitsStored, highBit, signed } = image.layout;
  const eightBits = tables.map((table) => {
    // A 16-bit table that holds only 8-bit numbers is common; shifting it away would draw black.
    const shift = table.bitsPerEntry > 8 && table.entries.some((entry) => entry > 255) ? table.bitsPerEntry - 8 : 0;
    return (value: number) => lookUp(table, value) >> shift;
  });
  for (let pixel = 0; pixel < samples.length; pixel += 1) {
    const index = storedValue(samples[pixel] ?? 0, { bitsStored, highBit, signed });
    for (const [sample, table] of eightBits.entries()) rgb[pixel * 3 + sample] = table(index);
  }
  return rgb;
}

/** YBR_FULL to RGB, in place (PS3.3 C.7.6.3.1.2). */
export function ybrFullToRgb(rgb: Uint8Array): void {
  const byte = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
  for (let index = 0; index + 2 < rgb.length; index += 3) {
    const y = rgb[index] ?? 0;
    const blue = (rgb[index + 1] ?? 0) - 128;
    const red = (rgb[index + 2] ?? 0) - 128;
    rgb[index] = byte(y + 1.402 * red);
    rgb[index + 1] = byte(y - 0.344_136 * blue - 0.714_136 * red);
    rgb[index + 2] = byte(y + 1.772 * blue);
  }
}
