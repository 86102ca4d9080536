import type { PixelPlaces, SampledVolume } from '../fusion/overlaidVolume.ts';
import { brightnessThrough } from '../grey/drawnGrey.ts';
import type { GreyState } from '../grey/grey.ts';

/** Writes a picture of a volume through a grey, linear between voxels; outside, and where there are none, it is black. */
export function paintGrey(
  picture: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
  { first, toRight, down }: PixelPlaces,
  volume: SampledVolume,
  grey: GreyState,
): void {
  const { data, width, height } = picture;
  const brightness = brightnessThrough(grey);
  for (let line = 0; line < height; line += 1) {
    const [x, y, z] = [first[0] + line * down[0], first[1] + line * down[1], first[2] + line * down[2]];
    for (let column = 0; column < width; column += 1) {
      const value = sampleKnown(volume, x + column * toRight[0], y + column * toRight[1], z + column * toRight[2]);
      const at = (line * width + column) * 4;
      data.fill(Number.isNaN(value) ? 0 : 255 * brightness(value), at, at + 3);
      data[at + 3] = 255;
    }
  }
}

/**
 * As the graphics card samples (`absentSampling.ts`): the mean of the voxels around a point that are there, by how near they
 * are. Not a number outside, and where half of what is around or more is absent: a slice alone among missing ones is seen.
 */
function sampleKnown({ values, columns, rows, slots, absentBelow }: SampledVolume, x: number, y: number, z: number) {
  if (!(x >= -0.5 && y >= -0.5 && z >= -0.5 && x < columns - 0.5 && y < rows - 0.5 && z < slots - 0.5)) {
    return Number.NaN;
  }
  const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [fx, fy, fz] = [x - i, y - j, z - k];
  let [sum, present] = [0, 0];
  for (let corner = 0; corner < 8; corner += 1) {
    const [right, below, behind] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weight = (right ? fx : 1 - fx) * (below ? fy : 1 - fy) * (behind ? fz : 1 - fz);
    if (weight === 0) continue;
    const column = Math.min(columns - 1, Math.max(0, i + right));
    const row = Math.min(rows - 1, Math.max(0, j + below));
    const slot = Math.min(slots - 1, Math.max(0, k + behind));
    const value = values[(slot * rows + row) * columns + column] ?? Number.NaN;
    if (!(value > absentBelow)) continue;
    sum += weight * value;
    present += weight;
  }
  return present > leastPresent ? sum / present : Number.NaN;
}

/** Half, with room for rounding. */
const leastPresent = 0.5 + 1e-9;
