import { scaled, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { Voxels } from '../volume/slotVoxels.ts';
import { type LineOfSight, valueThrough } from './lineOfSight.ts';

/** Values in a box of voxels, columns fastest; at or below `absentBelow` there is no value. */
export interface SampledVolume {
  readonly values: Voxels;
  readonly columns: number;
  readonly rows: number;
  readonly slots: number;
  readonly absentBelow: number;
}

/** Where the pixels of a picture lie among the voxels: the centre of the first, and the steps to its neighbours. */
export interface PixelPlaces {
  readonly first: Vector3;
  readonly toRight: Vector3;
  readonly down: Vector3;
}

/** What colour a value gets: the palette from `low` to `high`, and how much of what lies below stays visible. */
export interface OverlayColours {
  readonly low: number;
  readonly high: number;
  /** 256 colours of three bytes. */
  readonly palette: Uint8Array;
  /** 0 to 1. */
  readonly opacity: number;
}

/** Over the first fifth of the window the colour fades in: where there is no uptake, the anatomy is not dimmed. */
const fadesInOver = 0.2;

/**
 * The places of a picture's pixels from three points of its box: `voxelAt` answers the voxel coordinates under a point of
 * the box in pixels of the picture, whose first pixel has its centre at (½, ½).
 */
export function pixelPlaces(voxelAt: (x: number, y: number) => Vector3): PixelPlaces {
  const first = voxelAt(0.5, 0.5);
  // Far apart, so that rounding in the camera does not add up across the picture.
  const toRight = scaled(subtract(voxelAt(1_000.5, 0.5), first), 1 / 1_000);
  const down = scaled(subtract(voxelAt(0.5, 1_000.5), first), 1 / 1_000);
  return { first, toRight, down };
}

/**
 * Paints the volume where a picture cuts it, in colour and straight alpha, linear between voxels. Outside the volume, and
 * where a voxel that is needed is not here, it is clear. `sight`: what lies under the plane's slab, seen as one.
 */
export function paintOverlay(
  picture: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
  places: PixelPlaces,
  volume: SampledVolume,
  colours: OverlayColours,
  sight?: LineOfSight,
): void {
  const { data, width, height } = picture;
  const { first, toRight, down } = places;
  const { low, high, palette, opacity } = colours;
  const perValue = 1 / Math.max(1e-12, high - low);
  data.fill(0);
  for (let y = 0; y < height; y += 1) {
    const [x0, y0, z0] = [first[0] + down[0] * y, first[1] + down[1] * y, first[2] + down[2] * y];
    for (let x = 0; x < width; x += 1) {
      const [i, j, k] = [x0 + toRight[0] * x, y0 + toRight[1] * x, z0 + toRight[2] * x];
      const value = sight ? valueThrough(volume, i, j, k, sight) : sampleLinear(volume, i, j, k);
      const share = (value - low) * perValue;
      // A value that is not there is not a number, and is above nothing.
      if (!(share > 0)) continue;
      const colour = Math.min(255, Math.round(share * 255)) * 3;
      const at = (y * width + x) * 4;
      data[at] = palette[colour] ?? 0;
      data[at + 1] = palette[colour + 1] ?? 0;
      data[at + 2] = palette[colour + 2] ?? 0;
      data[at + 3] = 255 * opacity * Math.min(1, share / fadesInOver);
    }
  }
}

/** The value at voxel coordinates, linear between the eight voxels around; NaN outside, or where one of them is absent. */
export function sampleLinear(volume: SampledVolume, x: number, y: number, z: number): number {
  const { columns, rows, slots, values, absentBelow } = volume;
  // A voxel reaches half its width beyond its centre.
  if (!(x >= -0.5 && y >= -0.5 && z >= -0.5 && x < columns - 0.5 && y < rows - 0.5 && z < slots - 0.5)) {
    return Number.NaN;
  }
  const [cx, cy, cz] = [placeIn(x, columns - 1), placeIn(y, rows - 1), placeIn(z, slots - 1)];
  const [i, j, k] = [Math.floor(cx), Math.floor(cy), Math.floor(cz)];
  const [fx, fy, fz] = [cx - i, cy - j, cz - k];
  const right = fx > 0 ? 1 : 0;
  const below = fy > 0 ? columns : 0;
  const behind = fz > 0 ? columns * rows : 0;
  const at = (k * rows + j) * columns + i;
  let sum = 0;
  for (let corner = 0; corner < 8; corner += 1) {
    const weight = (corner & 1 ? fx : 1 - fx) * (corner & 2 ? fy : 1 - fy) * (corner & 4 ? fz : 1 - fz);
    if (weight === 0) continue;
    const step = (corner & 1 ? right : 0) + (corner & 2 ? below : 0) + (corner & 4 ? behind : 0);
    const value = values[at + step] ?? Number.NaN;
    if (value <= absentBelow) return Number.NaN;
    sum += weight * value;
  }
  return sum;
}

/** 768 bytes of a palette as resources/presets/palettes.json writes it. */
export function paletteOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: 768 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}

/** Nearer to a voxel's centre than this, in voxels, it is the voxel: rounding must not ask for its absent neighbour. */
const onCentre = 1e-3;

/** Between the outer centres; what lies beyond belongs to the last. */
function placeIn(value: number, last: number): number {
  const place = Math.max(0, Math.min(last, value));
  const nearest = Math.round(place);
  return Math.abs(place - nearest) < onCentre ? nearest : place;
}
