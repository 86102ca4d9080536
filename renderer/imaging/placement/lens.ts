import { cache } from '@cornerstonejs/core';
import type { PixelPoint } from '#shared/dicom/calibration.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { brightnessThrough } from '../grey/drawnGrey.ts';
import type { GreyState } from '../grey/grey.ts';
import type { BoxPoint } from '../imageBoxView.ts';
import { framePlaneOf, pixelAt } from './framePlane.ts';
import { type DrawnViewport, worldOf } from './viewportCamera.ts';

/** A square of screen pixels, red green blue alpha. */
export interface LensPicture {
  readonly size: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Where the lens is held; `at` and `size` in CSS pixels of the box. */
export interface LensPlace {
  readonly at: BoxPoint;
  readonly size: number;
  readonly magnification: number;
  readonly pixelRatio: number;
}

/** What is sampled: values of one frame, three a pixel when it is colour. */
export interface LensSource {
  readonly values: ArrayLike<number>;
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
}

/** Where the pixels of the lens lie in the image: pixel coordinates of its first, and the step of one across and down. */
export interface LensGrid {
  readonly first: PixelPoint;
  readonly across: PixelPoint;
  readonly down: PixelPoint;
}

/**
 * The image around a point, enlarged from the frame's own values through the grey in force: not the drawn picture made
 * larger, which has been interpolated once already.
 */
export function lensOf(
  viewport: DrawnViewport,
  drawn: { readonly imageId: string; readonly item: FrameOfImage },
  grey: GreyState | undefined,
  lens: LensPlace,
): LensPicture | undefined {
  const image = cache.getImage(drawn.imageId);
  if (!image) return undefined;
  const plane = framePlaneOf(drawn.item);
  const half = lens.size / 2 / lens.magnification;
  const pixelOf = (x: number, y: number) => pixelAt(plane, worldOf(viewport, { x, y }));
  const first = pixelOf(lens.at.x - half, lens.at.y - half);
  const size = Math.round(lens.size * lens.pixelRatio);
  const step = (to: PixelPoint): PixelPoint => ({ x: (to.x - first.x) / size, y: (to.y - first.y) / size });
  const grid: LensGrid = {
    first,
    across: step(pixelOf(lens.at.x + half, lens.at.y - half)),
    down: step(pixelOf(lens.at.x - half, lens.at.y + half)),
  };
  const source: LensSource = {
    values: image.getPixelData(),
    columns: image.columns,
    rows: image.rows,
    colour: image.color,
  };
  return { size, rgba: sampleLens(source, grid, size, grey) };
}

/** Samples between the four nearest pixels; outside the image it is black. */
export function sampleLens(
  source: LensSource,
  grid: LensGrid,
  size: number,
  grey: GreyState | undefined,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(size * size * 4);
  const brightness = grey && brightnessThrough(grey);
  for (let line = 0; line < size; line += 1) {
    for (let column = 0; column < size; column += 1) {
      // The middle of the lens's pixel.
      const x = grid.first.x + (column + 0.5) * grid.across.x + (line + 0.5) * grid.down.x;
      const y = grid.first.y + (column + 0.5) * grid.across.y + (line + 0.5) * grid.down.y;
      const at = (line * size + column) * 4;
      rgba[at + 3] = 255;
      if (x < -0.5 || y < -0.5 || x > source.columns - 0.5 || y > source.rows - 0.5) continue;
      for (let part = 0; part < 3; part += 1) {
        if (part > 0 && !source.colour) rgba[at + part] = rgba[at] ?? 0;
        else
          rgba[at + part] = source.colour
            ? between(source, x, y, part)
            : 255 * (brightness?.(between(source, x, y, 0)) ?? 0);
      }
    }
  }
  return rgba;
}

function between({ values, columns, rows, colour }: LensSource, x: number, y: number, part: number): number {
  const samples = colour ? 3 : 1;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [ofRight, ofBottom] = [x - left, y - top];
  const at = (column: number, row: number): number => {
    const inside = Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column));
    return values[inside * samples + part] ?? 0;
  };
  const upper = at(left, top) * (1 - ofRight) + at(left + 1, top) * ofRight;
  const lower = at(left, top + 1) * (1 - ofRight) + at(left + 1, top + 1) * ofRight;
  return upper * (1 - ofBottom) + lower * ofBottom;
}
