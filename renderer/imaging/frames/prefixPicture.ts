import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { quarterReduction } from '#shared/dicom/htj2kPrefix.ts';
import { lookUp } from '#shared/dicom/lookupTable.ts';
import { expectedGrey } from '#shared/dicom/presentationValues.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { windowOfData, windowOfOneValue, windowOfValues } from '../grey/defaultWindow.ts';
import { isColour } from './frameCatalogue.ts';
import { Jpeg2000Workers, samplesOf } from './jpeg2000Workers.ts';
import { type PixelValues, toPixelValues } from './pixelValues.ts';

/** Greys of a picture for a glance, one byte a pixel. */
export interface PrefixPicture {
  readonly columns: number;
  readonly rows: number;
  readonly greys: Uint8ClampedArray;
}

/** A damaged beginning may make the decoder run for ever (C5); the frame itself comes meanwhile. */
const limitMs = 5_000;

/**
 * The picture that the beginning of an HTJ2K frame holds, at 1/4 of the image's width and height, in the grey that the
 * data ask for. Undefined for colour and for what is no such beginning of this frame. It never becomes a frame of the
 * engine: nothing but its greys leaves here.
 */
export async function pictureOfPrefix(
  item: FrameOfImage,
  { transferSyntaxUID, bytes }: { readonly transferSyntaxUID: string; readonly bytes: Uint8Array },
): Promise<PrefixPicture | undefined> {
  if (isColour(item.image) || transferSyntaxes.get(transferSyntaxUID)?.codec !== 'htj2k') return undefined;
  const { layout } = item.image;
  const decoded = await decodeWithin(bytes);
  if (!decoded || decoded.columns !== quarterOf(layout.columns) || decoded.rows !== quarterOf(layout.rows)) {
    return undefined;
  }
  const { columns, rows } = decoded;
  const samples = samplesOf(decoded, layout.signed, layout.bitsStored);
  if (samples.length !== columns * rows) return undefined;
  const drawn = toPixelValues({ samples, rows, columns, planar: false }, { ...item, valueType: 'Float32' }, 'htj2k');
  const greyOf = greyOfData(item, drawn);
  return { columns, rows, greys: Uint8ClampedArray.from(drawn.values, greyOf) };
}

/** The grey of a modality value, 0 to 255, as a display set of this image alone would start with. */
function greyOfData(item: FrameOfImage, { values, min, max }: PixelValues): (value: number) => number {
  const inverted = item.image.invertedByNature;
  const asked = windowOfData(item);
  if (asked) return (value) => expectedGrey(value, asked, item.frame.voiFunction, inverted);
  const [table] = item.image.voiTables;
  if (table) {
    const white = 2 ** table.bitsPerEntry - 1;
    return (value) => 255 * (inverted ? 1 - lookUp(table, value) / white : lookUp(table, value) / white);
  }
  const window = min === max ? windowOfOneValue(min, inverted) : windowOfValues(values, { min, max });
  return (value) => expectedGrey(value, window, 'LINEAR_EXACT', inverted);
}

/** The address of a picture of these greys, for an `<img>`; whoever asks for it revokes it. */
export async function addressOfPicture({ columns, rows, greys }: PrefixPicture): Promise<string | undefined> {
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  const picture = context.createImageData(columns, rows);
  for (let index = 0; index < greys.length; index += 1) picture.data.fill(greys[index] ?? 0, index * 4, index * 4 + 3);
  for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = 255;
  context.putImageData(picture, 0, 0);
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }));
}

/** Sizes of a reduced resolution are rounded up (T.800 annex B.5). */
function quarterOf(length: number): number {
  return Math.ceil(length / 2 ** quarterReduction);
}

/** Workers of its own: what a cut stream does to a codec stays with them. */
const workers = new Jpeg2000Workers();

/** Starts what a picture will need, while its bytes are still on their way. */
export function preparePictures(): void {
  if (isPrepared) return;
  isPrepared = true;
  workers.decode('htj2k', new Uint8Array(0)).catch(() => undefined);
}
let isPrepared = false;

async function decodeWithin(bytes: Uint8Array) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  const decoded = await Promise.race([
    workers.decode('htj2k', bytes, quarterReduction).catch(() => undefined),
    tooLong,
  ]);
  clearTimeout(timer);
  if (!decoded) workers.restart();
  return decoded;
}
