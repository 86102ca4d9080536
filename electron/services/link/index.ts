/**
 * What is known of the lines to the archives: bytes counted, goodput, round trips, outages, kept across restarts.
 * Owns the measuring and nothing of what is fetched or why; must not know studies, frames or screens.
 */
import type { TrafficMeter } from '#electron/base/http/httpPool.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { LineEstimate } from '#shared/prefetch/bandwidth.ts';
import type { LineAnswer } from '#shared/prefetch/connectionCount.ts';

/** The line to one archive; what has not been measured is undefined. */
export interface LineMeasurement {
  /** Bytes a second of the last ten seconds in which something was asked for. */
  readonly bytesPerSecond: number | undefined;
  readonly roundTripMs: number | undefined;
  readonly leastRoundTripMs: number | undefined;
  /** From 0 to 1. */
  readonly lossShare: number | undefined;
  /** Bytes of each 10 s of the last hour in which something was wanted, its outages as zeros. */
  readonly estimate: LineEstimate;
  /** Since local midnight. */
  readonly outagesToday: number;
  readonly awayTodayMs: number;
  readonly bytesToday: number;
  readonly bytesThisMonth: number;
}

/** What decides how many connections pay, and when silence is an outage. */
export interface LineObserved {
  /** Since the book was opened; only grows. */
  readonly receivedBytes: number;
  /** The youngest, oldest first. */
  readonly answers: readonly LineAnswer[];
  readonly leastRoundTripMs: number | undefined;
}

/** How long an archive is waited for (rule N6). */
export interface Patience {
  /** Until the head of an answer: a slow archive may have to transcode first. */
  readonly headMs: number;
  /** Until the next byte of its body. */
  readonly stallMs: number;
  /** The least that must come of a body, below which it only holds a connection. */
  readonly progressFloor: { readonly bytes: number; readonly withinMs: number };
}

export interface LinkBook {
  /** For the pool of an archive: counts what goes over its line. */
  meterOf(archiveId: ArchiveId): TrafficMeter;
  /** Whether anything is wanted of the archive at present: time without a wish says nothing about the line. */
  noteWanting(archiveId: ArchiveId, isWanting: boolean): void;
  /** So many background requests are on their way; whether more of them have shown to carry more. */
  noteConnections(archiveId: ArchiveId, inFlight: number, showsLoss: boolean): void;
  /** The archive is away, or answers again. */
  noteAway(archiveId: ArchiveId, failure: Failure | undefined): void;
  /** Another network: what round trips there are is to be learned anew. */
  noteNetworkChanged(): void;
  observe(archiveId: ArchiveId): LineObserved;
  patienceOf(archiveId: ArchiveId): Patience;
  measure(archiveId: ArchiveId): LineMeasurement;
  /** Bytes over every line, since local midnight and since the first of the local month. */
  usage(): { readonly today: number; readonly thisMonth: number };
  /** The local month by which bytes are counted, "2026-10", and when it ends as this computer's clock will say. */
  month(): { readonly name: string; readonly endsAt: number };
  /** Writes down what has not been. */
  stop(): void;
}

export { createLinkBook } from './createLinkBook.ts';
