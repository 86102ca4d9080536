import { join } from 'node:path';
import type { DataKeys } from '#electron/base/crypto/dataKeys.ts';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import { type Log, silentLog } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import type { Records } from '#electron/services/records/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { createAttributeKeeper } from './attributeKeeper.ts';
import { createCacheCounts } from './cacheCounts.ts';
import { createCheckedKeeper } from './checkedKeeper.ts';
import { watchDiskSpace } from './diskSpace.ts';
import { createFrameKeeper } from './frameKeeper.ts';
import type { ReplacedSeries, StudyCache } from './index.ts';
import { createIndexKeeper } from './indexKeeper.ts';
import { createPackAppender } from './packAppender.ts';
import { createPackReader } from './packReader.ts';
import { reconcilePacks, recoverOpenPacks } from './recoverPacks.ts';
import { createRemoval } from './removeStudy.ts';
import { createReplacedInstances } from './replacedInstances.ts';
import { createScrub, type Scrub } from './scrub.ts';
import { createSeriesKeys } from './seriesKeys.ts';

export interface StudyCacheOptions {
  readonly world: World;
  /** Holds the wrapped series keys. Must outlive the cache. */
  readonly records: Pick<Records, 'database'>;
  /** Gets `cache.db` and `packs/`. */
  readonly directory: string;
  readonly keys: Pick<DataKeys, 'cacheDatabase' | 'epochKey' | 'epoch'>;
  readonly log?: Log;
}

export interface RecoveringStudyCache extends StudyCache {
  /** Resolves when no rebuilding of a lost index is under way. */
  recovered(): Promise<void>;
  /** Brings what is only in the system's memory to the disk now. */
  flush(): Promise<Result<void, Failure>>;
}

/** Opens the cache of a profile, with what a kill or a power cut left of it. */
export async function createStudyCache(options: StudyCacheOptions): Promise<Result<RecoveringStudyCache, Failure>> {
  const { world, records, keys, log = silentLog } = options;
  const directory = join(options.directory, 'packs');
  const made = await attemptFiles(() => world.files.mkdir(directory, { recursive: true, mode: 0o700 }));
  if (!made.ok) return made;
  const seriesKeys = createSeriesKeys(world, records, keys);
  let tellRecovered: () => void = () => undefined;
  const reader = createPackReader(world, directory, seriesKeys);
  const base = { files: world.files, directory, seriesKeys, reader, log };
  const opened = await createIndexKeeper({
    ...base,
    indexDirectory: options.directory,
    key: keys.cacheDatabase,
    onRecovered: () => tellRecovered(),
  });
  if (!opened.ok) return opened;
  const index = opened.value;
  const recovered = await index.prepare(async (current) => {
    const sizes = await reconcilePacks({ ...base, ...current });
    const read = sizes.ok ? await recoverOpenPacks({ ...base, ...current }) : sizes;
    return read.ok ? sizes : read;
  });
  if (!recovered.ok) return recovered;
  const sizes = recovered.value;
  const usedBytes = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);
  let tellDisk: () => void = () => undefined;
  const disk = await watchDiskSpace({
    clock: world.clock,
    files: world.files,
    directory,
    usedBytes,
    onChanged: () => tellDisk(),
  });
  let tellLost: (keys: readonly FrameKey[]) => void = () => undefined;
  const appender = createPackAppender({
    world,
    directory,
    seriesKeys,
    log,
    index: (rows) => index.put(rows),
    settleIndex: () => index.tell((current) => current.settle()),
    onGrown(packId, sizeBytes) {
      disk.noteWritten(sizeBytes - (sizes.get(packId) ?? 0));
      sizes.set(packId, sizeBytes);
    },
    onLost: (keys) => {
      log.warn('cache.framesLost', { count: keys.length });
      tellLost(keys);
    },
  });
  let scrub: Scrub | undefined;
  const replaced = createReplacedInstances(index, appender);
  let tellReplaced: (series: ReplacedSeries) => void = () => undefined;
  const attributes = createAttributeKeeper(world, index, appender, log, replaced, (series) => tellReplaced(series));
  const frames = createFrameKeeper({ index, appender, reader, log, mayGrow: () => !disk.isExhausted, replaced });
  const checked = createCheckedKeeper(index, appender);

  const cache: RecoveringStudyCache = {
    ...attributes,
    ...frames,
    ...createCacheCounts({ index, appender, attributes, seriesKeys, sizes }),
    noteChecked: checked.noteChecked,
    listUnchecked: checked.listUnchecked,
    removeStudy: createRemoval({ ...base, index, appender, sizes }),
    onLost: (listener) => {
      tellLost = listener;
    },
    onReplaced: (listener) => {
      tellReplaced = listener;
    },
    usedBytes,
    get isRebuilding() {
      return index.isRebuilding;
    },
    disk,
    onRecovered: (listener) => {
      tellRecovered = listener;
    },
    onDiskChanged: (listener) => {
      tellDisk = listener;
    },
    startScrub(mayRun) {
      scrub ??= createScrub({
        clock: world.clock,
        ask: (question) => index.ask(({ scrubbed }) => question(scrubbed), undefined),
        proves: frames.proves,
        mayRun,
        onLost: (keys) => tellLost(keys),
        log,
      });
    },
    recovered: () => index.recovered(),
    flush: () => appender.flush(),
    async close() {
      disk.stop();
      await scrub?.stop();
      await appender.close();
      checked.settle();
      await index.close();
      await reader.close();
      seriesKeys.wipe();
    },
  };
  return succeed(cache);
}
