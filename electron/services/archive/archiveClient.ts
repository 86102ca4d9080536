import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { previewSide } from '#shared/contract/studies.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { type ArchiveAddress, type ArchiveConnection, openConnection } from './archiveConnection.ts';
import { ArchiveMemory } from './archiveMemory.ts';
import { FrameReader } from './frameReader.ts';
import type { ArchiveClient } from './index.ts';
import { withLayers } from './layerData.ts';
import { listInstances } from './listInstances.ts';
import { withPalettes } from './paletteData.ts';
import { probeArchive } from './probeArchive.ts';
import { Searcher } from './qido.ts';
import { ReadAhead } from './readAhead.ts';
import { RenderedAhead } from './renderedAhead.ts';
import { readRendered } from './renderedImage.ts';
import { hasInstance, StudySearch, searchSeries } from './searchStudies.ts';
import { storeInstance } from './stow.ts';
import { type InstanceAddress, readInstance, readSeriesMetadata } from './wado.ts';
import { WholeInstances } from './wholeInstances.ts';

export interface ArchiveClientOptions extends ArchiveAddress {
  readonly archiveId: ArchiveId;
  readonly random: World['random'];
  /** Reads whole instances where an archive hands out no frames of them; without it, such frames fail. */
  readonly wholeInstances?: { readonly parser: Parser; readonly clock: Pick<World['clock'], 'after'> } | undefined;
  /** What makes the smallest lossless form choosable; without it everything is asked for as stored. */
  readonly asking?: AskingWell | undefined;
}

export interface AskingWell {
  readonly memory: ArchiveMemory;
  /** The person allows this archive to be asked to compress (A2). */
  readonly mayCompress: boolean;
  /** The person allows frames that are waited for to be seen, marked, before they are whole. */
  readonly mayPreview?: boolean;
  /** The attributes of an image whose frames are asked for; undefined while they are not known. */
  readonly imageOf: (address: InstanceAddress) => DicomDataset | undefined;
  readonly clock: World['clock'];
}

/** A client of one archive; `ArchiveUrlInvalid` when its address is none. Opens no connection before the first call. */
export function createArchiveClient(options: ArchiveClientOptions): Result<ArchiveClient, Failure> {
  const connection = openConnection(options);
  return connection.ok ? succeed(clientOver(connection.value, options)) : connection;
}

export function clientOver(
  connection: ArchiveConnection,
  { archiveId, random, wholeInstances, asking }: Omit<ArchiveClientOptions, keyof ArchiveAddress>,
): ArchiveClient {
  const memory = asking?.memory ?? new ArchiveMemory();
  const searcher = new Searcher(connection, memory);
  const clock = asking?.clock;
  const studies = new StudySearch(connection, searcher, memory, clock && (() => clock.monotonicMs()));
  const whole = wholeInstances && new WholeInstances(connection, wholeInstances.parser, wholeInstances.clock);
  const frames = new FrameReader({
    connection,
    whole,
    memory,
    mayCompress: asking?.mayCompress ?? false,
    mayPreview: asking?.mayPreview ?? false,
    imageOf: asking?.imageOf ?? (() => undefined),
    now: () => clock?.now() ?? 0,
  });
  const pictures = new RenderedAhead({
    ask: (address, signal) => readRendered(connection, address, 1, previewSide, { lane: 'preview', signal }),
    frames,
    mayAsk: () => asking?.mayPreview === true && memory.capabilities.rendered !== false,
  });
  const ahead = clock && new ReadAhead(searcher, frames, pictures, clock);
  const client: ArchiveClient = {
    archiveId,
    searchStudies: (query, options) => studies.find(query, options),
    searchSeries: (study, options) => searchSeries(searcher, study, options),
    listInstances: (study, options) => listInstances(searcher, study, options),
    hasInstance: (study, instance, options) => hasInstance(connection, study, instance, options),
    async readSeriesMetadata(study, series, options) {
      const read = await readSeriesMetadata(connection, study, series, options);
      const parser = wholeInstances?.parser;
      const coloured = read.ok ? await withPalettes({ connection, study, series, options, parser }, read.value) : read;
      return coloured.ok ? withLayers({ connection, study, options }, coloured.value) : coloured;
    },
    async readFrames(instance, numbers, onFrame, options) {
      const early = numbers.includes(1) ? await ahead?.take(instance, options) : undefined;
      if (early) await onFrame(early);
      const rest = early ? numbers.filter((number) => number !== early.frameNumber) : numbers;
      return frames.readFrames(instance, rest, onFrame, options);
    },
    readInstance: (instance, options) => readInstance(connection, instance, options),
    async readRendered(address, frameNumber, longestSide, options) {
      const isAhead = frameNumber === 1 && longestSide === previewSide;
      const drawn = isAhead ? await pictures.take(address.instance, options.signal) : undefined;
      if (drawn) return drawn;
      return memory.capabilities.rendered === false
        ? fail(failureOf('ArchiveNotFound', { host: connection.place.host }))
        : readRendered(connection, address, frameNumber, longestSide, options);
    },
    readPrefix: (instance, frameNumber, signal) => frames.readPrefix(instance, frameNumber, signal),
    storeInstance: (_study, instance, part10, options) => storeInstance(connection, random, instance, part10, options),
    reach: (signal, lane) => connection.reach(signal, lane),
    reconnect: () => connection.reconnect(),
    close() {
      whole?.forget();
      frames.forget();
      return connection.close();
    },
  };
  if (!asking) return client;
  const { mayCompress } = asking;
  const parser = wholeInstances?.parser;
  const needs = { connection, client, memory, mayCompress, clock: asking.clock, random, parser };
  const readAhead: ArchiveClient['readAhead'] = async (study, options) => ahead?.begin(study, options);
  return { ...client, readAhead, probe: (signal) => probeArchive(needs, signal) };
}
