import type { HttpResponse } from '#electron/base/http/httpPool.ts';
import { type MediaType, readMediaType } from '#electron/base/http/mediaType.ts';
import {
  MultipartError,
  type MultipartLimits,
  type MultipartPart,
  MultipartReader,
} from '#electron/base/http/multipartRelated.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { isUID, type SeriesInstanceUID, type SOPInstanceUID, type StudyInstanceUID } from '#shared/dicom/uids.ts';
import { answersInFlight, type BudgetShare } from './answerBudget.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { failureOfMultipart, noRoomFor } from './archiveFailures.ts';
import { dicomJson, invalid, readDatasets } from './dicomJsonAnswer.ts';
import { gunzipped } from './gunzipped.ts';
import type { RequestOptions } from './index.ts';

export interface InstanceAddress {
  readonly study: StudyInstanceUID;
  readonly series: SeriesInstanceUID;
  readonly instance: SOPInstanceUID;
}

/** One Part 10 file. */
const maxInstanceBytes = 1024 * 1024 * 1024;
/** Bytes behind an answer's closing boundary that are waited for, so that its connection can be used again. */
const mostAfterwards = 4_096;
const mostExpectedBytes = 2 * 1024 * 1024;

export function instancePath(address: InstanceAddress): string {
  return `/studies/${address.study}/series/${address.series}/instances/${address.instance}`;
}

/** WADO-RS metadata of a series; instances of other series, which some archives mix in, are left out. */
export async function readSeriesMetadata(
  connection: ArchiveConnection,
  study: StudyInstanceUID,
  series: SeriesInstanceUID,
  options: RequestOptions,
): Promise<Result<readonly DicomDataset[], Failure>> {
  const path = `/studies/${study}/series/${series}/metadata`;
  const answered = await connection.askForContent({ path, accept: dicomJson }, options);
  if (!answered.ok) return answered;
  const rows = await readDatasets(connection, answered.value, options.mayRead);
  if (!rows.ok) return rows;
  const ours = new Map<string, DicomDataset>();
  for (const row of rows.value) {
    const uid = textOf(row, 'SOPInstanceUID');
    const here = textOf(row, 'StudyInstanceUID') === study && textOf(row, 'SeriesInstanceUID') === series;
    if (uid !== undefined && isUID(uid) && here) ours.set(uid, row);
  }
  if (rows.value.length > 0 && ours.size === 0) return fail(invalid(connection.place.host, 'otherSeries'));
  return succeed([...ours.values()]);
}

/** WADO-RS instance, as stored: one Part 10 file (`DICM` at byte 128 proved). */
export async function readInstance(
  connection: ArchiveConnection,
  address: InstanceAddress,
  options: RequestOptions,
): Promise<Result<Uint8Array, Failure>> {
  const type = 'multipart/related; type="application/dicom"';
  let answered = await connection.askForContent(
    { path: instancePath(address), accept: `${type}; transfer-syntax=*` },
    options,
  );
  // Archives before 2018 know no transfer-syntax parameter and refuse it.
  if (!answered.ok && refusedAccept(answered.failure)) {
    answered = await connection.askForContent({ path: instancePath(address), accept: type }, options);
  }
  if (!answered.ok) return answered;
  const response = answered.value;
  const media = readMediaType(response.headers.get('content-type'));
  let file: Uint8Array | undefined;
  if (media.type === 'multipart/related') {
    const read = await readParts(connection, response, media, { parts: 1, partBytes: maxInstanceBytes }, (part) => {
      file = part.bytes;
    });
    if (!read.ok) return read;
  } else {
    const read = await connection.readBytes(response, maxInstanceBytes);
    if (!read.ok) return read;
    file = read.value;
  }
  if (file && Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1', 128, 132) === 'DICM') {
    return succeed(file);
  }
  return fail(failureOf('ArchiveAnswerInvalid', { host: connection.place.host, reason: 'notPart10' }));
}

/**
 * Hands on each part of an answer once it is whole; more of them or longer ones than `limits`, or none closing it, is a
 * failure. `share`: what the answer holds of the memory for all, for what `onPart` unpacks.
 */
export async function readParts(
  connection: ArchiveConnection,
  response: HttpResponse,
  media: MediaType,
  limits: Pick<MultipartLimits, 'parts' | 'partBytes'>,
  onPart: (part: MultipartPart, index: number, share: BudgetShare) => void | Promise<void>,
): Promise<Result<number, Failure>> {
  const reader = new MultipartReader(media.parameters.get('boundary'), limits, expectedBytes(response));
  const share = answersInFlight.open();
  let count = 0;
  let afterwards = 0;
  try {
    for await (const chunk of gunzipped(response.body)) {
      if (reader.isClosed) afterwards += chunk.length;
      // Everything has come. An answer that goes on is left at that, for it might never end.
      if (afterwards > mostAfterwards) break;
      if (!share.hold(chunk.length)) return fail(noRoomFor(connection.place));
      for (const part of reader.push(chunk)) {
        await onPart(part, count, share);
        share.release(part.bytes.length);
        count += 1;
      }
    }
    reader.end();
  } catch (error) {
    if (error instanceof MultipartError) return fail(failureOfMultipart(error, connection.place));
    if (error instanceof PartRefused) return fail(error.failure);
    // What breaks behind the closing boundary takes nothing away.
    const failure = connection.failureOfBody(error);
    if (!reader.isClosed) return fail(failure);
  } finally {
    share.close();
  }
  return succeed(count);
}

/** What an answer that is not packed says of its length; believed no further than room for it is worth. */
function expectedBytes({ headers }: HttpResponse): number | undefined {
  const told = Number(headers.get('content-length'));
  const isPacked = (headers.get('content-encoding') ?? 'identity') !== 'identity';
  return isPacked || !Number.isInteger(told) ? undefined : Math.min(told, mostExpectedBytes);
}

/** Thrown by `onPart` to end the reading with a failure of its own. */
export class PartRefused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Statuses by which archives say "not in that form": the same thing may be had in another. */
export function refusedAccept(failure: Failure): boolean {
  const status = failure.details?.['status'];
  return failure.code === 'ArchiveFailed' && [400, 406, 415, 500, 501].includes(Number(status));
}
