import { beforeEach, describe, expect, it } from 'vitest';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type Keyword, tagOf } from '#shared/dicom/attributes.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { createFakeArchive } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache, type MemoryCache } from '#tests/fixtures/memoryCache.ts';
import { settle } from '#tests/fixtures/testClock.ts';
import { HeaderReader } from './headerReader.ts';

const study: StudyRef = { archiveId: 'one' as ArchiveId, studyInstanceUID: '1.2.1' as StudyInstanceUID };
const seriesInstanceUID = '1.2.1.1' as SeriesInstanceUID;
const urdu = 'محمد^علی';

function attributes(values: Partial<Record<Keyword, unknown>>): DicomDataset {
  const names: readonly string[] = ['PatientName', 'ReferringPhysicianName'];
  return Object.fromEntries(
    Object.entries(values).map(([keyword, value]) =>
      names.includes(keyword)
        ? [tagOf(keyword as Keyword), { vr: 'PN', Value: [{ Alphabetic: value }] }]
        : [tagOf(keyword as Keyword), { vr: 'LO', Value: [value] }],
    ),
  );
}
const instance = (number: number, more: Partial<Record<Keyword, unknown>> = {}) =>
  attributes({
    StudyInstanceUID: '1.2.1',
    SeriesInstanceUID: seriesInstanceUID,
    SOPInstanceUID: `1.2.1.1.${number}`,
    PatientID: 'P1',
    PatientName: '???^??',
    Rows: 512,
    Columns: 512,
    BitsAllocated: 16,
    ...more,
  });
const searched = (more: Partial<Record<Keyword, unknown>> = {}) =>
  attributes({ StudyInstanceUID: '1.2.1', PatientID: 'P1', PatientName: '^', ...more });

let cache: MemoryCache;
let asked: string[];
let file: (uid: string) => Result<DicomDataset, Failure>;
let lineFailure: Failure | undefined;
let learned: { header: DicomDataset; keywords: readonly Keyword[] }[];
let problems: string[];
let reader: HeaderReader;

beforeEach(() => {
  cache = createMemoryCache();
  [asked, learned, problems, lineFailure] = [[], [], [], undefined];
  file = (uid) => succeed(instance(1, { SOPInstanceUID: uid, PatientName: urdu }));
  const { client } = createFakeArchive('one', []);
  const archive = {
    ...client,
    readInstance: ({ instance: uid }: { instance: string }) => {
      asked.push(uid);
      return Promise.resolve(lineFailure ? fail(lineFailure) : succeed(new TextEncoder().encode(uid)));
    },
  };
  reader = new HeaderReader({
    cache,
    index: { put: () => undefined },
    framesOf: (one) => Number(one[tagOf('NumberOfFrames')]?.Value?.[0] ?? 1),
    clientOf: () => archive,
    readFile: (bytes) => Promise.resolve(file(new TextDecoder().decode(bytes))),
    onLearned: (_study, header, keywords) => learned.push({ header, keywords }),
    onProblem: (_study, code) => problems.push(code),
  });
});

function keep(...instances: DicomDataset[]): void {
  cache.saveSeries(study, { seriesInstanceUID, instances, expectedFrames: instances.length });
}
const keptNames = () =>
  cache.readSeries(study).flatMap(({ instances }) => instances.map((one) => one[tagOf('PatientName')]?.Value?.[0]));

describe('A10 HeaderReader', () => {
  it('asks for the smallest image, and lets its header name the patient in every image', async () => {
    keep(instance(1, { NumberOfFrames: 60 }), instance(2, { Rows: 256 }), instance(3));
    reader.consider(study, searched(), instance(1));
    reader.consider(study, searched(), instance(1));
    await settle();
    expect(asked).toEqual(['1.2.1.1.2']);
    expect(learned).toMatchObject([{ keywords: ['PatientName'] }]);
    expect(keptNames()).toEqual(new Array(3).fill({ Alphabetic: urdu }));
    const uids = cache.readSeries(study)[0]?.instances.map((one) => one[tagOf('SOPInstanceUID')]?.Value?.[0]);
    expect(uids).toEqual(['1.2.1.1.1', '1.2.1.1.2', '1.2.1.1.3']);
    reader.consider(study, searched(), instance(1));
    await settle();
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['all can be read', searched({ PatientName: urdu }), instance(1, { PatientName: urdu })],
    ['the images carry no name, the search does', searched({ PatientName: 'Khan^Ali' }), attributes({})],
    [
      'a referrer was left empty',
      searched({ PatientName: urdu, ReferringPhysicianName: '^^^^' }),
      instance(1, { PatientName: urdu }),
    ],
    [
      'the metadata know a lost description',
      searched({ PatientName: urdu, StudyDescription: '??' }),
      instance(1, { PatientName: urdu, StudyDescription: 'صدر' }),
    ],
  ])('asks for nothing where %s', async (_what, row, image) => {
    keep(image);
    reader.consider(study, row, image);
    await settle();
    expect(asked).toEqual([]);
  });

  it.each([
    [
      'the search lost the letters that the metadata have',
      searched({ PatientName: 'ceyp' }),
      'Люкceмбypг',
      ['PatientName'],
    ],
    ['the search says "^", whatever the metadata say', searched(), urdu, ['PatientName']],
    ['no name is there, but a patient', attributes({ PatientID: 'P1' }), '', ['PatientName']],
    [
      'a description is garbled',
      searched({ PatientName: urdu, StudyDescription: '\ufffd\ufffd' }),
      urdu,
      ['StudyDescription'],
    ],
  ])('asks once where %s', async (_what, row, name, keywords) => {
    keep(instance(1));
    file = (uid) => succeed(instance(1, { SOPInstanceUID: uid, PatientName: urdu, StudyDescription: 'صدر' }));
    reader.consider(study, row, instance(1, { PatientName: name }));
    await settle();
    expect(asked).toHaveLength(1);
    expect(learned.map((one) => one.keywords)).toEqual([keywords]);
  });

  it.each([
    ['another patient', { PatientID: 'P2' }],
    ['another study', { StudyInstanceUID: '1.2.9' }],
    ['another series', { SeriesInstanceUID: '1.2.1.9' }],
    ['another image', { SOPInstanceUID: '1.2.1.1.9' }],
    ['no patient', { PatientID: '' }],
  ])('keeps nothing of a file of %s, and does not ask again', async (_what, change) => {
    keep(instance(1));
    file = () => succeed(instance(1, { PatientName: urdu, ...change }));
    reader.consider(study, searched(), instance(1));
    await settle();
    reader.consider(study, searched(), undefined);
    await settle();
    expect([asked.length, learned, problems]).toEqual([1, [], ['HeaderDisagrees']]);
    expect(keptNames()).toEqual([{ Alphabetic: '???^??' }]);
  });

  it('keeps nothing of a file that cannot be read', async () => {
    keep(instance(1));
    file = () => fail(failureOf('DicomDamaged'));
    reader.consider(study, searched(), instance(1));
    await settle();
    expect([learned, problems]).toEqual([[], ['DicomDamaged']]);
  });

  it('asks again when the line had failed, and says nothing of it', async () => {
    keep(instance(1));
    lineFailure = failureOf('ArchiveUnreachable');
    reader.consider(study, searched(), instance(1));
    await settle();
    expect([asked.length, learned, problems]).toEqual([1, [], []]);
    lineFailure = undefined;
    reader.consider(study, searched(), undefined);
    await settle();
    expect(learned).toHaveLength(1);
  });

  it('asks for no image that is too much for a name, and for nothing once stopped', async () => {
    keep(instance(1, { NumberOfFrames: 600 }));
    reader.consider(study, searched(), instance(1));
    await reader.stop();
    keep(instance(1));
    reader.consider(study, searched(), instance(1));
    await settle();
    expect(asked).toEqual([]);
  });

  it('takes nothing for another patient whose images are in the same study', async () => {
    keep(instance(1), instance(2, { PatientID: 'P2' }));
    reader.consider(study, searched(), instance(1));
    await settle();
    expect(keptNames()).toEqual([{ Alphabetic: urdu }, { Alphabetic: '???^??' }]);
  });
});
