import { createHash } from 'node:crypto';
import type { Log } from '#electron/base/logging/log.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { FrameHistory, FrameReceipt } from './cacheIndex.ts';
import { ComparedRecords } from './comparedRecords.ts';
import type { FrameToKeep, StudyCache, WrittenFrame } from './index.ts';
import type { IndexKeeper } from './indexKeeper.ts';
import type { PackAppender } from './packAppender.ts';
import type { PackReader } from './packReader.ts';
import { sameFrame } from './packRecord.ts';
import type { RecordPlace } from './packWriter.ts';
import type { ReplacedInstances } from './replacedInstances.ts';

export type FrameKeeper = Pick<StudyCache, 'hasFrame' | 'writeFrame' | 'readFrame' | 'condemnFrame'> & {
  /** Reads a frame through tag, name and digest without handing it on; false when one of them is wrong. */
  proves(key: FrameKey, place: RecordPlace): Promise<boolean>;
};

export interface FrameKeeperParts {
  readonly index: IndexKeeper;
  readonly appender: PackAppender;
  readonly reader: PackReader;
  readonly log: Log;
  /** False while the disk must take nothing more, so that what is precious finds room. */
  readonly mayGrow: () => boolean;
  readonly replaced: Pick<ReplacedInstances, 'eraOf' | 'drop'>;
}

/** Writes and reads single frames, and remembers what first came under each name (link.md C5, V3, V5). */
export function createFrameKeeper({ index, appender, reader, log, mayGrow, replaced }: FrameKeeperParts): FrameKeeper {
  const placeOf = (key: FrameKey): RecordPlace | undefined =>
    appender.pendingRow(key)?.place ?? index.ask(({ frames }) => frames.find(key), undefined);
  const historyOf = (key: FrameKey): FrameHistory | undefined => {
    const pending = appender.pendingRow(key);
    if (pending) return { state: 'here', receipt: pending.receipt, strikes: 0 };
    return index.ask(({ frames }) => frames.historyOf(key), undefined);
  };

  const compared = new ComparedRecords();
  const readProven = async (key: FrameKey, place: RecordPlace): Promise<EncodedFrame | undefined> => {
    const record = await reader.read(place);
    if (record?.header.kind !== 'frame' || !sameFrame(record.header.key, key)) return undefined;
    if (!compared.has(place) && record.header.digest !== digestOf(record.bytes)) return undefined;
    compared.add(place);
    const { transferSyntaxUID, fidelity, digest } = record.header;
    return { key, transferSyntaxUID, fidelity, digest, bytes: record.bytes };
  };
  const forget = (key: FrameKey, place: RecordPlace): void => {
    // Another write may have replaced it meanwhile: only the place that did not prove itself is forgotten (C5).
    if (appender.pendingRow(key)?.place === place) appender.forgetPending(key);
    index.ask(({ frames }) => frames.forget(key, place), undefined);
    log.warn('cache.frameUnproven', { packId: place.packId, sopInstanceUID: key.sopInstanceUID });
  };
  const append = async (frame: FrameToKeep, digest: string): Promise<Result<void, Failure>> => {
    const { key, transferSyntaxUID, fidelity, bytes } = frame;
    if (!mayGrow()) return fail(failureOf('DiskFull', { reason: 'floor' }));
    const header = { kind: 'frame' as const, key: keyOf(frame), transferSyntaxUID, fidelity, digest };
    return appender.append(key, key.seriesInstanceUID, { header, bytes });
  };

  return {
    hasFrame: (key) => placeOf(key) !== undefined,
    async writeFrame(frame): Promise<Result<WrittenFrame, Failure>> {
      const digest = digestOf(frame.bytes);
      const history = historyOf(frame.key);
      const first = history?.receipt;
      if (history?.state === 'bad' && first?.digest === digest) {
        return fail(failureOf('FrameNotDecodable', { reason: 'sameBytesAgain' }));
      }
      const differs = history?.state !== 'bad' && isOther(first, { digest, ...frame }) ? first?.digest : undefined;
      // What is here stays: the same name with other bytes is an incident, not a newer version (V5).
      if (differs !== undefined && history?.state === 'here')
        return succeed({ digest, differsFrom: differs, kept: false });
      const era = replaced.eraOf(frame.key);
      const written = await append(frame, digest);
      if (!written.ok) return written;
      // While it was written its instance has become another: these bytes are of the one before (V4).
      if (replaced.eraOf(frame.key) !== era) {
        const dropped = replaced.drop(frame.key);
        return dropped.ok ? fail(failureOf('FrameLied', { reason: 'instanceReplaced' })) : dropped;
      }
      return succeed({ digest, kept: true, ...(differs === undefined ? {} : { differsFrom: differs }) });
    },
    async readFrame(key) {
      const place = placeOf(key);
      if (!place) return undefined;
      const frame = await readProven(key, place);
      if (!frame) forget(key, place);
      return frame;
    },
    async condemnFrame(key, digest) {
      // What is not in the index yet is brought there, so that there is one place where it is marked.
      if (appender.pendingRow(key)) await appender.flush();
      const strikes = () => index.ask(({ frames }) => frames.historyOf(key)?.strikes ?? 0, 0);
      const condemned = index.ask(({ frames }) => frames.condemn(key, digest), false);
      if (condemned) log.warn('cache.frameCondemned', { sopInstanceUID: key.sopInstanceUID, strikes: strikes() });
      return { condemned, strikes: strikes() };
    },
    async proves(key, place) {
      compared.forget(place);
      if (await readProven(key, place)) return true;
      // Once more: a scanner of viruses may have held the file for a moment.
      if (await readProven(key, place)) return true;
      forget(key, place);
      return false;
    },
  };
}

/** Other bytes in the same syntax; what came in another syntax cannot be compared by its bytes. */
function isOther(first: FrameReceipt | undefined, second: FrameReceipt): boolean {
  return first !== undefined && first.transferSyntaxUID === second.transferSyntaxUID && first.digest !== second.digest;
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Without what a caller's object may carry besides: the header is compared field by field when it is read. */
function keyOf({ key }: FrameToKeep): FrameKey {
  const { archiveId, studyInstanceUID, seriesInstanceUID, sopInstanceUID, frameNumber } = key;
  return { archiveId, studyInstanceUID, seriesInstanceUID, sopInstanceUID, frameNumber };
}
