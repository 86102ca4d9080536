import { angleBetween, type Vector3 } from '#shared/dicom/vectors.ts';
import { parallelDegrees } from '../imaging/plane/syncedSlice.ts';
import { inverseOf, noMovement, type RigidTransform } from '../imaging/registration/rigidTransform.ts';

/** What joins two frames of reference that nothing joins by nature (H1). */
export interface FrameLink {
  readonly from: string;
  readonly to: string;
  /** From the first frame of reference to the second, in mm. */
  readonly transform: RigidTransform;
  /**
   * `here`: two slices that the reader declared to be the same; it holds along their normal only. `registration`:
   * found by comparing the pixels, and holds for every point.
   */
  readonly kind: 'here' | 'registration';
  /** The normal of the linked slices. */
  readonly normal: Vector3;
  /** How far the second is shifted along the normal against the first: what is said in both boxes. */
  readonly offsetMm: number;
  /** The whole turn, where there is one. */
  readonly degrees: number;
}

export function linkBetween(links: readonly FrameLink[], one: string, other: string): FrameLink | undefined {
  return links.find(({ from, to }) => (from === one && to === other) || (from === other && to === one));
}

/** The links with another in place of the one between the same two frames of reference. */
export function withLink(links: readonly FrameLink[], link: FrameLink): readonly FrameLink[] {
  return [...withoutLink(links, link.from, link.to), link];
}

export function withoutLink(links: readonly FrameLink[], one: string, other: string): readonly FrameLink[] {
  const old = linkBetween(links, one, other);
  return old ? links.filter((link) => link !== old) : links;
}

/**
 * From one frame of reference to another, for scrolling planes with this normal; undefined where nothing joins them. A
 * link that was made on axial slices says nothing of where a coronal one lies.
 */
export function transformForScroll(
  links: readonly FrameLink[],
  from: string,
  to: string,
  normal: Vector3,
): RigidTransform | undefined {
  if (from === to) return noMovement;
  const link = linkBetween(links, from, to);
  if (!link) return undefined;
  const angle = angleBetween(link.normal, normal);
  const holds = link.kind === 'registration' || Math.min(angle, 180 - angle) <= parallelDegrees;
  return holds ? directed(link, from) : undefined;
}

/** From one frame of reference to another, for any point; a link of two slices does not say where in them a point lies. */
export function transformForPoint(links: readonly FrameLink[], from: string, to: string): RigidTransform | undefined {
  if (from === to) return noMovement;
  const link = linkBetween(links, from, to);
  return link?.kind === 'registration' ? directed(link, from) : undefined;
}

/** The offset as a box says it: its own slices against the other's. */
export function offsetFor(link: FrameLink, own: string): number {
  return link.to === own ? link.offsetMm : -link.offsetMm;
}

function directed(link: FrameLink, from: string): RigidTransform {
  return link.from === from ? link.transform : inverseOf(link.transform);
}
