import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { failureOfStatus, failureOfWebPage } from './archiveFailures.ts';
import { dicomJson, readRows } from './dicomJsonAnswer.ts';
import type { RequestOptions } from './index.ts';
import type { ProbeNeeds } from './probeNeeds.ts';

/** Probe 4: which filters count. */
export async function probeSearch(needs: ProbeNeeds, options: RequestOptions): Promise<Result<void, Failure>> {
  const { memory, random } = needs;
  const nobody = `2.25.${BigInt(`0x${random.uuid().replaceAll('-', '')}`)}`;
  const none = await ask(needs, `StudyInstanceUID=${nobody}&limit=2`, options);
  if (!none.ok) return none;
  const ignored: string[] = none.value.length > 0 ? ['StudyInstanceUID'] : [];
  // A patient that nobody is, a day before there were X-rays: whoever answers studies has not looked at the filter.
  for (const [name, value] of [
    ['PatientID', `nobody-${random.uuid()}`],
    ['StudyDate', '18950101-18950102'],
  ] as const) {
    const filtered = await ask(needs, `${name}=${value}&limit=2`, options);
    if (!filtered.ok) return filtered;
    if (filtered.value.some((row) => textOf(row, name) !== undefined)) ignored.push(name);
  }
  memory.learn({ ignoredFilters: ignored });
  return succeed(undefined);
}

async function ask(
  { connection }: ProbeNeeds,
  query: string,
  options: RequestOptions,
): Promise<Result<readonly DicomDataset[], Failure>> {
  const answered = await connection.ask({ path: `/studies?${query}`, accept: dicomJson }, options);
  if (!answered.ok) return answered;
  const response = answered.value;
  const { status } = response;
  const failure = failureOfStatus(response, connection.place) ?? failureOfWebPage(response, connection.place);
  if (failure) {
    await response.discard();
    const isRefusal = status === 404 || status === 400 || status === 409;
    return isRefusal ? succeed([]) : fail(failure);
  }
  const read = await readRows(connection, response);
  return read.ok ? succeed(read.value.datasets) : read;
}
