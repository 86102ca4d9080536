import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { FetchTier, FrameRequest } from '#shared/prefetch/frameRequest.ts';
import type { BodyToCome } from '../archive/index.ts';

/** One question on its way to an archive. */
export interface FetchJob {
  readonly lane: 'interactive' | 'background';
  readonly tier: FetchTier;
  readonly instance: {
    readonly study: StudyInstanceUID;
    readonly series: SeriesInstanceUID;
    readonly instance: SOPInstanceUID;
  };
  /** What has not arrived yet, by frame number, in the order asked. */
  readonly remaining: Map<number, FrameKey>;
  readonly signal: AbortSignal;
  /** On a clock that never jumps. */
  readonly startedAtMs: number;
  arrived: number;
  isPreempted: boolean;
  /** Its instance has become another since it was asked for: what still comes is not taken. */
  isOutdated: boolean;
  /** Something more urgent waits: it ends with the frame that is arriving. */
  yields: boolean;
  /** When the head of its answer came, on the same clock. */
  headAtMs: number | undefined;
  /** Undefined where its head did not say how long it is. */
  body: BodyToCome | undefined;
  cancel(): void;
  /** Stops it so that a frame on display need not wait for the rest of the list. */
  preempt(): void;
}

/** `keys`: at least one, all of one instance. */
export function startJob(
  keys: readonly FrameKey[],
  lane: FetchJob['lane'],
  tier: FetchTier,
  startedAtMs: number,
): FetchJob | undefined {
  const [first] = keys;
  if (!first) return undefined;
  const controller = new AbortController();
  return {
    lane,
    tier,
    instance: { study: first.studyInstanceUID, series: first.seriesInstanceUID, instance: first.sopInstanceUID },
    remaining: new Map(keys.map((key) => [key.frameNumber, key])),
    signal: controller.signal,
    startedAtMs,
    arrived: 0,
    headAtMs: undefined,
    body: undefined,
    isPreempted: false,
    isOutdated: false,
    yields: false,
    cancel: () => controller.abort(),
    preempt() {
      this.isPreempted = true;
      controller.abort();
    },
  };
}

export function keysOf(request: FrameRequest): readonly FrameKey[] {
  const { study, seriesInstanceUID, sopInstanceUID } = request;
  return request.frameNumbers.map((frameNumber) => ({ ...study, seriesInstanceUID, sopInstanceUID, frameNumber }));
}
