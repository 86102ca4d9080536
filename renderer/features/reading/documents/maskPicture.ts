import type { Segment, SegmentFrame } from '#shared/dicom/documents/segmentation.ts';
import { readMaskValues } from '#shared/dicom/documents/segmentValues.ts';
import type { LayerSource } from './layerSource.ts';

export type SegmentationSource = Extract<LayerSource, { readonly kind: 'segmentation' }>;

/** One frame of a segmentation on an image, with the segments that are shown of it: one, or all those of a label map. */
export interface LayerMask {
  readonly frame: SegmentFrame;
  readonly segments: readonly Segment[];
}

/** Pixels of all masks on one image together: a canvas of four bytes each, so 256 MiB. */
const mostPixels = 64 * 1024 * 1024;

/**
 * The masks of frames that lie on an image, each frame once, and how many there is no room for. A frame that does not say
 * which segment it shows, in a segmentation whose values are not their numbers, is of no segment: it is left out.
 */
export function masksOn(
  { segmentation: { kind, segments, rows, columns } }: Pick<SegmentationSource, 'segmentation'>,
  hidden: ReadonlySet<number>,
  frames: readonly SegmentFrame[],
): { readonly masks: readonly LayerMask[]; readonly leftOut: number } {
  const shown = segments.filter(({ number }) => !hidden.has(number));
  const all = frames.flatMap((frame): LayerMask[] => {
    const own = kind === 'LABELMAP' ? shown : shown.filter(({ number }) => number === frame.segmentNumber);
    return own.length > 0 ? [{ frame, segments: own }] : [];
  });
  const masks = all.slice(0, Math.floor(mostPixels / (rows * columns)));
  return { masks, leftOut: all.length - masks.length };
}

/** Red, green, blue and opacity of each pixel of a mask; undefined where its bytes are missing. */
export function maskPicture(
  { segmentation, pixels }: Pick<SegmentationSource, 'segmentation' | 'pixels'>,
  { frame, segments }: LayerMask,
): Uint8ClampedArray<ArrayBuffer> | undefined {
  const values = readMaskValues(segmentation, pixels);
  if (!values.has(frame.index)) return undefined;
  const size = segmentation.rows * segmentation.columns;
  const picture = new Uint8ClampedArray(size * 4);
  const colours = new Map(segments.map(({ number, colour }) => [number, colour]));
  const [only] = segments;
  for (let at = 0; at < size; at += 1) {
    const value = values.at(frame.index, at);
    if (value === 0) continue;
    const colour = segmentation.kind === 'LABELMAP' ? colours.get(value) : only?.colour;
    if (!colour) continue;
    picture[4 * at] = colour.red;
    picture[4 * at + 1] = colour.green;
    picture[4 * at + 2] = colour.blue;
    picture[4 * at + 3] = values.opacityOf(value);
  }
  return picture;
}
