import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { ImagePatient } from '#shared/dicom/imagePatient.ts';
import { listedPatient, otherPatient, type StudyPatient } from '#shared/worklist/otherPatient.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';

export interface PatientOnScreen {
  /** Whom the image names; undefined where it names nobody, and the list's word stands. */
  readonly patient: ImagePatient | undefined;
  readonly differs: 'patient' | 'name' | undefined;
}

/**
 * Whom the image on the screen names, never whom the list names for it (T22). Over what has not come it is whom its
 * attributes name. A plane, and a body in space, are made of a whole set: one image of another patient in it is enough.
 */
export function patientOnScreen(
  study: StudyPatient,
  { drawn, cover, set, asked }: Pick<BoxState, 'drawn' | 'cover' | 'set' | 'asked'>,
  isOfWholeSet: boolean,
): PatientOnScreen {
  if (isOfWholeSet) {
    const [other] = set ? otherPatientsIn(study, set) : [];
    return other ?? { patient: set?.frames[0]?.image.patient, differs: undefined };
  }
  const image = cover || !drawn ? set?.frames[asked]?.image : drawn.item.image;
  return { patient: image?.patient, differs: otherPatient(study, image?.patient) };
}

/**
 * The same for an image of an earlier study beside: where it names nobody, whom the list names for that study stands,
 * and is compared with the patient of the study that is read.
 */
export function patientBeside(current: WorklistItem, own: WorklistItem, onScreen: PatientOnScreen): PatientOnScreen {
  if (own === current || onScreen.differs) return onScreen;
  const listed = listedPatient(own);
  const differs = otherPatient(current, listed);
  return differs ? { patient: onScreen.patient ?? listed, differs } : onScreen;
}

/** Whom the volume names that is laid over another; the patient of its own study counts too, as beside. */
export function patientLaidOver(
  current: WorklistItem,
  own: WorklistItem,
  set: Pick<DisplaySet, 'frames'>,
): PatientOnScreen {
  const [other] = otherPatientsIn(current, set);
  return patientBeside(current, own, other ?? { patient: set.frames[0]?.image.patient, differs: undefined });
}

/** Everybody whom images of a set name and who is not the patient of the study; each once. */
export function otherPatientsIn(study: StudyPatient, { frames }: Pick<DisplaySet, 'frames'>): PatientOnScreen[] {
  const named = new Set(frames.map(({ image }) => image.patient));
  return [...named]
    .map((patient) => ({ patient, differs: otherPatient(study, patient) }))
    .filter(({ differs }) => differs !== undefined);
}
