import type { StudySnapshot } from '#shared/contract/studies.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { listedPatient, otherPatient } from '#shared/worklist/otherPatient.ts';
import { type StudiesOnDesk, strangerIn } from '../../../session/comparedPlane.ts';
import { hasSet, keyOf } from '../../../session/studyOnDesk.ts';
import type { OpenDocument } from './documentDesk.ts';

const known = new WeakMap<StudySnapshot, ReadonlySet<string>>();

/**
 * Whether what a document names is this image: of two studies on the desk that hold images of one name, the document
 * means its own (T22). An image that only another study has is the one that it names.
 */
export function maySpeakOf({ snapshot }: OpenDocument, { image }: FrameOfImage): boolean {
  if (image.studyInstanceUID === snapshot.item.study.studyInstanceUID) return true;
  return !instancesOf(snapshot).has(image.sopInstanceUID);
}

/**
 * Whether what a document marks in space may be looked for in a display set: always in its own study; in another one only
 * where nothing speaks against both being of the patient that is read. Devices, and those who anonymise, have given one
 * frame of reference to many bodies (T22).
 */
export function mayShareBody(desk: StudiesOnDesk, { snapshot }: OpenDocument, set: DisplaySet): boolean {
  const own = desk.studies.find((study) => hasSet(study, set.id));
  if (own && keyOf(own) === studyKey(snapshot.item.study)) return true;
  const isStranger = otherPatient(desk.snapshot.item, listedPatient(snapshot.item)) !== undefined;
  return !isStranger && strangerIn(desk, set) === undefined;
}

function instancesOf(snapshot: StudySnapshot): ReadonlySet<string> {
  const before = known.get(snapshot);
  if (before) return before;
  const instances = snapshot.series.flatMap((series) => series.instances);
  const uids = new Set(instances.map((instance) => textOf(instance, 'SOPInstanceUID') ?? ''));
  known.set(snapshot, uids);
  return uids;
}
