import { type PixelPlaces, pixelPlaces, type SampledVolume, sampleLinear } from '../fusion/overlaidVolume.ts';
import { brightnessThrough } from '../grey/drawnGrey.ts';
import type { GreyState } from '../grey/grey.ts';
import type { LensPicture, LensPlace } from '../placement/lens.ts';
import { type DrawnViewport, worldOf } from '../placement/viewportCamera.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';

/** The plane around a point, enlarged from the volume's own voxels through the grey in force; absent ones are black. */
export function planeLens(
  viewport: DrawnViewport,
  model: Pick<VolumeModel, 'sampled' | 'voxelOfWorld'>,
  grey: GreyState,
  { at, size, magnification, pixelRatio }: LensPlace,
): LensPicture {
  const side = Math.round(size * pixelRatio);
  const half = size / 2 / magnification;
  const step = (2 * half) / side;
  const places = pixelPlaces((x, y) =>
    model.voxelOfWorld(worldOf(viewport, { x: at.x - half + x * step, y: at.y - half + y * step })),
  );
  return { size: side, rgba: sampleVolumeLens(model.sampled, places, side, grey) };
}

export function sampleVolumeLens(
  volume: SampledVolume,
  { first, toRight, down }: PixelPlaces,
  size: number,
  grey: GreyState,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(size * size * 4);
  const brightness = brightnessThrough(grey);
  for (let line = 0; line < size; line += 1) {
    for (let column = 0; column < size; column += 1) {
      const part = (axis: 0 | 1 | 2) => first[axis] + column * toRight[axis] + line * down[axis];
      const value = sampleLinear(volume, part(0), part(1), part(2));
      const at = (line * size + column) * 4;
      rgba.fill(Number.isNaN(value) ? 0 : 255 * brightness(value), at, at + 3);
      rgba[at + 3] = 255;
    }
  }
  return rgba;
}
