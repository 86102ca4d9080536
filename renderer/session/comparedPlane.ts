import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { ImagePatient } from '#shared/dicom/imagePatient.ts';
import { listedPatient, otherPatient } from '#shared/worklist/otherPatient.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { frameNameOf, type ShownPlane } from '../imaging/plane/shownPlane.ts';
import type { ReadingState } from './readingState.ts';
import { hasSet } from './studyOnDesk.ts';

/** The studies on the desk, and whose they are. */
export type StudiesOnDesk = Pick<ReadingState, 'snapshot' | 'studies'>;

interface Known {
  readonly desk: StudiesOnDesk;
  readonly stranger: string | undefined;
}
const known = new WeakMap<DisplaySet, Known>();

/**
 * Names the patient of a display set where that may be another than the patient of the study that is read (T22), by what
 * the list says of its study or any of its images says. Undefined: nothing speaks against its being the same.
 */
export function strangerIn(desk: StudiesOnDesk, set: DisplaySet): string | undefined {
  const before = known.get(set);
  if (before && before.desk.snapshot === desk.snapshot && before.desk.studies === desk.studies) return before.stranger;
  const study = desk.studies.find((each) => hasSet(each, set.id));
  const named = new Set([
    ...(study ? [listedPatient(study.snapshot.item)] : []),
    ...set.frames.map(({ image }) => image.patient),
  ]);
  const other = [...named].find((patient) => otherPatient(desk.snapshot.item, patient) !== undefined);
  const stranger = other && nameOf(other);
  known.set(set, { desk: { snapshot: desk.snapshot, studies: desk.studies }, stranger });
  return stranger;
}

function nameOf({ patientId, issuer, name }: ImagePatient): string {
  return JSON.stringify([patientId, issuer, name]);
}

/**
 * Names the space in which a display set lies, for comparing: two bodies never share one, though devices and those who
 * anonymise have given the same frame of reference to both.
 */
export function comparedFrameOf(desk: StudiesOnDesk, set: DisplaySet): string | undefined {
  const frame = frameNameOf(set);
  return frame === undefined ? undefined : ofBody(frame, strangerIn(desk, set));
}

/** The plane that a view shows, in the space in which it may be compared with others. */
export function comparedPlaneOf(desk: StudiesOnDesk, view: ImageBoxView | undefined): ShownPlane | undefined {
  const plane = view?.shownPlane?.();
  const { set } = view?.state() ?? {};
  if (!plane || !set) return plane;
  return { ...plane, frameOfReferenceUID: ofBody(plane.frameOfReferenceUID, strangerIn(desk, set)) };
}

function ofBody(frame: string, stranger: string | undefined): string {
  return stranger === undefined ? frame : `${frame} of ${stranger}`;
}
