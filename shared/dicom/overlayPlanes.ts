import type { DicomDataset, DicomElement } from './dicomJson.ts';
import { bytesOfBase64 } from './inlineBinary.ts';

/** One overlay of an image (group 60xx, PS3.3 C.9.2): a layer of single bits, never part of its pixels (PX10). */
export interface OverlayPlane {
  /** 0x6000 to 0x601E. */
  readonly group: number;
  readonly rows: number;
  readonly columns: number;
  /** Of its first pixel in the image, row and column from 1; may lie outside. */
  readonly origin: { readonly row: number; readonly column: number };
  /** Graphics, or a region of interest. */
  readonly kind: 'G' | 'R';
  readonly description?: string | undefined;
  readonly label?: string | undefined;
  /** Frames of the overlay itself. */
  readonly frames: number;
  /** The image frame, from 1, on which its first frame stands; undefined: one overlay for every frame (PS3.3 C.9.3). */
  readonly firstFrame?: number | undefined;
  /** Bits one after another, least significant first; `elsewhere`: not sent along; a number: that bit of the pixels. */
  readonly bits: Uint8Array | 'elsewhere' | { readonly position: number };
}

const mostSide = 32_768;
/** So many bits of one overlay, all frames together, are looked at: 64 MiB of them. */
const mostBits = 2 ** 29;

/** The overlays of an image; one that names no size or claims an absurd one is left out (Q11). */
export function readOverlayPlanes(dataset: DicomDataset): readonly OverlayPlane[] {
  const planes: OverlayPlane[] = [];
  for (let group = 0x6000; group <= 0x601e; group += 2) {
    const plane = readPlane(dataset, group);
    if (plane) planes.push(plane);
  }
  return planes;
}

/** How many overlays an image has that cannot be shown: their size is absurd, or their bits are too few for it. */
export function countRefusedOverlays(dataset: DicomDataset): number {
  let count = 0;
  for (let group = 0x6000; group <= 0x601e; group += 2) {
    const prefix = group.toString(16).toUpperCase();
    const data = dataset[`${prefix}3000`];
    const holds = (data?.InlineBinary ?? '') !== '' || data?.BulkDataURI !== undefined;
    const isInPixels = Number(dataset[`${prefix}0102`]?.Value?.[0]) > 0;
    if ((holds || isInPixels) && !readPlane(dataset, group)) count += 1;
  }
  return count;
}

function readPlane(dataset: DicomDataset, group: number): OverlayPlane | undefined {
  const prefix = group.toString(16).toUpperCase();
  const element = (number: string): DicomElement | undefined => dataset[`${prefix}${number}`];
  const number = (of: string, at = 0) => {
    const value = Number(element(of)?.Value?.[at]);
    return Number.isInteger(value) ? value : undefined;
  };
  const text = (of: string) => {
    const value = element(of)?.Value?.[0];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const [rows = 0, columns = 0, frames = 1] = [number('0010'), number('0011'), number('0015')];
  const isSane = (side: number) => side >= 1 && side <= mostSide;
  if (!isSane(rows) || !isSane(columns) || frames < 1 || rows * columns * frames > mostBits) return undefined;
  const bits = bitsOf(element('3000'), number('0100') ?? 1, number('0102') ?? 0, rows * columns * frames);
  if (bits === undefined) return undefined;
  return {
    group,
    rows,
    columns,
    origin: { row: number('0050') ?? 1, column: number('0050', 1) ?? 1 },
    kind: text('0040') === 'R' ? 'R' : 'G',
    description: text('0022'),
    label: text('1500'),
    frames,
    firstFrame: number('0051') ?? (element('0015') ? 1 : undefined),
    bits,
  };
}

function bitsOf(
  data: DicomElement | undefined,
  bitsAllocated: number,
  position: number,
  count: number,
): OverlayPlane['bits'] | undefined {
  // Retired since 2004, and in every archive: one of the bits that the pixels do not use (PS3.5 8.1.2, PS3.3-2003 C.9.2).
  if (!data) return bitsAllocated > 1 && position > 0 && position < 32 ? { position } : undefined;
  if (data.InlineBinary === undefined) return data.BulkDataURI === undefined ? undefined : 'elsewhere';
  const bytes = bytesOfBase64(data.InlineBinary);
  return bytes && bytes.length * 8 >= count ? bytes : undefined;
}

/**
 * Marks with 1, in a byte for each pixel of an image, where one frame of an overlay lies on it. What an overlay claims
 * outside of its image is left out, so no overlay costs more than its image does. `all`: the bits of every frame.
 */
export function markOverlay(
  marks: Uint8Array,
  image: { readonly rows: number; readonly columns: number },
  { plane, all, frameIndex }: { readonly plane: OverlayPlane; readonly all: Uint8Array; readonly frameIndex: number },
): void {
  const [top, left] = [plane.origin.row - 1, plane.origin.column - 1];
  const firstBit = frameIndex * plane.rows * plane.columns;
  for (let row = Math.max(0, -top); row < Math.min(plane.rows, image.rows - top); row += 1) {
    const from = firstBit + row * plane.columns;
    const to = (top + row) * image.columns + left;
    for (let column = Math.max(0, -left); column < Math.min(plane.columns, image.columns - left); column += 1) {
      if (((all[(from + column) >> 3] ?? 0) >> ((from + column) & 7)) & 1) marks[to + column] = 1;
    }
  }
}

/** Which frame of the overlay, from 0, stands on an image frame (from 1); undefined where none does. */
export function overlayFrameOn(plane: OverlayPlane, frameNumber: number): number | undefined {
  if (plane.firstFrame === undefined) return 0;
  const index = frameNumber - plane.firstFrame;
  return index >= 0 && index < plane.frames ? index : undefined;
}
