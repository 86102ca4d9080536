import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../../../imaging/frames/frameCatalogue.ts';
import type { FrameLedger } from '../../../imaging/frames/ledger.ts';
import type { Presence } from '../scrolling/presence.ts';

const idsOf = new WeakMap<DisplaySet, readonly string[]>();

/** Image ids of a display set, made once: a panel of five thousand images asks at every change. */
export function imageIdsOf(set: DisplaySet): readonly string[] {
  const before = idsOf.get(set);
  if (before) return before;
  const ids = set.frames.map(imageIdOf);
  idsOf.set(set, ids);
  return ids;
}

export interface SeriesCounts {
  readonly count: number;
  /** On this disk, or checked in this window: what came and was looked at counts before the disk is asked again. */
  readonly here: number;
  /** Never drawn at full quality. */
  readonly unviewed: number;
}

export function countSeries(
  set: DisplaySet,
  ledger: Pick<FrameLedger, 'markOf' | 'wasViewed' | 'wasSeen'>,
  presence: Presence,
): SeriesCounts {
  const ids = imageIdsOf(set);
  let [here, unviewed] = [0, 0];
  for (const id of ids) {
    if (ledger.wasViewed(id) || ledger.markOf(id) === 'checked' || presence?.has(id) === true) here += 1;
    if (!ledger.wasSeen(id)) unviewed += 1;
  }
  return { count: ids.length, here, unviewed };
}
