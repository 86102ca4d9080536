import type { Random } from '#electron/base/world.ts';
import type { ConnectionCheck } from '#shared/contract/archives.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { type DicomDataset, textOf, valuesOf } from '#shared/dicom/dicomJson.ts';
import { personNameOf } from '#shared/dicom/personName.ts';
import { isGarbledName } from '#shared/dicom/readableName.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { failureOfStatus } from './archiveFailures.ts';
import { dicomJson, readDatasets } from './dicomJsonAnswer.ts';
import { framesAcceptOf } from './frameTypes.ts';
import type { RequestOptions } from './index.ts';
import { storeRequest } from './stow.ts';
import { type InstanceAddress, instancePath } from './wado.ts';

/** Statuses by which an archive that stores says that an empty request holds nothing to store. */
const understoodEmptyStore = new Set([200, 202, 204, 400, 409, 415, 422]);

/** Judged from how an empty request is refused: nothing is stored. */
export async function checkStore(
  connection: ArchiveConnection,
  random: Random,
  options: RequestOptions,
): Promise<ConnectionCheck> {
  const answered = await connection.ask(storeRequest(random, undefined), options);
  if (!answered.ok) return { check: 'store', outcome: 'fails', failure: answered.failure };
  const { status } = answered.value;
  await answered.value.discard();
  if (understoodEmptyStore.has(status)) return { check: 'store', outcome: 'works', details: { status } };
  const failure = failureOfStatus(answered.value, connection.place) ?? failureOf('ArchiveFailed', { status });
  return { check: 'store', outcome: 'fails', failure };
}

/**
 * Looks at the names that came back. Orthanc with its Latin-1 default answers "^" for an Urdu or Hindi name:
 * such a name, or one with replacement characters, says that the archive loses scripts.
 */
export function checkCharset(studies: readonly DicomDataset[]): ConnectionCheck {
  let intact = 0;
  let lost = 0;
  for (const study of studies) {
    const name = personNameOf(study, 'PatientName');
    const text = name ? `${name.alphabetic}${name.ideographic}${name.phonetic}` : '';
    const garbled = /\?{2,}/.test(text) || isGarbledName(valuesOf(study, 'PatientName')[0]);
    if (garbled || (name === undefined && hasEmptyShell(study))) lost += 1;
    else if (/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(text)) intact += 1;
  }
  const details = { intact, lost };
  if (lost > 0) return { check: 'charset', outcome: 'limited', details };
  return intact > 0 ? { check: 'charset', outcome: 'works', details } : { check: 'charset', outcome: 'notTried' };
}

/** A name of carets and spaces only: there was one, and its letters are gone. */
function hasEmptyShell(study: DicomDataset): boolean {
  const [value] = valuesOf(study, 'PatientName');
  const group: unknown =
    typeof value === 'object' && value !== null && 'Alphabetic' in value ? value.Alphabetic : undefined;
  return typeof group === 'string' && /^[\s^]*\^[\s^]*$/.test(group);
}

/** Two pages of one row each: the second must bring another study. */
export async function checkPaging(
  connection: ArchiveConnection,
  studies: number,
  options: RequestOptions,
): Promise<ConnectionCheck> {
  if (studies < 2) return { check: 'paging', outcome: 'notTried' };
  const uids: (string | undefined)[] = [];
  const lengths: number[] = [];
  for (const offset of [0, 1]) {
    const path = `/studies?limit=1&offset=${offset}`;
    const answered = await connection.askForContent({ path, accept: dicomJson }, options);
    if (!answered.ok) return { check: 'paging', outcome: 'fails', failure: answered.failure };
    const rows = await readDatasets(connection, answered.value);
    if (!rows.ok) return { check: 'paging', outcome: 'fails', failure: rows.failure };
    lengths.push(rows.value.length);
    uids.push(rows.value[0] && textOf(rows.value[0], 'StudyInstanceUID'));
  }
  const limitKept = lengths.every((length) => length === 1);
  const turned = uids[0] !== undefined && uids[1] !== undefined && uids[0] !== uids[1];
  // Without limits everything comes at once, which is slow and still complete.
  return { check: 'paging', outcome: limitKept && turned ? 'works' : 'limited' };
}

/** N15: only a 206 whose Content-Range is exactly the one asked for counts. */
export async function checkRange(
  connection: ArchiveConnection,
  address: InstanceAddress,
  options: RequestOptions,
): Promise<ConnectionCheck> {
  const path = `${instancePath(address)}/frames/1`;
  const answered = await connection.ask(
    { path, accept: framesAcceptOf('asStored'), headers: { range: 'bytes=0-15' } },
    options,
  );
  if (!answered.ok) return { check: 'range', outcome: 'fails', failure: answered.failure };
  const { status, headers } = answered.value;
  await answered.value.discard();
  const exact = status === 206 && /^bytes 0-15\/\d+$/.test(headers.get('content-range') ?? '');
  return { check: 'range', outcome: exact ? 'works' : 'limited', details: { status } };
}
