import { afterAll, describe, expect, test } from 'vitest';
import type { StudyQuery } from '#electron/services/archive/index.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { closeParser, instanceOf, startAsking, uidOf } from './asking.ts';
import {
  ignoresFilters,
  ignoresLimit,
  ignoresOffset,
  noneAs,
  type Quirk,
  repeatsRows,
  rowCap,
  shiftsRowsOnce,
  wrongUrls,
} from './quirks.ts';

// Searches of the real client over a real socket, at archives that each do one thing differently.

afterAll(closeParser);

const lane = { lane: 'background' } as const;
const studies = (count: number) =>
  Array.from({ length: count }, (_, index) => instanceOf({ study: index + 1, number: 1 }));
const uids = (rows: readonly DicomDataset[]) => new Set(rows.map((row) => textOf(row, 'StudyInstanceUID')));

describe('A6 every row is found, each once', () => {
  test.each<[string, number, Quirk]>([
    ['an archive that gives 1,000 rows at most', 2500, rowCap(1000)],
    ['one that gives 100', 1030, rowCap(100)],
    ['one that gives 275', 275, rowCap(275)],
    ['limits that are ignored', 1200, ignoresLimit],
    ['pages that repeat rows', 1203, repeatsRows],
    ['a row that slips away between two pages', 1203, shiftsRowsOnce()],
  ])('%s', async (_, count, quirk) => {
    await using asking = await startAsking({ images: studies(count), quirks: [quirk] });
    for (const time of [1, 2]) {
      const found = await asking.client.searchStudies({}, lane);
      expect([time, found.ok && found.value.length, found.ok && uids(found.value).size]).toEqual([time, count, count]);
    }
  });

  test.each([100, 256])('a list that has grown past the cap of %i it just filled is read to its end', async (cap) => {
    const images = studies(cap);
    await using asking = await startAsking({ images, quirks: [rowCap(cap)] });
    expect((await asking.client.searchStudies({}, lane)).ok).toBe(true);
    images.push(...studies(cap + 30).slice(cap));
    const found = await asking.client.searchStudies({}, lane);
    expect(found.ok && found.value.length).toBe(cap + 30);
  });

  test('a list that ends just where a page does takes nothing from the next one', async () => {
    await using asking = await startAsking({ images: studies(60), quirks: [rowCap(2)] });
    for (const [range, count] of [
      ['20260101-20260630', 30],
      ['20260701-20261231', 30],
      ['20260101-20261231', 60],
    ] as const) {
      const found = await asking.client.searchStudies({ studyDate: range }, lane);
      expect([range, found.ok && uids(found.value).size]).toEqual([range, count]);
    }
  });

  test('pages so small that their turning ends before the list: by days, and never a part that looks whole', async () => {
    await using asking = await startAsking({ images: studies(410), quirks: [rowCap(2)] });
    expect(await asking.client.searchStudies({}, lane)).toMatchObject({
      failure: { code: 'ArchiveAnswerInvalid', details: { reason: 'paging' } },
    });
    const found = await asking.client.searchStudies({ studyDate: '20260101-20261231' }, lane);
    expect(found.ok && uids(found.value).size).toBe(410);
  });

  test('an offset that is ignored: the whole list at once', async () => {
    await using asking = await startAsking({ images: studies(700), quirks: [ignoresOffset] });
    const found = await asking.client.searchStudies({}, lane);
    expect(found.ok && found.value.length).toBe(700);
  });
});

describe('A7 no study that was not asked for', () => {
  test('filters that an archive ignores are found out by the probe, and everything is filtered here', async () => {
    const quirk = ignoresFilters('PatientID', 'StudyDate', 'StudyInstanceUID');
    await using asking = await startAsking({ images: studies(40), quirks: [quirk] });
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    expect(asking.memory.capabilities.ignoredFilters).toEqual(['StudyInstanceUID', 'PatientID', 'StudyDate']);
    const found = await asking.client.searchStudies({ patientId: 'P7' }, lane);
    expect(found.ok && [...uids(found.value)]).toEqual([uidOf(7)]);
  });

  test('one that is met later disables the filter: the list comes once, not with every patient', async () => {
    await using asking = await startAsking({ images: studies(40), quirks: [ignoresFilters('PatientID')] });
    for (const patientId of ['P1', 'P2', 'P3', 'P4']) {
      const found = await asking.client.searchStudies({ patientId }, lane);
      expect(found.ok && found.value.map((row) => textOf(row, 'PatientID'))).toEqual([patientId]);
    }
    expect(asking.memory.capabilities.ignoredFilters).toEqual(['PatientID']);
    const lists = asking.archive.requests.filter(({ target }) => /limit=500(?!.*offset)/.test(target));
    expect(lists.map(({ target }) => target.includes('PatientID'))).toEqual([true, false]);
  });

  test('V7: what a study has now and what is new in the list are asked for, never taken from an answer of before', async () => {
    const images = studies(40);
    const quirk = ignoresFilters('PatientID', 'StudyDate', 'StudyInstanceUID');
    await using asking = await startAsking({ images, quirks: [quirk] });
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    let older = 0;
    const ask = async (query: StudyQuery) => {
      const found = await asking.client.searchStudies(query, { ...lane, onOlder: () => (older += 1) });
      return found.ok ? found.value.length : found.failure.code;
    };
    const study = uidOf(41) as StudyInstanceUID;
    expect([await ask({ studyDate: '19000101-' }), await ask({ studyInstanceUID: study })]).toEqual([40, 0]);
    images.push(...studies(41).slice(40));
    expect([await ask({ studyInstanceUID: study }), await ask({ studyDate: '19000101-' })]).toEqual([1, 41]);
    expect(older).toBe(0);
    await ask({ patientId: 'P1' });
    expect(older).toBe(1);
  });

  test('a row whose own name cannot be read does not disable the filter that it came through', async () => {
    const damaged = instanceOf({ study: 4, number: 1, attributes: { StudyInstanceUID: ['1..2'] } });
    await using asking = await startAsking({ images: [...studies(3), damaged] });
    const found = await asking.client.searchStudies({ studyDate: '19000101-' }, { ...lane, onUnreadable: () => {} });
    expect([found.ok && found.value.length, asking.memory.capabilities.ignoredFilters]).toEqual([3, []]);
  });

  test('filters that count are still sent, and nothing is disabled', async () => {
    await using asking = await startAsking({ images: studies(40) });
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    const found = await asking.client.searchStudies({ patientId: 'P9', studyDate: '20260101-20261231' }, lane);
    expect([asking.memory.capabilities.ignoredFilters, found.ok && found.value.length]).toEqual([[], 1]);
  });
});

describe('A8 what "none" looks like, and URLs that lead elsewhere', () => {
  test.each(['emptyList', 'noContent', 'notFound'] as const)('none as %s', async (form) => {
    await using asking = await startAsking({ images: studies(3), quirks: [noneAs(form)] });
    const found = await asking.client.searchStudies({ patientId: 'nobody' }, lane);
    expect(found.ok && found.value.length).toBe(0);
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    expect(asking.memory.capabilities.ignoredFilters).toEqual([]);
  });

  test('no URL in an answer is followed: frames come from the address that was configured', async () => {
    await using asking = await startAsking({ images: studies(2), quirks: [wrongUrls] });
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    expect((await asking.read(1)).frames).toHaveLength(1);
  });
});
