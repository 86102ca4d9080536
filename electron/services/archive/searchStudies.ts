import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { Keyword } from '#shared/dicom/attributes.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { isUID, type SOPInstanceUID, type StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { ArchiveMemory } from './archiveMemory.ts';
import { splitDateRange } from './dateRange.ts';
import { dicomJson, readDatasets } from './dicomJsonAnswer.ts';
import type { RequestOptions, StudyQuery } from './index.ts';
import type { Search, Searcher } from './qido.ts';

/** What a worklist row needs beyond what PS3.18 table 10.6.3-3 returns anyway; Orthanc leaves even the description out. */
const studyFields: readonly Keyword[] = [
  'StudyDescription',
  'ModalitiesInStudy',
  'NumberOfStudyRelatedSeries',
  'NumberOfStudyRelatedInstances',
  'InstitutionName',
  'IssuerOfPatientID',
  'PatientBirthDate',
  'PatientSex',
  'PatientAge',
  'AccessionNumber',
  'ReferringPhysicianName',
  'BodyPartExamined',
  'RequestedProcedurePriority',
  'TimezoneOffsetFromUTC',
];
const seriesFields: readonly Keyword[] = [
  'SeriesDescription',
  'SeriesNumber',
  'NumberOfSeriesRelatedInstances',
  'BodyPartExamined',
  'SeriesDate',
  'SeriesTime',
];

/** A year of weeks, each in days: beyond that an archive's limit is not to be got round. */
const maxSplits = 400;

/**
 * What an archive that does not know a filter answered instead is used for so long, not asked for with every patient. Of
 * earlier studies only: what a study has now, and what is new in the list, is never taken from an answer of before (V7).
 */
const listKeptMs = 10 * 60_000;

/** Filters, and the part of a query that each stands for. */
const filters = { StudyInstanceUID: 'studyInstanceUID', PatientID: 'patientId', StudyDate: 'studyDate' } as const;

/** QIDO-RS studies, filtered again here: archives ignore filters that they do not know (A7). */
export class StudySearch {
  readonly #connection: ArchiveConnection;
  readonly #searcher: Searcher;
  readonly #memory: ArchiveMemory;
  readonly #nowMs: (() => number) | undefined;
  #list: { readonly asked: string; readonly rows: readonly DicomDataset[]; readonly atMs: number } | undefined;

  /** `nowMs` goes on whatever the wall clock does; without it no answer is used twice. */
  constructor(connection: ArchiveConnection, searcher: Searcher, memory: ArchiveMemory, nowMs?: () => number) {
    this.#connection = connection;
    this.#searcher = searcher;
    this.#memory = memory;
    this.#nowMs = nowMs;
  }

  async find(query: StudyQuery, options: RequestOptions): Promise<Result<readonly DicomDataset[], Failure>> {
    const found = await this.#ask(this.#withoutIgnored(query), query, options);
    if (found.ok) {
      this.#noteIgnored(query, found.value);
      return succeed(found.value.filter((row) => matches(row, query)));
    }
    if (found.failure.code !== 'ArchiveNotFound') return found;
    // 404 may mean "none" (A8) or a wrong address. An unfiltered question tells which.
    return (await answersSearches(this.#connection, options)) ? succeed([]) : found;
  }

  async #ask(asked: StudyQuery, query: StudyQuery, options: RequestOptions) {
    // Some of an unfiltered list may be none of what was asked for.
    if (query.atMost !== undefined && asked === query) {
      return this.#searcher.some(searchOf(query), query.atMost, options);
    }
    const { atMost: _, ...whole } = asked;
    if (asked === query || !this.#nowMs) return searchInPieces(this.#searcher, whole, options);
    const text = JSON.stringify(whole);
    const kept = this.#list;
    const mayBeOlder = query.patientId !== undefined;
    if (mayBeOlder && kept?.asked === text && this.#nowMs() - kept.atMs < listKeptMs) {
      options.onOlder?.();
      return succeed(kept.rows);
    }
    const found = await searchInPieces(this.#searcher, whole, options);
    if (found.ok) this.#list = { asked: text, rows: found.value, atMs: this.#nowMs() };
    return found;
  }

  /** The same question without the filters that this archive does not know; the same object where it knows all of them. */
  #withoutIgnored(query: StudyQuery): StudyQuery {
    const known: { -readonly [Name in keyof StudyQuery]: StudyQuery[Name] } = { ...query };
    let isChanged = false;
    for (const [filter, name] of Object.entries(filters)) {
      if (query[name] === undefined || !this.#memory.capabilities.ignoredFilters.includes(filter)) continue;
      delete known[name];
      isChanged = true;
    }
    return isChanged ? known : query;
  }

  #noteIgnored(query: StudyQuery, rows: readonly DicomDataset[]): void {
    for (const [filter, name] of Object.entries(filters)) {
      if (query[name] === undefined) continue;
      const isOther = (row: DicomDataset) => hasUID(row) && !matches(row, { [name]: query[name] });
      if (rows.some(isOther)) this.#memory.noteIgnoredFilter(filter);
    }
  }
}

/** Where an archive's pages end before its list does, the same is asked for in shorter spans of dates (A6). */
async function searchInPieces(
  searcher: Searcher,
  query: StudyQuery,
  options: RequestOptions,
): Promise<Result<readonly DicomDataset[], Failure>> {
  const rows = new Map<string, DicomDataset>();
  const waiting: StudyQuery[] = [query];
  for (let splits = 0; waiting.length > 0; ) {
    const piece = waiting.shift() ?? query;
    const found = await searcher.all(searchOf(piece), options);
    if (found.ok) {
      for (const row of found.value) rows.set(textOf(row, 'StudyInstanceUID') ?? '', row);
      continue;
    }
    const shorter = found.failure.details?.['reason'] === 'paging' ? splitDateRange(piece.studyDate ?? '') : undefined;
    if (!shorter || splits >= maxSplits) return found;
    splits += 1;
    waiting.push(...shorter.map((studyDate) => ({ ...piece, studyDate })));
  }
  return succeed([...rows.values()]);
}

function searchOf(query: StudyQuery): Search {
  const parameters: [string, string][] = [];
  if (query.studyInstanceUID) parameters.push(['StudyInstanceUID', query.studyInstanceUID]);
  if (query.patientId) parameters.push(['PatientID', query.patientId]);
  if (query.studyDate) parameters.push(['StudyDate', query.studyDate]);
  return { path: '/studies', parameters, include: studyFields, uid: 'StudyInstanceUID' };
}

export async function searchSeries(
  searcher: Searcher,
  study: StudyInstanceUID,
  options: RequestOptions,
): Promise<Result<readonly DicomDataset[], Failure>> {
  const found = await searcher.all(
    { path: `/studies/${study}/series`, parameters: [], include: seriesFields, uid: 'SeriesInstanceUID' },
    options,
  );
  if (!found.ok) return found.failure.code === 'ArchiveNotFound' ? succeed([]) : found;
  return succeed(found.value.filter((row) => (textOf(row, 'StudyInstanceUID') ?? study) === study));
}

export async function hasInstance(
  connection: ArchiveConnection,
  study: StudyInstanceUID,
  instance: SOPInstanceUID,
  options: RequestOptions,
): Promise<Result<boolean, Failure>> {
  const query = new URLSearchParams({ SOPInstanceUID: instance, limit: '2' });
  const path = `/studies/${study}/instances?${query}`;
  const answered = await connection.askForContent({ path, accept: dicomJson }, options);
  if (!answered.ok) return answered.failure.code === 'ArchiveNotFound' ? succeed(false) : answered;
  const rows = await readDatasets(connection, answered.value);
  return rows.ok ? succeed(rows.value.some((row) => textOf(row, 'SOPInstanceUID') === instance)) : fail(rows.failure);
}

async function answersSearches(connection: ArchiveConnection, options: RequestOptions): Promise<boolean> {
  const answered = await connection.askForContent({ path: '/studies?limit=1', accept: dicomJson }, options);
  if (!answered.ok) return false;
  return (await readDatasets(connection, answered.value)).ok;
}

/** A row whose own name cannot be read says nothing about the filter: a damaged study must not undo it for all. */
function hasUID(row: DicomDataset): boolean {
  const uid = textOf(row, 'StudyInstanceUID');
  return uid !== undefined && isUID(uid);
}

function matches(row: DicomDataset, query: StudyQuery): boolean {
  if (!hasUID(row)) return false;
  const uid = textOf(row, 'StudyInstanceUID');
  if (query.studyInstanceUID !== undefined && uid !== query.studyInstanceUID) return false;
  if (query.patientId !== undefined && textOf(row, 'PatientID') !== query.patientId.trim()) return false;
  return query.studyDate === undefined || withinDates(textOf(row, 'StudyDate'), query.studyDate);
}

/** A row without a date stays: the archive matched it by something, and hiding a study is worse than one too many. */
function withinDates(date: string | undefined, range: string): boolean {
  if (date === undefined) return true;
  const [from = '', to = from] = range.split('-');
  return (from === '' || date >= from) && (to === '' || date <= to);
}
