import { beforeEach, expect, it } from 'vitest';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { Keyword } from '#shared/dicom/attributes.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { Corrections } from '#shared/dicom/series/corrections.ts';
import type { SeriesInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { createMemoryCache, type MemoryCache } from '#tests/fixtures/memoryCache.ts';
import { studyOfHeaders } from '#tests/fixtures/studyOfHeaders.ts';
import { createTestClock, type TestClock } from '#tests/fixtures/testClock.ts';
import { StudiesToTry } from './index.ts';

const archiveId = 'site-a' as ArchiveId;
const refOf = (number: number): StudyRef => ({ archiveId, studyInstanceUID: `1.2.${number}` as StudyInstanceUID });

interface Known {
  readonly item: WorklistItem;
  readonly priors: readonly WorklistItem[];
}

let cache: MemoryCache;
let clock: TestClock;
let known: Known[];
let corrections: Corrections;
let reads: string[];
let away: Set<string>;
let life: AbortController;
let toTry: StudiesToTry;

beforeEach(() => {
  [cache, clock, known, reads, away] = [createMemoryCache(), createTestClock(), [], [], new Set()];
  life = new AbortController();
  corrections = { ofScanners: [], ofSeries: [] };
  const itemOf = (study: StudyRef) => known.find(({ item }) => studyKey(item.study) === studyKey(study));
  toTry = new StudiesToTry({
    clock,
    cache: {
      countFrames: (study) => cache.countFrames(study),
      readOneSeries: (study, series) => {
        reads.push(series);
        return cache.readOneSeries(study, series);
      },
    },
    worklist: {
      listOfModality: (modality) =>
        known.filter(({ item }) => item.modalities.includes(modality)).map(({ item }) => item.study),
      itemOf: (study) => itemOf(study)?.item,
      priorsOf: (study) => itemOf(study)?.priors ?? [],
    },
    readiness: { hasMetadata: (study) => !away.has(studyKey(study)) },
    correctionsOf: () => corrections,
    ended: life.signal,
  });
});

type Values = { readonly [Name in Keyword]?: readonly unknown[] };

/** Series of a study, of three images each. */
function seriesOf(study: StudyRef, all: readonly Values[]) {
  return all.map((values, index) => {
    const seriesInstanceUID = `${study.studyInstanceUID}.${index}` as SeriesInstanceUID;
    const instances = [1, 2, 3].map(
      (number): DicomDataset =>
        imageDataset({
          StudyInstanceUID: [study.studyInstanceUID],
          SeriesInstanceUID: [seriesInstanceUID],
          SOPInstanceUID: [`${seriesInstanceUID}.${number}`],
          SeriesNumber: [index + 1],
          InstanceNumber: [number],
          ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
          ImagePositionPatient: [0, 0, number * 5],
          PixelSpacing: [0.7, 0.7],
          PatientID: ['P1'],
          Modality: ['CT'],
          ...values,
        }),
    );
    return { seriesInstanceUID, instances, expectedFrames: 3 };
  });
}

function itemOf(study: StudyRef, more: Partial<WorklistItem> = {}): WorklistItem {
  return {
    study,
    archiveName: 'Site A',
    patientId: 'P1',
    modalities: ['CT'],
    priority: 'ROUTINE',
    assigned: true,
    dueAt: 0,
    firstSeenAt: 0,
    priorCount: 0,
    studyDate: '20260101',
    readiness: { state: 'none', presentFrames: 0 },
    report: 'none',
    ...more,
  };
}

/** Known, and its headers on the disk. */
function keep(
  number: number,
  series: readonly Values[],
  more: Partial<WorklistItem> = {},
  priors: WorklistItem[] = [],
) {
  const study = refOf(number);
  for (const one of seriesOf(study, series)) cache.saveSeries(study, one);
  const item = itemOf(study, more);
  known.push({ item, priors });
  return item;
}

const lungs: Values = { SeriesDescription: ['Lung 1.0'], ConvolutionKernel: ['B70f'] };
const soft: Values = { SeriesDescription: ['Chest 5.0'], ConvolutionKernel: ['B31f'] };
const idsOf = async (wanted: Parameters<StudiesToTry['find']>[0]) =>
  (await toTry.find(wanted)).map(({ item }) => item.study.studyInstanceUID);

it('a study is what it would be if it were read whole, corrections with it', async () => {
  corrections = {
    ofScanners: [
      { series: { station: '', protocol: '', description: 'Lung 1.0' }, values: { contrast: 'post', kernel: null } },
    ],
    ofSeries: [],
  };
  const item = keep(1, [soft, lungs, { Modality: ['SR'] }], { studyDescription: 'CT CHEST' });
  const [found] = await toTry.find({ modality: 'CT', most: 5 });
  const whole = studyOfHeaders({
    study: item.study,
    date: '20260101',
    series: seriesOf(item.study, [soft, lungs, { Modality: ['SR'] }]),
    order: { description: 'CT CHEST' },
    priors: [],
    screens: 1,
    corrections,
  });
  expect(found).toEqual({ item, toHang: whole });
  expect(whole.series.map(({ facets }) => [facets.kernel.value, facets.contrast.source])).toEqual([
    ['soft', 'none'],
    [undefined, 'siteCorrection'],
    [undefined, 'none'],
  ]);
});

it('of a part of the body: by the order where it names one, without reading the study; else by its series', async () => {
  keep(1, [{ BodyPartExamined: ['CHEST'] }], { studyDescription: 'CT HEAD' });
  keep(2, [soft], { studyDescription: 'CT with contrast' });
  keep(3, [{}]);
  keep(4, [{ SeriesDescription: ['Thorax'] }], { studyDescription: 'HRCT' });
  keep(5, [soft], { modalities: ['MR'] });
  expect(await idsOf({ modality: 'CT', bodyPart: 'CHEST', most: 5 })).toEqual(['1.2.2', '1.2.4']);
  expect(reads).toEqual(['1.2.2.0', '1.2.3.0', '1.2.4.0']);
  expect(await idsOf({ modality: 'CT', most: 2 })).toEqual(['1.2.1', '1.2.2']);
  expect(await idsOf({ modality: 'PT', most: 2 })).toEqual([]);
});

it('a study of which the list says what its images do not is none of that Modality', async () => {
  keep(1, [{ Modality: ['MR'] }], { modalities: ['CT', 'MR'] });
  expect(await idsOf({ modality: 'CT', most: 2 })).toEqual([]);
  expect(await idsOf({ modality: 'MR', most: 2 })).toEqual(['1.2.1']);
});

it('only what is on this disk, and a study whose headers are not is passed over', async () => {
  keep(1, [soft]);
  keep(2, [soft]);
  away.add(studyKey(refOf(1)));
  expect(await idsOf({ modality: 'CT', most: 5 })).toEqual(['1.2.2']);
});

it('what was read is not read again, until the study or what was put right of it is another', async () => {
  keep(1, [soft]);
  await idsOf({ modality: 'CT', most: 5 });
  await idsOf({ modality: 'CT', bodyPart: 'CHEST', most: 5 });
  expect(reads).toHaveLength(1);
  cache.saveSeries(refOf(1), seriesOf(refOf(1), [soft, lungs])[1]!);
  const [grown] = await toTry.find({ modality: 'CT', most: 5 });
  expect(grown?.toHang.series).toHaveLength(2);
  corrections = {
    ofScanners: [],
    ofSeries: [{ seriesInstanceUID: '1.2.1.1', values: { kernel: 'soft' } }],
  };
  const [corrected] = await toTry.find({ modality: 'CT', most: 5 });
  expect(corrected?.toHang.series[1]?.facets.kernel).toMatchObject({ value: 'soft', source: 'siteCorrection' });
});

it('earlier studies come with their series where they are here, and never one that may be another patient’s', async () => {
  const read = itemOf(refOf(11), { studyDate: '20250101', studyDescription: 'CT CHEST' });
  const listed = itemOf(refOf(12), { studyDate: '20240101', studyDescription: 'CT CHEST', report: 'delivered' });
  const other = itemOf(refOf(13), { patientId: 'P2' });
  const mislabelled = itemOf(refOf(14), { studyDate: '20230101' });
  for (const one of seriesOf(read.study, [soft])) cache.saveSeries(read.study, one);
  for (const one of seriesOf(mislabelled.study, [{ ...soft, PatientID: ['P9'] }]))
    cache.saveSeries(mislabelled.study, one);
  away.add(studyKey(listed.study));
  keep(1, [soft], {}, [read, listed, other, mislabelled]);
  const [found] = await toTry.find({ modality: 'CT', most: 1 });
  expect(found?.toHang.priors.map(({ id, date, series, hasReport }) => [id, date, series?.length, hasReport])).toEqual([
    ['site-a/1.2.11', '20250101', 1, false],
    ['site-a/1.2.12', '20240101', undefined, true],
  ]);
  expect(found?.toHang.priors[1]?.facets.bodyPart.value).toEqual(['CHEST']);
});

it('answers what it has after three seconds, and nothing more once nobody waits', async () => {
  for (let number = 1; number <= 5; number += 1) keep(number, [soft]);
  const ending = new StudiesToTry({
    ...{ clock: { monotonicMs: () => reads.length * 1_000 }, correctionsOf: () => corrections, ended: life.signal },
    cache: {
      countFrames: (study) => cache.countFrames(study),
      readOneSeries: (study, series) => {
        reads.push(series);
        return cache.readOneSeries(study, series);
      },
    },
    worklist: {
      listOfModality: () => known.map(({ item }) => item.study),
      itemOf: (study) => itemOf(study),
      priorsOf: () => [],
    },
    readiness: { hasMetadata: () => true },
  });
  expect(await ending.find({ modality: 'CT', most: 5 })).toHaveLength(4);
  const gone = new AbortController();
  gone.abort();
  expect(await toTry.find({ modality: 'CT', most: 5 }, gone.signal)).toEqual([]);
  reads = [];
  const asked = toTry.find({ modality: 'CT', most: 5 });
  life.abort();
  expect([await asked, reads]).toEqual([[], []]);
});
