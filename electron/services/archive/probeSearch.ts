import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { failureOfStatus, failureOfWebPage } from './archiveFailures.ts';
import { dicomJson, readRows } from './dicomJsonAnswer.ts';
import type { RequestOptions } from './index.ts';
import type { ProbeNeeds } from './probeNeeds.ts';

interface Answer {
  readonly rows: readonly DicomDataset[];
  readonly status: number;
  /** The archive refused the question by its status. */
  readonly refused: boolean;
}

/** Probes 3 to 5: what "none" looks like, whether pages turn, which filters count, which fields are given. */
export async function probeSearch(needs: ProbeNeeds, options: RequestOptions): Promise<Result<void, Failure>> {
  const { memory, random } = needs;
  const nobody = `2.25.${BigInt(`0x${random.uuid().replaceAll('-', '')}`)}`;
  const none = await ask(needs, `StudyInstanceUID=${nobody}&limit=2`, options);
  if (!none.ok) return none;
  const { status, rows, refused } = none.value;
  if (rows.length === 0 && (!refused || status === 404)) {
    memory.learn({ none: status === 404 ? 'notFound' : status === 204 ? 'noContent' : 'emptyList' });
  }
  const ignored: string[] = rows.length > 0 ? ['StudyInstanceUID'] : [];
  const paging = await probePaging(needs, options);
  if (!paging.ok) return paging;
  // A patient that nobody is, a day before there were X-rays: whoever answers studies has not looked at the filter.
  for (const [name, value] of [
    ['PatientID', `nobody-${random.uuid()}`],
    ['StudyDate', '18950101-18950102'],
  ] as const) {
    const filtered = await ask(needs, `${name}=${value}&limit=2`, options);
    if (!filtered.ok) return filtered;
    if (filtered.value.rows.some((row) => textOf(row, name) !== undefined)) ignored.push(name);
  }
  memory.learn({ ignoredFilters: ignored });
  return probeFields(needs, options);
}

async function probePaging(needs: ProbeNeeds, options: RequestOptions): Promise<Result<void, Failure>> {
  const pages: (readonly DicomDataset[])[] = [];
  for (const offset of [0, 1]) {
    const page = await ask(needs, `limit=1&offset=${offset}`, options);
    if (!page.ok) return page;
    pages.push(page.value.rows);
  }
  const uids = pages.map(([row]) => row && textOf(row, 'StudyInstanceUID'));
  const [first, second] = uids;
  // With fewer than two studies there is nothing to see.
  if (first === undefined || (second === undefined && pages[0]?.length === 1)) return succeed(undefined);
  const keepsLimit = pages.every((rows) => rows.length <= 1);
  needs.memory.learn({ paging: { keepsLimit, keepsOffset: first !== second } });
  return succeed(undefined);
}

async function probeFields(needs: ProbeNeeds, options: RequestOptions): Promise<Result<void, Failure>> {
  const fields = ['StudyDescription', 'NumberOfStudyRelatedInstances', 'AvailableTransferSyntaxUID'] as const;
  const include = fields.map((keyword) => `includefield=${tagOf(keyword)}`).join('&');
  const answered = await ask(needs, `limit=1&${include}`, options);
  if (!answered.ok) return answered;
  const [row] = answered.value.rows;
  if (!row) return succeed(undefined);
  needs.memory.learn({
    givesIncludedFields: Object.hasOwn(row, tagOf('StudyDescription')),
    countsInstances: numberOf(row, 'NumberOfStudyRelatedInstances') !== undefined,
    namesSyntaxes: textOf(row, 'AvailableTransferSyntaxUID') !== undefined,
  });
  return succeed(undefined);
}

async function ask(
  { connection }: ProbeNeeds,
  query: string,
  options: RequestOptions,
): Promise<Result<Answer, Failure>> {
  const answered = await connection.ask({ path: `/studies?${query}`, accept: dicomJson }, options);
  if (!answered.ok) return answered;
  const response = answered.value;
  const { status } = response;
  const failure = failureOfStatus(response, connection.place) ?? failureOfWebPage(response, connection.place);
  if (failure) {
    await response.discard();
    const isRefusal = status === 404 || status === 400 || status === 409;
    return isRefusal ? succeed({ rows: [], status, refused: true }) : fail(failure);
  }
  const read = await readRows(connection, response);
  return read.ok ? succeed({ rows: read.value.datasets, status, refused: false }) : read;
}
