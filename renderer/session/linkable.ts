import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { along, angleBetween, dot, subtract } from '#shared/dicom/vectors.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import type { ShownPlane } from '../imaging/plane/shownPlane.ts';
import { parallelDegrees } from '../imaging/plane/syncedSlice.ts';
import { shiftBy } from '../imaging/registration/rigidTransform.ts';
import { comparedPlaneOf, type StudiesOnDesk, strangerIn } from './comparedPlane.ts';
import type { FrameLink } from './frameLinks.ts';

/** A box that shows images in a space of their own. */
export interface OtherBox {
  readonly box: number;
  readonly view: ImageBoxView;
  readonly plane: ShownPlane;
  /** Whether its images are of the same patient as those of the active box, as far as anything says (T22). */
  readonly isSamePatient: boolean;
}

/** The boxes that nothing joins with the active one by nature, by their place. */
export function boxesApart(
  desk: StudiesOnDesk,
  views: Iterable<readonly [number, ImageBoxView]>,
  active: number,
): readonly OtherBox[] {
  const all = [...views].sort(([one], [other]) => one - other);
  const own = all.find(([box]) => box === active)?.[1];
  const origin = comparedPlaneOf(desk, own);
  if (!own || !origin) return [];
  return all.flatMap(([box, view]) => {
    const plane = comparedPlaneOf(desk, view);
    if (!plane || plane.frameOfReferenceUID === origin.frameOfReferenceUID) return [];
    return [{ box, view, plane, isSamePatient: patientOf(desk, own) === patientOf(desk, view) }];
  });
}

/** Whether slices can be declared the same: those that lie across each other cannot. */
export function isParallel(one: ShownPlane, other: ShownPlane): boolean {
  const angle = angleBetween(one.normal, other.normal);
  return Math.min(angle, 180 - angle) <= parallelDegrees;
}

/** The link that makes the slices of two boxes the same place. */
export function linkOfSlices(origin: ShownPlane, other: ShownPlane): FrameLink {
  // Along the other's own axis, as scrolling goes; within the slices a link says nothing.
  const offsetMm = dot(subtract(other.centre, origin.centre), origin.normal);
  return {
    from: origin.frameOfReferenceUID,
    to: other.frameOfReferenceUID,
    transform: shiftBy(along([0, 0, 0], origin.normal, offsetMm)),
    kind: 'here',
    normal: origin.normal,
    offsetMm,
    degrees: 0,
  };
}

function patientOf(desk: StudiesOnDesk, view: ImageBoxView): string | undefined {
  const set: DisplaySet | undefined = view.state().set;
  return set && strangerIn(desk, set);
}
