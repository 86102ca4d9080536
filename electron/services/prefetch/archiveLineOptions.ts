import type { Clock, Random } from '#electron/base/world.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { ArchiveClient } from '../archive/index.ts';
import type { HouseholdKeeper } from './householdKeeper.ts';
import type { LineWatch } from './linePace.ts';
import type { FrameReceiver } from './receiveFrame.ts';

export interface ArchiveLineOptions {
  readonly client: ArchiveClient;
  readonly receiver: FrameReceiver;
  readonly clock: Clock;
  readonly random: Random;
  /** Measures the line; without it, the number of requests is fixed. */
  readonly watch: LineWatch | undefined;
  /** Leaves others in the house their part of the line. */
  readonly household: HouseholdKeeper;
  /** Somebody reads: what is fetched for later must not be felt. */
  readonly isReading: () => boolean;
  readonly hasFrame: (key: FrameKey) => boolean;
  /** False while the disk takes no more: prefetch rests, wishes do not. */
  readonly mayKeep: () => boolean;
  /** False while only what is looked at may be asked for. */
  readonly mayFetchAside: () => boolean;
  readonly onStored: (key: FrameKey) => void;
  readonly onFrameFailed: (key: FrameKey, failure: Failure) => void;
  readonly onNotKept: (failure: Failure) => void;
  readonly onCircuit: () => void;
  readonly onBug: (bug: unknown) => void;
  /** The plan runs low: make it again. */
  readonly onPlanLow: () => void;
}

/** `inFlight` and `limit` are of background work. */
export interface LineState {
  readonly inFlight: number;
  /** For what somebody looks at, beside those. */
  readonly onScreen?: number;
  readonly limit: number;
}
