import { tagOf } from '#shared/dicom/attributes.ts';
import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { type IndexedInstance, type IndexedSeries, type IndexedStudy, instancesOf } from './archiveIndex.ts';
import { type MatchKey, matches, queryAttribute } from './matching.ts';
import { answerJson, answerStatus, type PracticeResponse } from './message.ts';
import { allFields, defaultFields, type Level } from './searchFields.ts';

/** Where a search looks; an absent UID means all. */
export interface SearchScope {
  readonly level: Level;
  readonly study?: string;
  readonly series?: string;
}

const controls = new Set(['limit', 'offset', 'includefield', 'fuzzymatching']);
const warnings = {
  fuzzy: '299 durbeen "The fuzzymatching parameter is not supported. Only literal matching has been performed."',
  more: '299 durbeen "There are additional results that can be requested"',
  ignored: '299 durbeen "One or more attributes are not supported for matching and were ignored."',
};

/** QIDO-RS (PS3.18 section 10.6): filter, page, answer; 204 when nothing matches. */
export function search(
  studies: ReadonlyMap<string, IndexedStudy>,
  scope: SearchScope,
  query: URLSearchParams,
  root: string,
): PracticeResponse {
  const plan = readQuery(query);
  if (typeof plan === 'string') return answerStatus(400, plan);
  const found = candidates(studies, scope, root).filter((row) => plan.keys.every((key) => matches(row, key)));
  const page = found.slice(plan.offset, plan.offset + plan.limit);
  const notes = [...plan.notes, ...(plan.offset + page.length < found.length ? [warnings.more] : [])];
  const headers: Record<string, string> = notes.length > 0 ? { warning: notes.join(', ') } : {};
  if (page.length === 0) return answerStatus(204, '', headers);
  return answerJson(
    200,
    page.map((row) => pick(row, scope.level, plan.fields)),
    headers,
  );
}

interface QueryPlan {
  readonly keys: readonly MatchKey[];
  readonly fields: readonly string[] | 'all';
  readonly limit: number;
  readonly offset: number;
  readonly notes: readonly string[];
}

function readQuery(query: URLSearchParams): QueryPlan | string {
  const limit = readCount(query.get('limit'), Number.MAX_SAFE_INTEGER);
  const offset = readCount(query.get('offset'), 0);
  if (limit === undefined || offset === undefined) return 'limit and offset are whole numbers, 0 or more';
  const keys: MatchKey[] = [];
  const notes: string[] = query.get('fuzzymatching') === 'true' ? [warnings.fuzzy] : [];
  for (const [name, wanted] of query) {
    if (controls.has(name.toLowerCase())) continue;
    const attribute = queryAttribute(name);
    if (attribute) keys.push({ ...attribute, wanted });
    else if (!notes.includes(warnings.ignored)) notes.push(warnings.ignored);
  }
  const asked = query.getAll('includefield').flatMap((value) => value.split(','));
  const fields = asked.includes('all') ? 'all' : asked.flatMap((name) => queryAttribute(name)?.tag ?? []);
  return { keys, fields, limit, offset, notes };
}

function readCount(text: string | null, absent: number): number | undefined {
  if (text === null || text === '') return absent;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function candidates(studies: ReadonlyMap<string, IndexedStudy>, scope: SearchScope, root: string): DicomDataset[] {
  const wanted = [...studies.values()].filter((study) => scope.study === undefined || study.uid === scope.study);
  if (scope.level === 'study') return wanted.map((study) => studyRow(study, root)).sort(newestFirst);
  const series = wanted
    .flatMap((study) => [...study.series.values()].map((one) => ({ study, series: one })))
    .filter((one) => scope.series === undefined || one.series.uid === scope.series);
  if (scope.level === 'series') return series.map((one) => seriesRow(one.study, one.series, root));
  return series.flatMap((one) => one.series.instances.map((instance) => instanceRow(one, instance, root)));
}

/** A fixed order, so that pages never overlap or leave a gap. */
function newestFirst(left: DicomDataset, right: DicomDataset): number {
  const key = (row: DicomDataset) =>
    `${textOf(row, 'StudyDate') ?? ''}${textOf(row, 'StudyTime') ?? ''}${textOf(row, 'StudyInstanceUID') ?? ''}`;
  return key(left) < key(right) ? 1 : -1;
}

const integer = (value: number): DicomElement => ({ vr: 'IS', Value: [value] });
const online: DicomElement = { vr: 'CS', Value: ['ONLINE'] };

/** Every attribute that any instance has; the first to have it decides. */
function merged(instances: readonly IndexedInstance[]): { [tag: string]: DicomElement } {
  const all = Object.create(null) as { [tag: string]: DicomElement };
  for (const { instance } of instances) {
    for (const tag in instance.attributes) all[tag] ??= instance.attributes[tag] as DicomElement;
  }
  return all;
}

function studyRow(study: IndexedStudy, root: string): DicomDataset {
  const instances = instancesOf(study);
  const firsts = [...study.series.values()].flatMap((series) => series.instances.slice(0, 1));
  const modalities = [...new Set(firsts.flatMap(({ instance }) => textOf(instance.attributes, 'Modality') ?? []))];
  return {
    ...merged(firsts),
    [tagOf('ModalitiesInStudy')]: { vr: 'CS', Value: modalities },
    [tagOf('NumberOfStudyRelatedSeries')]: integer(study.series.size),
    [tagOf('NumberOfStudyRelatedInstances')]: integer(instances.length),
    [tagOf('InstanceAvailability')]: online,
    [tagOf('RetrieveURL')]: { vr: 'UR', Value: [`${root}/studies/${study.uid}`] },
  };
}

function seriesRow(study: IndexedStudy, series: IndexedSeries, root: string): DicomDataset {
  return {
    ...merged(series.instances.slice(0, 1)),
    [tagOf('NumberOfSeriesRelatedInstances')]: integer(series.instances.length),
    [tagOf('InstanceAvailability')]: online,
    [tagOf('RetrieveURL')]: { vr: 'UR', Value: [`${root}/studies/${study.uid}/series/${series.uid}`] },
  };
}

function instanceRow(
  place: { readonly study: IndexedStudy; readonly series: IndexedSeries },
  { instance, uid }: IndexedInstance,
  root: string,
): DicomDataset {
  const url = `${root}/studies/${place.study.uid}/series/${place.series.uid}/instances/${uid}`;
  return {
    ...instance.attributes,
    [tagOf('InstanceAvailability')]: online,
    [tagOf('AvailableTransferSyntaxUID')]: { vr: 'UI', Value: [instance.transferSyntaxUID] },
    [tagOf('RetrieveURL')]: { vr: 'UR', Value: [url] },
  };
}

function pick(row: DicomDataset, level: Level, fields: readonly string[] | 'all'): DicomDataset {
  if (fields === 'all' && level === 'instance') return row;
  const more = fields === 'all' ? allFields[level as 'study' | 'series'] : fields;
  const picked: { [tag: string]: DicomElement } = {};
  for (const tag of [...defaultFields[level], ...more].sort()) {
    const element = row[tag];
    if (element) picked[tag] = element;
  }
  return picked;
}
