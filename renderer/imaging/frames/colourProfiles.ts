import { cache } from '@cornerstonejs/core';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { screenColoursOf } from '../colour/screenColours.ts';

/** What became of the colour profile that an image names (PX9). */
export type ProfileOutcome = 'applied' | 'notApplied';

/** Pixels between two rests: some milliseconds, so that the page answers the hands while a large image is converted. */
const pixelsAtOnce = 262_144;

/** What became of the colour profile of a decoded image (PX9); undefined where it has none, or is not in memory. */
export function profileOf(imageId: string): ProfileOutcome | undefined {
  return (cache.getImage(imageId) as { colourProfile?: ProfileOutcome } | undefined)?.colourProfile;
}

/**
 * Converts red, green and blue to the colours of screens by the profile that the image brought, in place. A profile that
 * is elsewhere or broken changes nothing; undefined where none is named.
 */
export async function applyProfile(
  rgb: Uint8Array,
  { iccProfile }: Pick<ImageDescription, 'iccProfile'>,
): Promise<ProfileOutcome | undefined> {
  if (iccProfile === undefined) return undefined;
  const colours = iccProfile === 'elsewhere' ? 'broken' : screenColoursOf(iccProfile);
  if (colours === 'broken') return 'notApplied';
  const pixels = rgb.length / 3;
  for (let from = 0; from < pixels; from += pixelsAtOnce) {
    if (from > 0) await rest();
    colours(rgb, from, Math.min(pixels, from + pixelsAtOnce));
  }
  return 'applied';
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
