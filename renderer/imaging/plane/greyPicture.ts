import { type PixelPlaces, type SampledVolume, sampleLinear } from '../fusion/overlaidVolume.ts';
import { brightnessThrough } from '../grey/drawnGrey.ts';
import type { GreyState } from '../grey/grey.ts';

/** Writes a picture of a volume through a grey, linear between voxels; outside, and where voxels are absent, it is black. */
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
      const value = sampleLinear(volume, x + column * toRight[0], y + column * toRight[1], z + column * toRight[2]);
      const at = (line * width + column) * 4;
      data.fill(Number.isNaN(value) ? 0 : 255 * brightness(value), at, at + 3);
      data[at + 3] = 255;
    }
  }
}
