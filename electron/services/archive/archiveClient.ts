import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { type ArchiveAddress, type ArchiveConnection, openConnection } from './archiveConnection.ts';
import type { ArchiveClient } from './index.ts';
import { Searcher } from './qido.ts';
import { readFrames } from './readFrames.ts';
import { hasInstance, searchSeries, searchStudies } from './searchStudies.ts';
import { storeInstance } from './stow.ts';
import { readInstance, readSeriesMetadata } from './wado.ts';
import { WholeInstances } from './wholeInstances.ts';

export interface ArchiveClientOptions extends ArchiveAddress {
  readonly archiveId: ArchiveId;
  readonly random: World['random'];
  /** Reads whole instances where an archive hands out no frames of them; without it, such frames fail. */
  readonly wholeInstances?: { readonly parser: Parser; readonly clock: Pick<World['clock'], 'after'> } | undefined;
}

/** A client of one archive; `ArchiveUrlInvalid` when its address is none. Opens no connection before the first call. */
export function createArchiveClient(options: ArchiveClientOptions): Result<ArchiveClient, Failure> {
  const connection = openConnection(options);
  return connection.ok ? succeed(clientOver(connection.value, options)) : connection;
}

export function clientOver(
  connection: ArchiveConnection,
  { archiveId, random, wholeInstances }: Pick<ArchiveClientOptions, 'archiveId' | 'random' | 'wholeInstances'>,
): ArchiveClient {
  const searcher = new Searcher(connection);
  const whole = wholeInstances && new WholeInstances(connection, wholeInstances.parser, wholeInstances.clock);
  return {
    archiveId,
    searchStudies: (query, options) => searchStudies(connection, searcher, query, options),
    searchSeries: (study, options) => searchSeries(searcher, study, options),
    hasInstance: (study, instance, options) => hasInstance(connection, study, instance, options),
    readSeriesMetadata: (study, series, options) => readSeriesMetadata(connection, study, series, options),
    readFrames: (instance, numbers, onFrame, options) =>
      readFrames(connection, whole, instance, numbers, onFrame, options),
    readInstance: (instance, options) => readInstance(connection, instance, options),
    storeInstance: (_study, instance, part10, options) => storeInstance(connection, random, instance, part10, options),
    reach: (signal) => connection.reach(signal),
    reconnect: () => connection.reconnect(),
    close() {
      whole?.forget();
      return connection.close();
    },
  };
}
