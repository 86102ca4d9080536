import type { StudySnapshot } from '#shared/contract/studies.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
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

function instancesOf(snapshot: StudySnapshot): ReadonlySet<string> {
  const before = known.get(snapshot);
  if (before) return before;
  const instances = snapshot.series.flatMap((series) => series.instances);
  const uids = new Set(instances.map((instance) => textOf(instance, 'SOPInstanceUID') ?? ''));
  known.set(snapshot, uids);
  return uids;
}
