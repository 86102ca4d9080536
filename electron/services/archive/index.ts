/**
 * Speaks DICOMweb (PS3.18) with one archive: search, retrieve, store. Knows how archives fail and says it in our codes.
 * Must not know what is cached, wanted or reported. Keeps no study: in memory beginnings of answers, and of each archive
 * what was learned of it, which the notebook it is handed writes down.
 */
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID, TransferSyntaxUID } from '#shared/dicom/uids.ts';
import type { Representation } from './chooseRepresentation.ts';

export interface RequestOptions {
  readonly lane: 'interactive' | 'background' | 'preview';
  readonly signal?: AbortSignal;
  /**
   * For searches: rows that cannot be read are left out, and their number is told here when the search is done. Left
   * out itself, one such row fails the search.
   */
  readonly onUnreadable?: (rows: number) => void;
  /** The rows were answered before, to another question, and say nothing of what the archive has now. */
  readonly onOlder?: () => void;
  /** For metadata: so many bytes of JSON have come, and nothing was made of them yet. False: they are too much. */
  readonly mayRead?: (bytes: number) => boolean;
  /** The head of an answer is there; once for each request. */
  readonly onHead?: (body?: BodyToCome) => void;
}

/** The body of an answer, where its head says how long it is. */
export interface BodyToCome {
  /** On the line, up to the end of the whole where it is a range. */
  readonly bytes: number;
  /** What has come of this answer up to now. */
  readonly came: () => number;
  /** When its head came, monotonic, where that is told later. */
  readonly headAtMs?: number;
}

export interface StudyQuery {
  /** DA range "YYYYMMDD-YYYYMMDD", either end open. */
  readonly studyDate?: string;
  readonly patientId?: string;
  readonly studyInstanceUID?: StudyInstanceUID;
  /** Some so many studies and not all; an archive that knows no limits may answer more. */
  readonly atMost?: number;
}

/** One frame as the archive sent it, in the transfer syntax that its part named. */
export interface ReceivedFrame {
  readonly frameNumber: number;
  readonly transferSyntaxUID: TransferSyntaxUID;
  readonly bytes: Uint8Array;
  /** How it was asked for (V11); the syntax above is what came. */
  readonly asked?: Representation;
  /** What it took on the line, where that is less: an answer that was compressed once more. */
  readonly wireBytes?: number;
}

/** A small picture of a frame as the archive made it, for a glance. */
export interface RenderedImage {
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
}

/** The beginning of an HTJ2K frame that is on its way: enough for a picture of 1/4 of its width and height, no more. */
export interface FramePrefix {
  readonly transferSyntaxUID: TransferSyntaxUID;
  /** From the first byte of the codestream. */
  readonly bytes: Uint8Array;
  /** Of the whole image, as its codestream says. */
  readonly columns: number;
  readonly rows: number;
}

/** An instance as a list names it; the name is a UID, the series is left out by some archives. */
export interface ListedInstance {
  readonly sopInstanceUID: string;
  readonly seriesInstanceUID: string | undefined;
}

export interface ArchiveClient {
  readonly archiveId: ArchiveId;
  /** QIDO-RS studies, every page; with `atMost`, one. */
  searchStudies(query: StudyQuery, options: RequestOptions): Promise<Result<readonly DicomDataset[], Failure>>;
  searchSeries(study: StudyInstanceUID, options: RequestOptions): Promise<Result<readonly DicomDataset[], Failure>>;
  /** QIDO-RS instances of a study, by name only, every page. Absent where nothing changes: a disc. */
  listInstances?(study: StudyInstanceUID, options: RequestOptions): Promise<Result<readonly ListedInstance[], Failure>>;
  /** QIDO-RS for one instance: how a delivered report is confirmed. */
  hasInstance(
    study: StudyInstanceUID,
    instance: SOPInstanceUID,
    options: RequestOptions,
  ): Promise<Result<boolean, Failure>>;
  /** WADO-RS metadata of a series, one data set per instance. */
  readSeriesMetadata(
    study: StudyInstanceUID,
    series: SeriesInstanceUID,
    options: RequestOptions,
  ): Promise<Result<readonly DicomDataset[], Failure>>;
  /** WADO-RS frames, in the order asked. Each is handed on as soon as its part is whole. */
  readFrames(
    instance: {
      readonly study: StudyInstanceUID;
      readonly series: SeriesInstanceUID;
      readonly instance: SOPInstanceUID;
    },
    frameNumbers: readonly number[],
    onFrame: (frame: ReceivedFrame) => void | Promise<void>,
    options: RequestOptions,
  ): Promise<Result<void, Failure>>;
  /** WADO-RS instance: one Part 10 file. */
  readInstance(
    instance: {
      readonly study: StudyInstanceUID;
      readonly series: SeriesInstanceUID;
      readonly instance: SOPInstanceUID;
    },
    options: RequestOptions,
  ): Promise<Result<Uint8Array, Failure>>;
  /** WADO-RS rendered frame, at most `longestSide` pixels on either side: never for reading. */
  readRendered(
    instance: {
      readonly study: StudyInstanceUID;
      readonly series: SeriesInstanceUID;
      readonly instance: SOPInstanceUID;
    },
    frameNumber: number,
    longestSide: number,
    options: RequestOptions,
  ): Promise<Result<RenderedImage, Failure>>;
  /**
   * The beginning of a frame that `readFrames` is asking for or will ask for, as soon as it is here. Asks for nothing
   * itself. Undefined at once where no beginning is to be expected: another syntax, a small image, colour; undefined
   * later when the frame itself has come, or `signal` says that nobody waits.
   */
  readPrefix?(
    instance: {
      readonly study: StudyInstanceUID;
      readonly series: SeriesInstanceUID;
      readonly instance: SOPInstanceUID;
    },
    frameNumber: number,
    signal: AbortSignal,
  ): Promise<FramePrefix | undefined>;
  /** STOW-RS, one instance a request; success only when the answer names this UID as stored. */
  storeInstance(
    study: StudyInstanceUID,
    instance: SOPInstanceUID,
    part10: Uint8Array,
    options: RequestOptions,
  ): Promise<Result<{ readonly outcome: 'stored' | 'alreadyThere' }, Failure>>;
  /**
   * The smallest question there is: whether anything answers. On a connection of its own, which says whether the line is
   * there, unless it is to keep a lane's connections warm.
   */
  reach(signal: AbortSignal, lane?: RequestOptions['lane']): Promise<Result<void, Failure>>;
  /** Closes every connection, since the network under them has changed; what was asked fails and may be asked again. */
  reconnect(): void;
  /**
   * Asks for the frame of a study that is most likely looked at first, before its metadata says so; `readFrames` then
   * has it. For a study that somebody waits for and of which nothing is known yet.
   */
  readAhead?(study: StudyInstanceUID, options: RequestOptions): Promise<void>;
  /**
   * Finds out what the archive can do, one small question after another, and keeps it in its memory. Absent where there
   * is nothing to find out: a disc, an archive that cannot be reached at all.
   */
  probe?(signal: AbortSignal | undefined): Promise<Result<void, Failure>>;
  close(): Promise<void>;
}

export { type AskingWell, createArchiveClient } from './archiveClient.ts';
export type { MeasuredLine } from './archiveConnection.ts';
export { ArchiveMemory } from './archiveMemory.ts';
export { type ArchiveRoute, connectOptionsOf, readAuthority, readClientCertificate } from './archiveRoute.ts';
export { readArchiveUrl } from './archiveUrl.ts';
export type { Credentials, SignInHeaders } from './credentials.ts';
export { type ConnectionTest, testConnection } from './testConnection.ts';
