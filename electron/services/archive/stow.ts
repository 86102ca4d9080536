import type { HttpResponse } from '#electron/base/http/httpPool.ts';
import type { Random } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type DicomDataset, itemsOf, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import type { SOPInstanceUID } from '#shared/dicom/uids.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { failureOfStatus, failureOfWebPage } from './archiveFailures.ts';
import { dicomJson, invalid, readDatasets } from './dicomJsonAnswer.ts';
import type { RequestOptions } from './index.ts';

/** Duplicate SOP Instance (PS3.4 annex CC.2.3): what we sent before is there already. */
const duplicateInstance = 0x0111;
/** Statuses under which an answer about single instances may stand; archives disagree on which means what (A12). */
const statusesWithAnswer = new Set([200, 201, 202, 204, 400, 409]);

/** STOW-RS of one instance. Success only when the answer names this UID as stored; a status alone proves nothing. */
export async function storeInstance(
  connection: ArchiveConnection,
  random: Random,
  instance: SOPInstanceUID,
  part10: Uint8Array,
  options: RequestOptions,
): Promise<Result<{ readonly outcome: 'stored' | 'alreadyThere' }, Failure>> {
  const answered = await connection.ask(storeRequest(random, part10), options);
  if (!answered.ok) return answered;
  const response = answered.value;
  const { place } = connection;
  const page = failureOfWebPage(response, place);
  if (page || !statusesWithAnswer.has(response.status)) {
    await response.discard();
    return fail(page ?? refusal(response, connection) ?? invalid(place.host, 'storeStatus'));
  }
  const rows = await readDatasets(connection, response);
  if (!rows.ok) {
    // A cut answer leaves open what happened; the caller asks whether the instance is there. XML refusals are refusals.
    const refused = rows.failure.code === 'ArchiveAnswerInvalid' && refusal(response, connection);
    return fail(refused || rows.failure);
  }
  return outcomeFor(instance, rows.value, response, connection);
}

export function storeRequest(random: Random, part10: Uint8Array | undefined) {
  const boundary = `durbeen-${random.uuid()}`;
  const head = `--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`;
  const body = part10
    ? Buffer.concat([Buffer.from(head), part10, Buffer.from(`\r\n--${boundary}--\r\n`)])
    : Buffer.from(`--${boundary}--\r\n`);
  return {
    method: 'POST' as const,
    path: '/studies',
    accept: dicomJson,
    headers: { 'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}` },
    body,
  };
}

function outcomeFor(
  instance: SOPInstanceUID,
  answers: readonly DicomDataset[],
  response: HttpResponse,
  connection: ArchiveConnection,
): Result<{ readonly outcome: 'stored' | 'alreadyThere' }, Failure> {
  for (const answer of answers) {
    const failed = itemsOf(answer, 'FailedSOPSequence').find((item) => names(item, instance));
    const reason = failed && (numberOf(failed, 'FailureReason') ?? 0);
    if (reason === duplicateInstance) return succeed({ outcome: 'alreadyThere' });
    if (reason !== undefined) return fail(refused(connection, response.status, hexadecimal(reason)));
    if (itemsOf(answer, 'ReferencedSOPSequence').some((item) => names(item, instance))) {
      return succeed({ outcome: 'stored' });
    }
  }
  return fail(refusal(response, connection) ?? invalid(connection.place.host, 'storeNotNamed'));
}

const names = (item: DicomDataset, instance: SOPInstanceUID) => textOf(item, 'ReferencedSOPInstanceUID') === instance;

/** The failure of a status that refuses storing; undefined for 2xx, which proves nothing either way. */
function refusal(response: HttpResponse, connection: ArchiveConnection): Failure | undefined {
  const { status } = response;
  if ([400, 409, 413, 415, 422].includes(status)) return refused(connection, status, `HTTP ${status}`);
  return failureOfStatus(response, connection.place);
}

function refused(connection: ArchiveConnection, status: number, reason: string): Failure {
  return failureOf('ArchiveStoreRefused', { host: connection.place.host, status, reason });
}

/** FailureReason as the standard writes it: "0110H". */
function hexadecimal(reason: number): string {
  return `${reason.toString(16).toUpperCase().padStart(4, '0')}H`;
}
