import type { World } from '#electron/base/world.ts';
import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { Urgency } from '#shared/contract/frames.ts';
import type { ArchiveId, FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import type { FrameRequest } from '#shared/prefetch/frameRequest.ts';
import type { ArchiveClient } from '../archive/index.ts';
import type { StudyCache } from '../cache/index.ts';
import { ArchiveLine } from './archiveLine.ts';
import type { LineState } from './archiveLineOptions.ts';
import { HouseholdKeeper } from './householdKeeper.ts';
import type { LineWatch } from './linePace.ts';
import type { FrameReceiver } from './receiveFrame.ts';
import type { FrameAnswer } from './wantList.ts';
import { WarmLanes } from './warmLanes.ts';

export interface FetchQueueEvents {
  stored(key: FrameKey): void;
  frameFailed(key: FrameKey, failure: Failure): void;
  /** An archive went away or came back, or the disk took no more or takes some again. */
  flowChanged(): void;
  /** False while nothing may be fetched that nobody waits for. */
  mayFetchAhead?(): boolean;
  planLow(): void;
  bug(bug: unknown): void;
}

/** A full disk is tried again after so long: the reader may have made room. */
const diskPauseMs = 60_000;

/**
 * The one queue for every frame that is not on this disk. A frame is asked for once, whoever wants it: a wish raises
 * what waits and joins what is on its way (rule O8).
 */
export class FetchQueue {
  readonly #world: World;
  readonly #cache: StudyCache;
  readonly #receiver: FrameReceiver;
  readonly #events: FetchQueueEvents;
  readonly #watch: LineWatch | undefined;
  readonly #household: HouseholdKeeper;
  #householdPercent = 0;
  #mayFetchAside = true;
  readonly #warmth: WarmLanes;
  #isReading = false;
  readonly #lines = new Map<ArchiveId, ArchiveLine>();
  #disk: { readonly failure: Failure; readonly cancel: () => void } | undefined;
  #lastPlan: { readonly requests: readonly FrameRequest[]; readonly limit: number } = { requests: [], limit: 1 };

  /** @param watch measures the lines; without it, the number of requests is fixed and silence is not noticed. */
  constructor(world: World, cache: StudyCache, receiver: FrameReceiver, events: FetchQueueEvents, watch?: LineWatch) {
    this.#watch = watch;
    this.#warmth = new WarmLanes(world.clock, () => [...this.#lines.values()]);
    this.#world = world;
    this.#cache = cache;
    this.#receiver = receiver;
    this.#events = events;
    this.#household = new HouseholdKeeper(
      world.clock,
      () => this.#householdPercent,
      () => {
        for (const line of this.#lines.values()) line.pump();
      },
    );
  }

  /** Of a hundred, so much of the line's time is left to others in the house (rule O10). */
  leaveToOthers(percent: number): void {
    this.#householdPercent = percent;
  }

  /** Whether wishes of no urgency may be asked for: not where the budget allows only what is looked at. */
  allowAside(isAllowed: boolean): void {
    this.#mayFetchAside = isAllowed;
  }

  /** Archives that stay keep what they have on the way; those that are gone or changed stop, and their wishes are answered. */
  async setArchives(clients: readonly ArchiveClient[]): Promise<void> {
    const gone = [...this.#lines.values()].filter((line) => !clients.includes(line.client));
    for (const { client } of gone) this.#lines.delete(client.archiveId);
    for (const client of clients) {
      if (!this.#lines.has(client.archiveId)) this.#lines.set(client.archiveId, this.#openLine(client));
    }
    await Promise.all(gone.map((line) => line.stop()));
  }

  read(key: FrameKey, urgency: Urgency, signal?: CancelSignal): Promise<FrameAnswer> {
    const line = this.#lines.get(key.archiveId);
    if (!line) return Promise.resolve(fail(failureOf('ArchiveNotConfigured')));
    return line.read(key, urgency, signal);
  }

  /** `limit`: with so many requests of one archive the plan left some out, and is to be made again when they run low. */
  setPlan(requests: readonly FrameRequest[], limit = Number.POSITIVE_INFINITY): void {
    this.#lastPlan = { requests, limit };
    for (const [id, line] of this.#lines) {
      const share = requests.filter(({ study }) => study.archiveId === id);
      line.setPlan(share, share.length >= limit);
    }
  }

  /** Why nothing more of a study comes at present; undefined while it does. */
  failureOf(study: StudyRef): Failure | undefined {
    return this.#lines.get(study.archiveId)?.failure ?? this.#disk?.failure;
  }

  /** Why nothing comes over the line to an archive, whatever this disk takes; undefined while it answers. */
  lineFailureOf(archiveId: ArchiveId): Failure | undefined {
    return this.#lines.get(archiveId)?.failure;
  }

  /** Whether an archive is known to be away, so that nothing need be tried. */
  isAway(archiveId: ArchiveId): boolean {
    return this.lineFailureOf(archiveId) !== undefined;
  }

  /** A study's lists are asked for. Answers what to call with the failure, or with none, when they have been. */
  beginQuestion(archiveId: ArchiveId): (failure: Failure | undefined) => void {
    return this.#lines.get(archiveId)?.beginQuestion() ?? (() => undefined);
  }

  instancesReplaced(study: StudyRef, sopInstanceUIDs: readonly string[]): void {
    this.#lines.get(study.archiveId)?.instancesReplaced(study, new Set(sopInstanceUIDs));
  }

  archiveAnswered(archiveId: ArchiveId): void {
    this.#lines.get(archiveId)?.archiveAnswered();
  }

  /** What came of a frame was no image, and will not be: it is left alone until failures are forgiven. */
  giveUp(key: FrameKey, failure: Failure): void {
    this.#lines.get(key.archiveId)?.giveUp(key, failure);
  }

  forgiveFailures(archiveId: ArchiveId): void {
    this.#lines.get(archiveId)?.forgiveFailures();
  }

  /** How much of an archive's line is in use for background work, and the most that pays at present. */
  lineStateOf(archiveId: ArchiveId): LineState {
    return this.#lines.get(archiveId)?.state ?? { inFlight: 0, limit: 0 };
  }

  /** Whether anything is on its way in the background. */
  get isAnyFetching(): boolean {
    return [...this.#lines.values()].some((line) => line.state.inFlight > 0);
  }

  /** Whether something of a study is on its way now. */
  isFetching(study: StudyRef): boolean {
    return this.#lines.get(study.archiveId)?.isFetching(study) ?? false;
  }

  /** Somebody has a study open: what is fetched for later must not be felt (rule N5). */
  setReading(isReading: boolean): void {
    if (this.#isReading === isReading) return;
    this.#isReading = isReading;
    this.#warmth.note(isReading);
    if (!isReading) for (const line of this.#lines.values()) line.pump();
  }

  /** A study of this archive is being opened that is not here: the line is its own until its first frame (rule N4). */
  makeWay(archiveId: ArchiveId): void {
    this.#lines.get(archiveId)?.makeWay();
  }

  /** The network has changed, or the computer woke: every connection is dialled anew and nothing waits (rule N10). */
  lineChanged(): void {
    for (const line of this.#lines.values()) line.networkChanged();
  }

  async stop(): Promise<void> {
    this.#disk?.cancel();
    this.#warmth.stop();
    this.#household.stop();
    await Promise.all([...this.#lines.values()].map((line) => line.stop()));
  }

  #openLine(client: ArchiveClient): ArchiveLine {
    return new ArchiveLine({
      client,
      receiver: this.#receiver,
      clock: this.#world.clock,
      random: this.#world.random,
      watch: this.#watch,
      household: this.#household,
      isReading: () => this.#isReading,
      hasFrame: (key) => this.#cache.hasFrame(key),
      mayKeep: () => this.#disk === undefined && (this.#events.mayFetchAhead?.() ?? true),
      mayFetchAside: () => this.#mayFetchAside,
      onStored: (key) => this.#events.stored(key),
      onFrameFailed: (key, failure) => this.#events.frameFailed(key, failure),
      onNotKept: (failure) => this.#pauseForDisk(failure),
      onCircuit: () => this.#events.flowChanged(),
      onPlanLow: () => this.#events.planLow(),
      onBug: (bug) => this.#events.bug(bug),
    });
  }

  #pauseForDisk(failure: Failure): void {
    if (this.#disk) return;
    const cancel = this.#world.clock.after(diskPauseMs, () => {
      this.#disk = undefined;
      this.#events.flowChanged();
      this.setPlan(this.#lastPlan.requests, this.#lastPlan.limit);
    });
    this.#disk = { failure, cancel };
    this.#events.flowChanged();
  }
}
