import { setImmediate as nextTurn } from 'node:timers/promises';
import { HttpBodyError, type HttpResponse } from '#electron/base/http/httpPool.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type DicomDataset, readDicomJson } from '#shared/dicom/dicomJson.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { webPage } from './archiveFailures.ts';

/** Inflated; 1,000 instances of plain metadata are about 6 MB, so this is for hostile answers only. */
const maxJsonBytes = 64 * 1024 * 1024;
/** A row of a list is one or two KB. */
const generousRowBytes = 32 * 1024;
/** Some archives answer everything whatever was asked for: so many rows are room for ten thousand real ones. */
const leastRows = 500;
/** So many take some 8 ms. */
const rowsAtOnce = 100;
/** Nobody indents by so much: what follows is nothing, without an end. */
const maxBlankBytes = 64 * 1024;

/** The most that is read of a list of which so many rows were asked for. */
export function maxListBytes(rows: number): number {
  return Math.min(maxJsonBytes, Math.max(rows, leastRows) * generousRowBytes);
}

export const dicomJson = 'application/dicom+json';

/**
 * The data sets of a DICOM JSON answer. No body and `[]` both mean none; a lone object is one (A8).
 * Something else that is not JSON is not a DICOMweb archive, or a page that a network put in between.
 */
export async function readDatasets(
  connection: ArchiveConnection,
  response: HttpResponse,
  mayRead?: (bytes: number) => boolean,
): Promise<Result<readonly DicomDataset[], Failure>> {
  const read = await readRows(connection, response, maxJsonBytes, mayRead);
  if (!read.ok) return read;
  const [reason] = read.value.unreadable;
  return reason === undefined ? succeed(read.value.datasets) : fail(invalid(connection.place.host, reason));
}

export interface ReadRows {
  readonly datasets: readonly DicomDataset[];
  /** Of each row that is no data set, why. */
  readonly unreadable: readonly string[];
}

/** As `readDatasets`, for lists of which one bad row must not hide the others. */
export async function readRows(
  connection: ArchiveConnection,
  response: HttpResponse,
  maxBytes = maxJsonBytes,
  mayRead: (bytes: number) => boolean = () => true,
): Promise<Result<ReadRows, Failure>> {
  const body = await connection.readBytes({ ...response, body: withoutEndlessBlank(response.body) }, maxBytes);
  if (!body.ok) return body;
  if (!mayRead(body.value.length)) return fail(failureOf('StudyTooLarge'));
  const text = body.value.toString('utf8').trim();
  if (text === '') return succeed({ datasets: [], unreadable: [] });
  const { place } = connection;
  if (text.startsWith('<')) {
    if (response.status >= 300) return fail(invalid(place.host, 'page'));
    return fail(/^<\?xml/i.test(text) ? invalid(place.host, 'xml') : webPage(place));
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Text that begins as JSON was ours to read and is broken; anything else never was DICOMweb.
    const broken = text.startsWith('[') || text.startsWith('{');
    return fail(broken ? invalid(place.host, 'json') : failureOf('ArchiveNotDicomWeb', { host: place.host }));
  }
  const datasets: DicomDataset[] = [];
  const unreadable: string[] = [];
  for (const [position, item] of (Array.isArray(parsed) ? (parsed as unknown[]) : [parsed]).entries()) {
    // A scanner's study is thousands of them, each with hundreds of attributes: others have their turn between.
    if (position % rowsAtOnce === rowsAtOnce - 1) await nextTurn();
    const dataset = readDicomJson(item);
    if (dataset.ok) datasets.push(dataset.value);
    else unreadable.push(dataset.failure.reason);
  }
  return succeed({ datasets, unreadable });
}

/** The body as it comes. Ends where nothing but blank has come for long: the JSON before it is whole, or is broken. */
async function* withoutEndlessBlank(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let blank = 0;
  let hasText = false;
  for await (const chunk of body) {
    let end = chunk.length;
    while (end > 0 && isBlank(chunk[end - 1])) end -= 1;
    hasText ||= end > 0;
    blank = end === 0 ? blank + chunk.length : chunk.length - end;
    if (blank <= maxBlankBytes) yield chunk;
    // An empty list is said by no bytes, or by two: blank without an end says nothing.
    else if (!hasText) throw new HttpBodyError({ kind: 'tooLarge', detail: 'blank' });
    else {
      yield chunk.subarray(0, end);
      return;
    }
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export function invalid(host: string, reason: string): Failure {
  return failureOf('ArchiveAnswerInvalid', { host, reason });
}
