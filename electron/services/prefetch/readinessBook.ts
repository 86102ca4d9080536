import type { Clock } from '#electron/base/world.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { type FrameKey, frameId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { lookAgain, type OwnReports, type StudyCounts, withoutOwn } from '#shared/worklist/archiveLook.ts';
import { compareNames, type NamedInstance } from '#shared/worklist/instanceNames.ts';
import type { StudyCache } from '../cache/index.ts';
import {
  describeReadiness,
  hasGrown,
  isShort,
  namesAfterReading,
  nothingHere,
  type StudyOnBook,
} from './readinessState.ts';

export type { StudyCounts } from '#shared/worklist/archiveLook.ts';

/** A list that names less than the archive counts is read again after pauses that grow: some archives count wrongly. */
const firstPauseMs = 60_000;
const longestPauseMs = 30 * 60_000;
/** An unchanged look is written down so often; what counts is what was seen, not each time. */
const writeLookEveryMs = 10 * 60_000;

interface Entry extends StudyOnBook {
  pauseMs: number;
  /** Monotonic. */
  readAgainAtMs: number;
  lookWrittenAt: number;
}

/**
 * How much of each study is here and proven, and as of when the archive agrees that this is all. A count that has
 * changed since is said (rules V6 to V8), and what is here stays readable.
 */
export class ReadinessBook {
  readonly #cache: Pick<StudyCache, 'countFrames' | 'saveLook' | 'readLook'>;
  readonly #clock: Pick<Clock, 'now' | 'monotonicMs'>;
  readonly #entries = new Map<string, Entry>();
  readonly #own = new Map<string, OwnReports>();
  readonly #isPartlyKept: (study: StudyRef) => boolean;

  constructor(
    cache: Pick<StudyCache, 'countFrames' | 'saveLook' | 'readLook'>,
    clock: Pick<Clock, 'now' | 'monotonicMs'>,
    isPartlyKept: (study: StudyRef) => boolean = () => false,
  ) {
    this.#isPartlyKept = isPartlyKept;
    this.#cache = cache;
    this.#clock = clock;
  }

  /** Reads from the cache what is kept of a study. `kept`: what the archive counted when its metadata was read. */
  load(study: StudyRef, kept: StudyCounts): void {
    const { present, listed, others, expected } = this.#countKept(study);
    const own = this.#own.get(studyKey(study));
    const { series } = withoutOwn(kept, listed, own);
    const isAll = listed.series > 0 && (series === undefined || listed.series >= series);
    const whole = isAll && !this.#isPartlyKept(study);
    const { seenInstances, seenOthers, isSigned = false, ...look } = this.#cache.readLook(study) ?? {};
    this.#entries.set(studyKey(study), {
      present,
      listed,
      others,
      expected: whole ? expected : undefined,
      acknowledgedInstances: whole ? kept.instances : undefined,
      counts: kept,
      look: look.firstAt === undefined ? undefined : (look as Entry['look']),
      names: undefined,
      own,
      seenInstances,
      seenOthers,
      isSigned,
      failedFrames: new Set(),
      uncheckedFrames: new Set(),
      failure: undefined,
      pauseMs: 0,
      readAgainAtMs: 0,
      lookWrittenAt: look.lastAt ?? 0,
    });
  }

  has(study: StudyRef): boolean {
    return this.#entries.has(studyKey(study));
  }

  forget(study: StudyRef): void {
    this.#entries.delete(studyKey(study));
  }

  /** Reports that were sent from here into the study, as far as each has got. Answers whether that is new. */
  noteOwnReports(study: StudyRef, own: OwnReports): boolean {
    const id = studyKey(study);
    const before = this.#own.get(id);
    this.#own.set(id, own);
    const entry = this.#entries.get(id);
    if (entry && !before) entry.listed = this.#countKept(study).listed;
    if (entry) entry.own = own;
    return before?.delivered !== own.delivered || before.underWay !== own.underWay;
  }

  /** What the archive counted when it was asked last, found again: not a look. */
  noteCounts(study: StudyRef, counts: StudyCounts): void {
    this.#entry(study).counts = counts;
  }

  /**
   * The archive was asked, named this very study, and counted so (V7). True when something else is to be said of the
   * study than before. An answer without the count that others gave is no look.
   */
  noteArchiveCounts(study: StudyRef, counts: StudyCounts): boolean {
    const entry = this.#entry(study);
    const before = this.of(study);
    if (counts.instances === undefined && entry.counts.instances !== undefined) return false;
    entry.counts = counts;
    const look = lookAgain(entry.look, counts, this.#clock.now(), this.#clock.monotonicMs());
    const isNews = look.firstAt !== entry.look?.firstAt;
    entry.look = look;
    const after = this.of(study);
    const agreesNow = after.agreedAt !== undefined && before.agreedAt === undefined;
    const isOld = look.lastAt - entry.lookWrittenAt >= writeLookEveryMs;
    if (isNews || agreesNow || isOld) this.#writeLook(study, entry);
    return after.state !== before.state || after.newImages !== before.newImages || after.agreedAt !== before.agreedAt;
  }

  /**
   * The archive listed a study by name (V6): `read` are the names that its lists had. True when something else is to be
   * said of the study than before; what was said gone already is no news.
   */
  noteNames(study: StudyRef, read: Iterable<string>, listed: readonly NamedInstance[]): boolean {
    const entry = this.#entry(study);
    const before = entry.names;
    entry.names = compareNames(read, listed, entry.counts, entry.own);
    return before?.gone !== entry.names.gone || entry.names.added > 0;
  }

  /** The metadata of every series has been read and kept, except those that `failure` tells of. */
  noteMetadata(study: StudyRef, failure: Failure | undefined): void {
    const entry = this.#entry(study);
    const { present, listed, others, expected } = this.#countKept(study);
    entry.present = present;
    entry.listed = listed;
    entry.others = others;
    entry.expected = failure ? undefined : expected;
    entry.acknowledgedInstances = failure ? undefined : entry.counts.instances;
    if (entry.names && !failure) entry.names = namesAfterReading(entry.names, listed);
    entry.failedFrames.clear();
    entry.failure = failure;
    entry.pauseMs = isShort(entry) ? Math.min(longestPauseMs, Math.max(firstPauseMs, entry.pauseMs * 2)) : 0;
    entry.readAgainAtMs = this.#clock.monotonicMs() + entry.pauseMs;
  }

  /** `isChecked` is false while nobody has made an image of it: until then it does not count as ready (V3). */
  noteStored(key: FrameKey, isChecked = true): void {
    const entry = this.#entry(key);
    entry.present += 1;
    entry.failedFrames.delete(frameId(key));
    if (!isChecked) entry.uncheckedFrames.add(frameId(key));
    if (entry.failedFrames.size === 0) entry.failure = undefined;
  }

  /** An image was made of it, or there was no time to try. */
  noteChecked(key: FrameKey): void {
    this.#entry(key).uncheckedFrames.delete(frameId(key));
  }

  /** Frames that were here no longer prove themselves. */
  noteLost(study: StudyRef): void {
    const entry = this.#entry(study);
    entry.present = this.#countKept(study).present;
  }

  noteFrameFailed(key: FrameKey, failure: Failure): void {
    const entry = this.#entry(key);
    entry.uncheckedFrames.delete(frameId(key));
    entry.failedFrames.add(frameId(key));
    entry.failure = failure;
  }

  noteMetadataFailed(study: StudyRef, failure: Failure): void {
    this.#entry(study).failure = failure;
  }

  /** Somebody is shown the study as it is now: what comes later is new to them. A signed one stays as it was signed. */
  noteSeen(study: StudyRef): void {
    const entry = this.#entry(study);
    if (entry.isSigned || entry.expected === undefined) return;
    this.#see(study, entry);
  }

  /** The study was reported as it is now: what comes later asks for an addendum (V8). */
  noteSigned(study: StudyRef): void {
    const entry = this.#entry(study);
    entry.isSigned = true;
    this.#see(study, entry);
  }

  /** What the archive counted when the study's metadata was read; undefined when it has not been. */
  acknowledged(study: StudyRef): number | undefined {
    return this.#entries.get(studyKey(study))?.acknowledgedInstances;
  }

  hasMetadata(study: StudyRef): boolean {
    return this.#entries.get(studyKey(study))?.expected !== undefined;
  }

  /** Whether its lists are to be read, for the first time or again. */
  wantsMetadata(study: StudyRef): boolean {
    const entry = this.#entries.get(studyKey(study));
    if (entry?.expected === undefined || hasGrown(entry)) return true;
    return isShort(entry) && this.#clock.monotonicMs() >= entry.readAgainAtMs;
  }

  /** When the archive was last asked what it has of a study, and what it and its lists said; for the record of a signing. */
  lastLook(study: StudyRef): { readonly at?: number; readonly counted?: number; readonly listed: number } | undefined {
    const entry = this.#entries.get(studyKey(study));
    if (!entry) return undefined;
    const { look, listed, own } = entry;
    const unread = entry.names?.added ? listed.instances + entry.names.added : 0;
    const said = look && withoutOwn(look, listed, own).instances;
    const counted = said === undefined ? undefined : Math.max(said, unread);
    return {
      listed: listed.instances,
      ...(look && { at: look.lastAt }),
      ...(counted !== undefined && { counted }),
    };
  }

  /** `flowFailure`: why nothing comes at present; only said of a study that still lacks something. */
  of(study: StudyRef, flowFailure?: Failure): Readiness {
    const entry = this.#entries.get(studyKey(study));
    if (!entry) return flowFailure ? { ...nothingHere, failure: flowFailure } : nothingHere;
    return describeReadiness(entry, flowFailure);
  }

  #see(study: StudyRef, entry: Entry): void {
    const { listed, others } = entry;
    if (entry.seenInstances === listed.instances && entry.seenOthers === others && !entry.isSigned) return;
    entry.seenInstances = listed.instances;
    entry.seenOthers = others;
    this.#writeLook(study, entry);
  }

  #writeLook(study: StudyRef, entry: Entry): void {
    const { look, seenInstances, seenOthers, isSigned } = entry;
    // What a clock of this start says means nothing at the next.
    const { firstMs: _first, lastMs: _last, ...kept } = look ?? {};
    entry.lookWrittenAt = look?.lastAt ?? 0;
    // A disk that does not take it loses a date; the archive is asked again.
    this.#cache.saveLook(study, { ...kept, seenInstances, seenOthers, isSigned });
  }

  #countKept(study: StudyRef) {
    const counts = this.#cache.countFrames(study);
    const ownSeries = this.#own.get(studyKey(study))?.seriesInstanceUID;
    const own = counts.find(({ seriesInstanceUID }) => seriesInstanceUID === ownSeries)?.instances ?? 0;
    const sum = (of: (count: (typeof counts)[number]) => number) => counts.reduce((total, one) => total + of(one), 0);
    return {
      present: sum(({ presentFrames }) => presentFrames),
      expected: sum(({ expectedFrames }) => expectedFrames),
      listed: { series: counts.length, instances: sum(({ instances }) => instances), own },
      others: sum(({ instances, expectedFrames }) => Math.max(0, instances - expectedFrames)),
    };
  }

  #entry(study: StudyRef): Entry {
    const id = studyKey(study);
    const known = this.#entries.get(id);
    if (known) return known;
    this.load(study, { series: undefined, instances: undefined });
    return this.#entries.get(id) as Entry;
  }
}
