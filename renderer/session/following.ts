import type { ShownPlane } from '../imaging/plane/shownPlane.ts';
import { pointToShow } from '../imaging/plane/syncedSlice.ts';
import { type FrameLink, linkBetween, transformForScroll } from './frameLinks.ts';
import { isParallel } from './linkable.ts';

/**
 * Whether a box goes through the body with the active one. `off`: it would, and scrolling together is switched off;
 * `alignedOff`: so too, and it has been aligned by the images. `apart`: nothing joins the two spaces yet.
 */
export type Following = 'follows' | 'off' | 'alignedOff' | 'apart' | 'otherPatient';

interface Joined {
  readonly scroll: boolean;
  readonly links: readonly FrameLink[];
  readonly isSamePatient: boolean;
}

/** How a box stands to the active one; undefined where their planes lie across each other: there is nothing to follow. */
export function followingOf(
  active: ShownPlane,
  own: ShownPlane,
  { scroll, links, isSamePatient }: Joined,
): Following | undefined {
  const frames = [active.frameOfReferenceUID, own.frameOfReferenceUID] as const;
  const link = linkBetween(links, ...frames);
  const transform = transformForScroll(links, ...frames, active.normal);
  if (transform) {
    if (!pointToShow(active, own, transform)) return undefined;
    if (scroll) return 'follows';
    return link?.kind === 'registration' ? 'alignedOff' : 'off';
  }
  if (link || !isParallel(active, own)) return undefined;
  return isSamePatient ? 'apart' : 'otherPatient';
}
