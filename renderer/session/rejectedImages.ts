import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { type RejectionReason, rejectionReasons } from '#shared/dicom/documents/keyObject.ts';
import { type Rejections, readRejections, rejectionOf } from '#shared/dicom/documents/rejections.ts';

const known = new WeakMap<StudySnapshot, Rejections>();

/** Why the site rejected an image of a study, by the lists in that study; undefined where it did not. */
export function rejectionOfImage(
  snapshot: StudySnapshot | undefined,
  { image, frame }: FrameOfImage,
): RejectionReason | undefined {
  return snapshot && rejectionOf(rejectionsOf(snapshot), image.sopInstanceUID, frame.frameNumber);
}

/** How many images of a display set were rejected, and the worst reason; undefined where none was. */
export function rejectedIn(
  snapshot: StudySnapshot | undefined,
  { frames }: Pick<DisplaySet, 'frames'>,
): { readonly count: number; readonly reason: RejectionReason } | undefined {
  if (!snapshot || rejectionsOf(snapshot).size === 0) return undefined;
  const reasons = frames.flatMap((item) => rejectionOfImage(snapshot, item) ?? []);
  const worst = rejectionReasons.find((reason) => reasons.includes(reason));
  return worst && { count: reasons.length, reason: worst };
}

/** Read once for an answer: the lists of a study stay what they are. */
function rejectionsOf(snapshot: StudySnapshot): Rejections {
  const before = known.get(snapshot);
  if (before) return before;
  const read = readRejections(snapshot.series.flatMap(({ instances }) => instances));
  known.set(snapshot, read);
  return read;
}
