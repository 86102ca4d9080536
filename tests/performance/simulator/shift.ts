import type { StudyToPlan } from '#shared/prefetch/frameRequest.ts';
import type { Priority } from '#shared/worklist/priority.ts';

/** An earlier study of the same patient. */
export interface PriorStudy {
  readonly plan: StudyToPlan;
  /** Whether `relevantPriors` would have it fetched ahead, going by what the archive says of it. */
  readonly isRelevant: boolean;
  /** Whether it is of the same region and kind, whatever the archive says. */
  readonly isMatching: boolean;
  /** Whether the reader will look at it beside the study. */
  readonly isOpened: boolean;
}

/** One study of the shift. Times in seconds from its beginning. */
export interface ShiftStudy {
  /** Nothing of it fetched. */
  readonly plan: StudyToPlan;
  readonly kind: string;
  readonly priority: Priority;
  readonly arrivesAt: number;
  readonly dueAt: number;
  /** What such a study usually takes to read; what it did take is the reader's. */
  readonly usualReading: number;
  /** Images at the end of the last series that the scanner sends later. */
  readonly late?: { readonly at: number; readonly instances: number } | undefined;
  /** Newest first. */
  readonly priors: readonly PriorStudy[];
  /** When this reader opens it; undefined when a colleague took it, or the shift ended before. */
  readonly opensAt: number | undefined;
  /** When the reader is done with it. */
  readonly closesAt: number | undefined;
  /** When a colleague took it off this reader's list. */
  readonly claimedAt: number | undefined;
}

/**
 * What happens in a shift whatever is fetched. The reader opens studies at the same moments under every policy: then
 * all policies answer the same questions, and what a better informed one could have had is a true bound.
 */
export interface Shift {
  /** When the reader sits down. */
  readonly signsOnAt: number;
  readonly studies: readonly ShiftStudy[];
}
