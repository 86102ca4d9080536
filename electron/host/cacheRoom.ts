import type { Log } from '#electron/base/logging/log.ts';
import type { Clock } from '#electron/base/world.ts';
import type { StudyCache } from '#electron/services/cache/index.ts';
import type { Result } from '#shared/base/result.ts';
import {
  type CacheLevel,
  chooseEvictions,
  isProtected,
  type KeptStudy,
  levelOf,
} from '#shared/cache/evictionPolicy.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { StorageDescription } from '#shared/contract/link.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';

export interface CacheRoomOptions {
  readonly clock: Pick<Clock, 'now' | 'monotonicMs' | 'after'>;
  /** The wall clock is known to be wrong. */
  readonly isClockSuspect?: () => boolean;
  readonly cache: Pick<StudyCache, 'usedBytes' | 'listSizes' | 'removeStudy' | 'disk'>;
  /** As the reader has set it. */
  readonly limitBytes: () => number;
  /** How long what was read is kept after its report arrived. */
  readonly keepReadDays: () => number;
  /** What speaks for and against keeping a study, as it is now. */
  readonly standingOf: (study: StudyRef) => Omit<KeptStudy, 'study' | 'bytes'>;
  readonly audit: {
    record(action: string, details: Readonly<Record<string, string | number>>): Result<unknown, Failure>;
  };
  readonly log: Log;
  readonly onEvicted: (study: StudyRef) => void;
  /** It is nearly full, or no longer. */
  readonly onLevel?: (level: CacheLevel) => void;
  /** There is room where there was none, or none where there was some. */
  readonly onChanged: () => void;
}

/** What a STAT may take beyond the limit, bytes, where the disk has it: nobody who is waited for rests for a setting. */
const mostOverBytes = 2e9;
/** Nothing could be let go of: looked at again after so long, for reports are delivered and studies closed. */
const againAfterMs = 10_000;
/** A computer sleeps over a long weekend; a wall clock that leaps further was set, and nothing grows old by it. */
const longestSleepMs = 4 * 86_400_000;

/** Keeps the cache within its limit: says whether there is room, and makes some by destroying keys (link.md O12). */
export class CacheRoom {
  readonly #options: CacheRoomOptions;
  #failure: Failure | undefined;
  #making: Promise<void> | undefined;
  #level: CacheLevel = 'roomy';
  #notBefore = 0;
  #stopped = false;
  #cancelTimer: (() => void) | undefined;
  /** Of the wall clock before the monotonic one, when it was last looked at. */
  #wallAheadMs: number;
  /** By how much the wall clock was set since the start. */
  #wasSetMs = 0;

  constructor(options: CacheRoomOptions) {
    this.#options = options;
    this.#wallAheadMs = options.clock.now() - options.clock.monotonicMs();
  }

  /** Why nothing is fetched ahead; undefined while there is room or some is being made. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** The same as a reason for the link panel and the list. */
  get rest(): 'cacheFull' | 'diskFull' | undefined {
    if (this.#options.cache.disk.isLow) return 'diskFull';
    return this.#failure && 'cacheFull';
  }

  /** What the budget asks: a STAT goes over the limit, and by how much it may is used up, or the disk is full. */
  get forBudget(): 'roomy' | 'cacheFull' | 'overfull' | 'diskFull' {
    const { cache } = this.#options;
    if (cache.disk.isLow) return 'diskFull';
    if (this.#isWithinLimit() && !this.#failure) return 'roomy';
    return cache.usedBytes() < this.limitBytes + mostOverBytes ? 'cacheFull' : 'overfull';
  }

  /** Why such a study does not come; a STAT rests only where there is no room at all. */
  failureFor(isStat: boolean): Failure | undefined {
    return isStat && this.forBudget === 'cacheFull' ? undefined : this.#failure;
  }

  /** The reader's limit, or the part of this disk that the cache may take, whichever is less. */
  get limitBytes(): number {
    return Math.min(this.#options.limitBytes(), this.#options.cache.disk.quotaBytes);
  }

  hasRoom(): boolean {
    return this.#isWithinLimit() && !this.#options.cache.disk.isLow;
  }

  /** Earlier examinations come only into a cache that is not nearly full: they would be let go of for one another. */
  hasRoomForPriors(): boolean {
    return this.hasRoom() && this.describe().level === 'roomy';
  }

  describe(): StorageDescription {
    const usedBytes = this.#options.cache.usedBytes();
    return { usedBytes, limitBytes: this.limitBytes, level: levelOf(usedBytes, this.limitBytes) };
  }

  /** Call before each plan. Where the cache is full, begins to make room; `onChanged` tells of what came of it. */
  check(): void {
    this.#noteClock();
    const hasRoom = this.hasRoom();
    if (hasRoom) this.#say(undefined);
    this.#noteLevel();
    if (hasRoom || this.#stopped || this.#making || this.#options.clock.monotonicMs() < this.#notBefore) return;
    this.#making = this.#make()
      .catch((bug: unknown) => {
        this.#options.log.error('cache.evictionFailed', { kind: bug instanceof Error ? bug.name : typeof bug });
      })
      .finally(() => {
        this.#making = undefined;
        this.#conclude();
      });
  }

  /** Lets the removal that is under way end, and begins no other. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#making;
    this.#cancelTimer?.();
  }

  async #make(): Promise<void> {
    const { cache, standingOf, clock } = this.#options;
    const sizes = cache.listSizes();
    const kept = sizes.map(({ study, bytes }) => ({ study, bytes, ...standingOf(study) }));
    const bytesOf = new Map(sizes.map(({ study, bytes }) => [study, bytes]));
    const rule = { now: clock.now() - this.#wasSetMs, keepReadMs: this.#keepReadMs };
    for (const study of chooseEvictions(kept, cache.usedBytes(), this.#limitToMake(), rule)) {
      if (this.#mayGo(study)) await this.#evict(study, bytesOf.get(study) ?? 0);
    }
  }

  get #keepReadMs(): number {
    const { isClockSuspect, keepReadDays } = this.#options;
    return isClockSuspect?.() === true ? Number.POSITIVE_INFINITY : keepReadDays() * 86_400_000;
  }

  /** Where the monotonic clock rests in sleep, night for night the wall clock goes ahead of it. */
  #noteClock(): void {
    const { clock } = this.#options;
    const wallAheadMs = clock.now() - clock.monotonicMs();
    const leaptMs = wallAheadMs - this.#wallAheadMs;
    if (Math.abs(leaptMs) > longestSleepMs) this.#wasSetMs += leaptMs;
    this.#wallAheadMs = wallAheadMs;
  }

  /** As it stands now: removing takes time, in which a study may be opened and a report begun. */
  #mayGo(study: StudyRef): boolean {
    return !this.#stopped && !isProtected({ study, bytes: 0, ...this.#options.standingOf(study) });
  }

  async #evict(study: StudyRef, bytes: number): Promise<void> {
    const { cache, audit, log, onEvicted } = this.#options;
    await cache.removeStudy(study, () => this.#mayGo(study));
    // Where it must not go after all, or its keys could not be destroyed, the study is whole, and stays.
    if (cache.listSizes().some((one) => isSame(one.study, study))) return;
    const { archiveId, studyInstanceUID } = study;
    const audited = audit.record('cache.evicted', { archiveId, studyInstanceUID, bytes });
    if (!audited.ok) log.warn('cache.evictionNotAudited', { code: audited.failure.code });
    log.info('cache.evicted', { bytes });
    onEvicted(study);
  }

  #conclude(): void {
    const hasRoom = this.hasRoom();
    if (!hasRoom) {
      this.#notBefore = this.#options.clock.monotonicMs() + againAfterMs;
      this.#cancelTimer?.();
      this.#cancelTimer = this.#options.clock.after(againAfterMs, () => this.check());
    }
    this.#say(hasRoom ? undefined : failureOf(this.#isWithinLimit() ? 'DiskFull' : 'CacheFull'));
    if (hasRoom) this.#options.onChanged();
  }

  #isWithinLimit(): boolean {
    return this.#options.cache.usedBytes() < this.limitBytes;
  }

  /** On a disk that others have filled the cache gives way too: by a tenth of itself, each time it is looked at. */
  #limitToMake(): number {
    const { usedBytes } = this.describe();
    return this.#options.cache.disk.isLow ? Math.min(this.limitBytes, usedBytes) : this.limitBytes;
  }

  /** That it is nearly full is said before nothing more comes. */
  #noteLevel(): void {
    const { level } = this.describe();
    if (level === this.#level) return;
    const wasSaid = this.#level === 'nearlyFull';
    this.#level = level;
    if (level === 'nearlyFull' || wasSaid) this.#options.onLevel?.(level);
  }

  #say(failure: Failure | undefined): void {
    if (failure?.code === this.#failure?.code) return;
    this.#failure = failure;
    this.#options.onChanged();
  }
}

function isSame(one: StudyRef, other: StudyRef): boolean {
  return one.archiveId === other.archiveId && one.studyInstanceUID === other.studyInstanceUID;
}
