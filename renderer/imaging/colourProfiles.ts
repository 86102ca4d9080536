import { cache } from '@cornerstonejs/core';

/** What became of the colour profile of a decoded image (PX9); undefined where it has none, or is not in memory. */
export function profileOf(imageId: string): 'applied' | 'notApplied' | undefined {
  return (cache.getImage(imageId) as { colourProfile?: 'applied' | 'notApplied' } | undefined)?.colourProfile;
}
