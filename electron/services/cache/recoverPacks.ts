import { join } from 'node:path';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { Log } from '#electron/base/logging/log.ts';
import type { Files } from '#electron/base/world.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { changedInstances } from '#shared/worklist/instanceChange.ts';
import { type AttributeIndex, readDatasets } from './attributeIndex.ts';
import type { FrameIndex, FrameRow } from './cacheIndex.ts';
import type { FoundRecord, PackReader, PackScan } from './packReader.ts';
import type { SeriesHeader } from './packRecord.ts';
import { parseJson } from './packRecord.ts';
import type { PackRow, SeriesKeys } from './seriesKeys.ts';

export interface RecoveryParts {
  readonly files: Files;
  readonly directory: string;
  readonly seriesKeys: SeriesKeys;
  readonly reader: PackReader;
  readonly frames: FrameIndex;
  readonly attributes: AttributeIndex;
  readonly settle: () => Result<void, Failure>;
  readonly log: Log;
}

/**
 * Makes folder, keys and index agree at the start (link.md C3): packs without a row go, rows without a pack go.
 * Answers the size of every pack that stays.
 */
export async function reconcilePacks(parts: RecoveryParts): Promise<Result<Map<string, number>, Failure>> {
  const { files, directory, seriesKeys, frames, log } = parts;
  return attemptFiles(async () => {
    const known = new Set(seriesKeys.listPacks().map((pack) => pack.packId));
    const sizes = new Map<string, number>();
    for (const name of await files.readdir(directory)) {
      if (known.has(name)) sizes.set(name, (await files.stat(join(directory, name))).size);
      else {
        log.info('cache.packUnknown');
        await files.unlink(join(directory, name));
      }
    }
    const lost = [...known].filter((packId) => !sizes.has(packId));
    if (lost.length > 0) {
      log.warn('cache.packsLost', { count: lost.length });
      seriesKeys.dropPacks(lost);
    }
    frames.keepOnlyPacks([...sizes.keys()], [...known]);
    return sizes;
  });
}

/**
 * Reads on in the packs that were open when the process ended, indexes what proves itself, cuts off the torn end and
 * closes each for good, because its next chunk number may have been used (trust.md section 3.3).
 */
export async function recoverOpenPacks(parts: RecoveryParts): Promise<Result<void, Failure>> {
  const unclosed = parts.seriesKeys.listPacks().filter((pack) => !pack.closed);
  for (const pack of unclosed) {
    const indexed = await indexPack(parts, pack, parts.frames.lastStart(pack.packId), false);
    if (!indexed.ok) return indexed;
    if (indexed.value) await cutTail(parts, pack.packId, indexed.value.provenBytes);
  }
  const settled = unclosed.length > 0 ? parts.settle() : succeed(undefined);
  return settled.ok ? parts.seriesKeys.closePacks(unclosed.map((pack) => pack.packId)) : settled;
}

/**
 * Fills an index from all packs, newest first, so that what was fetched last is usable first. Changes no pack: some may
 * be open for appending.
 */
export async function rebuildIndex(parts: RecoveryParts, goOn: () => boolean): Promise<Result<void, Failure>> {
  const packs = parts.seriesKeys.listPacks().toReversed();
  if (packs.length > 0) parts.log.warn('cache.rebuildStarted', { count: packs.length });
  for (const pack of packs) {
    if (!goOn()) return succeed(undefined);
    const indexed = await indexPack(parts, pack, undefined, true);
    if (!indexed.ok) return indexed;
  }
  for (const { study } of parts.attributes.listStudies()) {
    for (const series of parts.attributes.readSeries(study)) keepNamed(parts, { study, ...series });
  }
  if (packs.length > 0) parts.log.info('cache.rebuildDone', { count: packs.length });
  return succeed(undefined);
}

async function indexPack(
  parts: RecoveryParts,
  pack: PackRow,
  from: { readonly offset: number; readonly chunk: number } | undefined,
  onlyMissing: boolean,
): Promise<Result<PackScan | undefined, Failure>> {
  const rows = new Map<string, FrameRow>();
  const others = new Set<string>();
  const scan = await parts.reader.scan(pack.packId, from, (found) => {
    if (found.record.header.kind === 'series') {
      for (const one of indexSeries(parts, found.record.header, found)) others.add(one);
      // It stands in the index already, as what it has become since.
    } else if (found.place.offset !== from?.offset) {
      const { key, digest, transferSyntaxUID } = found.record.header;
      rows.set(`${studyKey(key)}/${key.seriesInstanceUID}/${key.sopInstanceUID}/${key.frameNumber}`, {
        key,
        place: found.place,
        receipt: { digest, transferSyntaxUID },
      });
    }
  });
  if (!scan) {
    parts.log.warn('cache.packUnreadable', { packId: pack.packId });
    return succeed(undefined);
  }
  for (const [name, { key }] of rows) if (others.has(key.sopInstanceUID)) rows.delete(name);
  const put = parts.frames.put([...rows.values()], onlyMissing);
  return put.ok ? succeed(scan) : put;
}

async function cutTail(parts: RecoveryParts, packId: string, provenBytes: number): Promise<void> {
  await attemptFiles(async () => {
    const handle = await parts.files.open(join(parts.directory, packId), 'r+');
    try {
      await handle.truncate(provenBytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  });
}

/** The bytes of a series record: the study's attributes and the series', as they were when saved. */
export interface SeriesRecordBody {
  readonly study: unknown;
  readonly expectedFrames: number;
  readonly instances: unknown;
}

/**
 * Answers the instances of which it says other than what is known: of which of the two a frame is nobody can tell any
 * more, so none of them counts as here (V4).
 */
function indexSeries(parts: RecoveryParts, header: SeriesHeader, found: FoundRecord): readonly string[] {
  const body = parseJson(Buffer.from(found.record.bytes).toString('utf8')) as SeriesRecordBody | undefined;
  if (!body) return [];
  const { study, seriesInstanceUID, savedAt } = header;
  const instances = JSON.stringify(body.instances);
  const others = othersThanKnown(parts, study, header, instances);
  const instanceCount = Array.isArray(body.instances) ? body.instances.length : 0;
  const { expectedFrames } = body;
  parts.attributes.saveSeries(study, { seriesInstanceUID, savedAt, instances, instanceCount, expectedFrames });
  if (body.study !== undefined && parts.attributes.findStudy(study) === undefined) {
    parts.attributes.saveStudy(study, JSON.stringify(body.study));
  }
  return others;
}

function othersThanKnown(
  parts: RecoveryParts,
  study: StudyRef,
  { seriesInstanceUID }: SeriesHeader,
  instances: string,
): readonly string[] {
  const known = parts.attributes.findInstances(study, seriesInstanceUID);
  if (known === undefined || known === instances) return [];
  const others = [...changedInstances(readDatasets(known), readDatasets(instances)).keys()];
  if (others.length > 0) parts.frames.replace(study, seriesInstanceUID, others);
  return others;
}

function keepNamed(
  parts: RecoveryParts,
  series: { readonly study: SeriesHeader['study'] } & ReturnType<AttributeIndex['readSeries']>[number],
): void {
  parts.frames.keepOnly(series.study, series.seriesInstanceUID, namedInstances(series.instances));
}

/** The SOP Instance UIDs that a series' instances name. */
export function namedInstances(instances: ReturnType<AttributeIndex['readSeries']>[number]['instances']): string[] {
  return instances.flatMap((instance) => {
    const value = instance['00080018']?.Value?.[0];
    return typeof value === 'string' ? [value] : [];
  });
}
