import type { StudyRef } from '../dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID } from '../dicom/uids.ts';

/** Why a study is fetched; in this order, strictly (link.md section 5.2). The contract's words are these. */
export const fetchReasons = ['open', 'stat', 'due', 'prior', 'likely'] as const;
export type FetchReason = (typeof fetchReasons)[number];

/** Why a frame is fetched; strict: nothing of a later tier is asked for while an earlier one waits. */
export const fetchTiers = ['display', ...fetchReasons] as const;
export type FetchTier = (typeof fetchTiers)[number];

/** One question to an archive: frames of one instance, asked as a list (rule N14). */
export interface FrameRequest {
  readonly tier: FetchTier;
  readonly study: StudyRef;
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly sopInstanceUID: SOPInstanceUID;
  /** Ascending, from 1. */
  readonly frameNumbers: readonly number[];
}

/** An image instance and what of it is not on this disk. */
export interface InstanceToPlan {
  readonly sopInstanceUID: SOPInstanceUID;
  readonly numberOfFrames: number;
  /** Ascending, from 1. */
  readonly missing: readonly number[];
  /** Bytes of one frame on the wire, estimated. */
  readonly frameBytes: number;
}

export interface SeriesToPlan {
  readonly seriesInstanceUID: SeriesInstanceUID;
  /** In the order they are read. */
  readonly instances: readonly InstanceToPlan[];
}

export interface StudyToPlan {
  readonly study: StudyRef;
  readonly series: readonly SeriesToPlan[];
  /** Series that will hang, in the order in which they are wanted (rule O2); the others come after them. */
  readonly hangOrder?: readonly SeriesInstanceUID[];
}
