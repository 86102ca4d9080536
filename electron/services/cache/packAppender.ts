import { syncDirectory } from '#electron/base/database/openDatabase.ts';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { Log } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type FrameKey, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID } from '#shared/dicom/uids.ts';
import type { FrameRow } from './cacheIndex.ts';
import { createLanes } from './lanes.ts';
import { encodeRecord, type PackRecord } from './packRecord.ts';
import { createPack, type PackWriter } from './packWriter.ts';
import type { SeriesKeys } from './seriesKeys.ts';

/** A pack is closed at this size, so that eviction and repair work on pieces. */
const maxPackBytes = 256 * 1024 * 1024;
const maxOpenPacks = 24;
/** What a power cut may cost: so many bytes or so many milliseconds (link.md C1). */
const flushBytes = 8 * 1024 * 1024;
const flushAfterMs = 2_000;

/** Appends records to packs and indexes frames once their bytes are on the disk. Until then it knows where they lie. */
export interface PackAppender {
  /** On success the bytes survive a kill of the process; after the next flush also a power cut. */
  append(study: StudyRef, series: SeriesInstanceUID, record: PackRecord): Promise<Result<void, Failure>>;
  /** Not indexed yet. */
  pendingRow(key: FrameKey): FrameRow | undefined;
  pendingOf(study: StudyRef): FrameRow[];
  forgetPending(key: FrameKey): void;
  /** Bytes on the disk, then frames in the index. One at a time; a second call waits for the first. */
  flush(): Promise<Result<void, Failure>>;
  /**
   * While nothing of that study is appended: `erase`, which answers at once, and where it answers something, the
   * study's packs are let go of and `clear` runs. Where it answers nothing the study stays as it is.
   */
  withoutStudy<Erased>(
    study: StudyRef,
    erase: () => Erased | undefined,
    clear: (erased: Erased) => Promise<void>,
  ): Promise<void>;
  close(): Promise<void>;
}

export interface PackAppenderOptions {
  readonly world: World;
  readonly directory: string;
  readonly seriesKeys: SeriesKeys;
  readonly log: Log;
  readonly index: (rows: readonly FrameRow[]) => Result<void, Failure>;
  /** Brings the index to the disk: it is not synced with each commit, but a closed pack is never read through again. */
  readonly settleIndex: () => Result<void, Failure>;
  readonly onGrown: (packId: string, sizeBytes: number) => void;
  /** Frames that were acknowledged, and that the disk would not bring to rest: they count as missing. */
  readonly onLost: (keys: readonly FrameKey[]) => void;
}

interface OpenPack {
  readonly study: string;
  readonly series: string;
  readonly writer: PackWriter;
  /** A record is being appended. */
  inUse: boolean;
}

export function createPackAppender(options: PackAppenderOptions): PackAppender {
  const { world, directory, seriesKeys, log } = options;
  const lanes = createLanes();
  /** In order of last use: the first is the one to let go. */
  const open = new Map<string, OpenPack>();
  /** Nothing more goes in; closed for good by the next flush. */
  const retired = new Set<OpenPack>();
  const pending = new Map<string, FrameRow>();
  let unflushedBytes = 0;
  let cancelTimer: (() => void) | undefined;
  let flushing: Promise<Result<void, Failure>> | undefined;
  let isClosed = false;

  const writerFor = async (study: StudyRef, series: SeriesInstanceUID): Promise<Result<OpenPack, Failure>> => {
    const name = `${studyKey(study)}/${series}`;
    const current = open.get(name);
    if (current) {
      open.delete(name);
      if (current.writer.usable && current.writer.sizeBytes < maxPackBytes) {
        open.set(name, current);
        current.inUse = true;
        return succeed(current);
      }
      retired.add(current);
    }
    const key = seriesKeys.keyFor(study, series);
    if (!key.ok) return key;
    const writer = await createPack(world, directory, seriesKeys, key.value);
    if (!writer.ok) return writer;
    const made = { study: studyKey(study), series: name, writer: writer.value, inUse: true };
    open.set(name, made);
    letGoOfOldest();
    return succeed(made);
  };

  const letGoOfOldest = (): void => {
    for (const [name, pack] of open) {
      if (open.size <= maxOpenPacks) return;
      if (pack.inUse) continue;
      open.delete(name);
      retired.add(pack);
    }
  };

  const noteGrowth = (pack: PackWriter, bytes: number): void => {
    options.onGrown(pack.packId, pack.sizeBytes);
    unflushedBytes += bytes;
    if (unflushedBytes >= flushBytes) flushSoon();
    else cancelTimer ??= world.clock.after(flushAfterMs, flushSoon);
  };

  const flushSoon = (): void => {
    // Nobody waits for this one. What it could not do is done by the next, or found again at the next start.
    flush().catch((error: unknown) => {
      log.error('cache.flushFailed', { reason: error instanceof Error ? error.name : 'unknown' });
    });
  };

  const appendNow = async (
    study: StudyRef,
    series: SeriesInstanceUID,
    record: PackRecord,
  ): Promise<Result<void, Failure>> => {
    const pack = await writerFor(study, series);
    if (!pack.ok) return pack;
    const { writer } = pack.value;
    let place: Awaited<ReturnType<PackWriter['append']>>;
    try {
      place = await writer.append(encodeRecord(record));
    } finally {
      // Also after a bug: a pack in use is never let go.
      pack.value.inUse = false;
    }
    if (!place.ok) {
      log.warn('cache.writeFailed', { code: place.failure.code, packId: writer.packId });
      return place;
    }
    if (record.header.kind === 'frame') {
      const { key, digest, transferSyntaxUID } = record.header;
      pending.set(pendingName(key), { key, place: place.value, receipt: { digest, transferSyntaxUID } });
    }
    noteGrowth(writer, place.value.sealedBytes);
    return succeed(undefined);
  };

  const flushNow = async (): Promise<Result<void, Failure>> => {
    cancelTimer?.();
    cancelTimer = undefined;
    unflushedBytes = 0;
    const rows = [...pending];
    const leaving = [...retired];
    const lost = new Set<string>();
    for (const { writer } of [...open.values(), ...leaving]) {
      const synced = await writer.sync();
      if (!synced.ok) lost.add(writer.packId);
    }
    const directorySynced = await attemptFiles(() => syncDirectory(world.files, directory));
    if (!directorySynced.ok) return directorySynced;
    // What a failing disk may have dropped counts as missing; what was removed meanwhile stays removed.
    dropLost(rows.filter(([, row]) => lost.has(row.place.packId)));
    const proven = rows.filter(([name, row]) => pending.get(name) === row);
    const indexed = options.index(proven.map(([, row]) => row));
    if (!indexed.ok) {
      log.warn('cache.indexFailed', { code: indexed.failure.code, count: proven.length });
      return indexed;
    }
    for (const [name, row] of proven) forgetRow(name, row);
    return closeForGood(leaving, lost);
  };

  const dropLost = (rows: readonly (readonly [string, FrameRow])[]): void => {
    const current = rows.filter(([name, row]) => pending.get(name) === row);
    for (const [name, row] of current) forgetRow(name, row);
    if (current.length > 0) options.onLost(current.map(([, row]) => row.key));
  };

  const forgetRow = (name: string, row: FrameRow): void => {
    if (pending.get(name) === row) pending.delete(name);
  };

  const closeForGood = async (
    packs: readonly OpenPack[],
    lost: ReadonlySet<string>,
  ): Promise<Result<void, Failure>> => {
    if (packs.length === 0) return succeed(undefined);
    const settled = options.settleIndex();
    if (!settled.ok) return settled;
    for (const pack of packs) {
      retired.delete(pack);
      await pack.writer.close();
    }
    return seriesKeys.closePacks(packs.map((pack) => pack.writer.packId).filter((packId) => !lost.has(packId)));
  };

  const flush = async (): Promise<Result<void, Failure>> => {
    while (flushing) await flushing;
    flushing = flushNow().finally(() => {
      flushing = undefined;
    });
    return flushing;
  };

  const letGoOfStudy = async (name: string): Promise<void> => {
    const leaving = [...open.values(), ...retired].filter((pack) => pack.study === name);
    for (const pack of leaving) {
      open.delete(pack.series);
      retired.delete(pack);
    }
    for (const [frame, row] of pending) if (studyKey(row.key) === name) pending.delete(frame);
    // A flush may be syncing these very files.
    while (flushing) await flushing;
    for (const pack of leaving) await pack.writer.close();
  };

  return {
    append: (study, series, record) => {
      // Whoever was left behind at the end: a pack opened for it would never be closed.
      if (isClosed) return Promise.resolve(fail(failureOf('Cancelled')));
      return lanes.run(studyKey(study), () => appendNow(study, series, record));
    },
    pendingRow: (key) => pending.get(pendingName(key)),
    pendingOf: (study) => [...pending.values()].filter((row) => studyKey(row.key) === studyKey(study)),
    forgetPending(key) {
      pending.delete(pendingName(key));
    },
    flush,
    withoutStudy: (study, erase, clear) =>
      lanes.run(studyKey(study), async () => {
        const erased = erase();
        if (erased === undefined) return;
        await letGoOfStudy(studyKey(study));
        await clear(erased);
      }),
    async close() {
      isClosed = true;
      await lanes.idle();
      for (const pack of open.values()) retired.add(pack);
      open.clear();
      await flush();
      for (const pack of retired) await pack.writer.close();
      cancelTimer?.();
    },
  };
}

const pendingName = (key: FrameKey): string =>
  `${studyKey(key)}/${key.seriesInstanceUID}/${key.sopInstanceUID}/${key.frameNumber}`;
