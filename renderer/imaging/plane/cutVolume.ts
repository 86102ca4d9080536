import { Enums } from '@cornerstonejs/core';
import type { PlaneViewport } from './processorPlane.ts';
import type { Slab, SlabMode } from './slab.ts';

const blendModes: Readonly<Record<SlabMode, Enums.BlendModes>> = {
  maximum: Enums.BlendModes.MAXIMUM_INTENSITY_BLEND,
  minimum: Enums.BlendModes.MINIMUM_INTENSITY_BLEND,
  mean: Enums.BlendModes.AVERAGE_INTENSITY_BLEND,
};

/**
 * Cuts the volume for a plane: as thick as the slab, or one sample. Cornerstone cuts at the distance it is told on either
 * side of the plane, so that a slab is twice as thick; and it leaves the old cut standing when a camera turns about its
 * own up: said anew, it is cut anew.
 */
export function cutVolume(viewport: PlaneViewport, slab: Slab | undefined): void {
  viewport.setBlendMode(slab ? blendModes[slab.mode] : Enums.BlendModes.COMPOSITE);
  if (slab) viewport.setSlabThickness(slab.thicknessMm / 2);
  else viewport.resetSlabThickness();
}
