import type { ArchiveClient } from '#electron/services/archive/index.ts';
import { fail, type Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';

/**
 * A client of an archive that is still being made ready, the practice archive while its patients are drawn: questions
 * wait for it, and fail with its reason where it cannot be.
 */
export function deferClient(archiveId: ArchiveId, opening: Promise<Result<ArchiveClient, Failure>>): ArchiveClient {
  const ask = async <Value>(question: (client: ArchiveClient) => Promise<Result<Value, Failure>>) => {
    const opened = await opening;
    return opened.ok ? question(opened.value) : opened;
  };
  return {
    archiveId,
    searchStudies: (query, options) => ask((client) => client.searchStudies(query, options)),
    searchSeries: (study, options) => ask((client) => client.searchSeries(study, options)),
    hasInstance: (study, instance, options) => ask((client) => client.hasInstance(study, instance, options)),
    readSeriesMetadata: (study, series, options) => ask((client) => client.readSeriesMetadata(study, series, options)),
    readFrames: (instance, numbers, onFrame, options) =>
      ask((client) => client.readFrames(instance, numbers, onFrame, options)),
    readInstance: (instance, options) => ask((client) => client.readInstance(instance, options)),
    readRendered: (instance, frameNumber, longestSide, options) =>
      ask((client) => client.readRendered(instance, frameNumber, longestSide, options)),
    storeInstance: (study, instance, part10, options) =>
      ask((client) => client.storeInstance(study, instance, part10, options)),
    reach: (signal, lane) => ask((client) => client.reach(signal, lane)),
    reconnect() {
      void opening.then((opened) => opened.ok && opened.value.reconnect());
    },
    async close() {
      const opened = await opening;
      if (opened.ok) await opened.value.close();
    },
  };
}

/** A client of an archive that cannot be reached at all, for a reason that is known: its address is none. */
export function failingClient(archiveId: ArchiveId, failure: Failure): ArchiveClient {
  return deferClient(archiveId, Promise.resolve(fail(failure)));
}
