import { pixelPlaces } from '../fusion/overlaidVolume.ts';
import type { GreyState } from '../grey/grey.ts';
import type { LensPicture, LensPlace } from '../placement/lens.ts';
import { type DrawnViewport, worldOf } from '../placement/viewportCamera.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { paintGrey } from './greyPicture.ts';

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
  const rgba = new Uint8ClampedArray(side * side * 4);
  paintGrey({ data: rgba, width: side, height: side }, places, model.sampled, grey);
  return { size: side, rgba };
}
