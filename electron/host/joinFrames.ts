import type { Log } from '#electron/base/logging/log.ts';
import {
  checkFrame,
  createFrameReceiver,
  FetchQueue,
  type FetchQueueEvents,
  FrameChecker,
  type FrameDiffers,
  LaterChecks,
  type StudyIndex,
} from '#electron/services/prefetch/index.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { ReadingNeeds } from './joinReading.ts';

export interface FrameEvents {
  /** False while it is not known what is here: it would be fetched twice. */
  mayFetchAhead(): boolean;
  planLow(): void;
  /** A frame came, or was made an image of: its study may be whole now. */
  stored(key: FrameKey): void;
  /** No image could be made of bytes that came whole. */
  bad(key: FrameKey, digest: string): void;
  /** The archive sends other bytes than before under this name. */
  differs(key: FrameKey): void;
}

/** The way of a frame from its archive to what counts as ready: asked for, checked, kept, made an image of once. */
export function joinFrames(
  needs: ReadingNeeds,
  index: StudyIndex,
  on: FrameEvents,
): { readonly queue: FetchQueue; readonly checker: FrameChecker | undefined } {
  const { world, log, cache, readiness, announcements } = needs;
  const count = (key: FrameKey) => {
    on.stored(key);
    announcements.readinessChanged(key);
  };
  const checker = createChecker(needs, on, count);
  const events: FetchQueueEvents = {
    stored: (key) => {
      readiness.noteStored(key, !checker?.isWaiting(key));
      count(key);
      announcements.linkChanged();
    },
    frameFailed: (key, failure) => {
      readiness.noteFrameFailed(key, failure);
      announcements.readinessChanged(key);
      log.warn('prefetch.frameFailed', { code: failure.code });
    },
    flowChanged: () => {
      // What an archive was not asked for while it was away.
      on.planLow();
      announcements.listChanged();
      announcements.linkChanged();
    },
    mayFetchAhead: () => on.mayFetchAhead(),
    planLow: () => on.planLow(),
    bug: (bug) => logBug(log, bug),
  };
  const receiver = createFrameReceiver(cache, index, checkFrame, {
    differs: (incident) => {
      recordDiffers(needs, incident);
      on.differs(incident.key);
    },
    kept: (frame, attributes) => void checker?.take(frame, attributes),
  });
  return { queue: new FetchQueue(world, cache, receiver, events, needs.book), checker };
}

function createChecker(
  { world, parser, readiness, cache }: ReadingNeeds,
  on: FrameEvents,
  count: (key: FrameKey) => void,
): FrameChecker | undefined {
  if (!parser) return undefined;
  return new FrameChecker({
    clock: world.clock,
    decode: (frame) => parser.checkFrame(frame),
    onChecked: (key) => {
      readiness.noteChecked(key);
      count(key);
    },
    onProven: (key, digest) => cache.noteChecked(key, digest),
    onBad: (key, digest) => {
      readiness.noteChecked(key);
      on.bad(key, digest);
    },
  });
}

/** What was not made an image of when it came is, while nobody reads, nothing is fetched and the plug is in (V3). */
export function checkLater(
  { world, cache, log }: ReadingNeeds,
  index: StudyIndex,
  checker: FrameChecker,
  on: { mayRun(): boolean; lost(key: FrameKey): void; bad(key: FrameKey, digest: string): void },
): LaterChecks {
  return new LaterChecks({
    clock: world.clock,
    cache,
    verdictOf: async (frame) => {
      const instance = index.instanceOf(frame.key);
      return instance && checker.verdictOf(frame, instance.attributes);
    },
    mayRun: () => checker.isIdle && on.mayRun(),
    onBad: (key, digest) => on.bad(key, digest),
    onLost: (key) => on.lost(key),
    onBug: (bug) => logBug(log, bug),
  });
}

/** V5: nothing is overwritten; what happened stands in the trail, for whoever asks the site. */
function recordDiffers({ audit, log }: ReadingNeeds, { key, first, second, kept }: FrameDiffers): void {
  const { archiveId, sopInstanceUID, frameNumber } = key;
  const details = { archiveId, sopInstanceUID, frameNumber, first, second, kept };
  const recorded = audit.record('archive.frameDiffers', details);
  log.warn('archive.frameDiffers', {
    sopInstanceUID,
    frameNumber,
    ...(!recorded.ok && { code: recorded.failure.code }),
  });
}

export function logBug(log: Log, bug: unknown): void {
  log.error('prefetch.unexpected', { kind: bug instanceof Error ? bug.name : typeof bug });
}
