import { mayComeLater } from '../../../imaging/frames/frameChecks.ts';
import type { FrameLedger } from '../../../imaging/frames/ledger.ts';
import type { Presence } from './presence.ts';

/** What the scroll bar says of one slice, in this order: what needs the eye goes before what is well. */
export type SliceMark = 'failed' | 'viewed' | 'here' | 'awaited' | 'unknown';

/**
 * One mark for each image. What this window has checked is here whatever the disk says; what the host has not yet
 * told of is unknown, and never drawn as awaited. Failed is only what is no image: what the line did not bring is awaited,
 * for it comes when the line is back.
 */
export function sliceMarks(
  imageIds: readonly string[],
  ledger: Pick<FrameLedger, 'markOf' | 'failureOf' | 'wasViewed' | 'wasSeen'>,
  presence: Presence,
): readonly SliceMark[] {
  return imageIds.map((imageId) => {
    const mark = ledger.markOf(imageId);
    const failure = ledger.failureOf(imageId);
    const isItsOwn = failure === undefined || !mayComeLater(failure);
    if (mark === 'failed' && isItsOwn && !presence?.has(imageId)) return 'failed';
    if (ledger.wasViewed(imageId)) return 'viewed';
    if (mark === 'checked' || presence?.has(imageId)) return ledger.wasSeen(imageId) ? 'viewed' : 'here';
    return presence ? 'awaited' : 'unknown';
  });
}

export function countHere(marks: readonly SliceMark[]): number {
  return marks.filter((mark) => mark === 'here' || mark === 'viewed').length;
}
