import { describe, expect, it, test } from 'vitest';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { Corrections } from '#shared/dicom/series/corrections.ts';
import type { SeriesInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import type { ListedToHang } from '#shared/hanging/studyToHang.ts';
import type { FakeStudy } from '#tests/fixtures/fakeArchive.ts';
import { datasetOf, imageDataset } from '#tests/fixtures/imageDataset.ts';
import { ReadingScene } from '#tests/fixtures/readingScene.ts';
import { HangOrders } from './hangOrders.ts';
import { StudyIndex } from './studyIndex.ts';

const axial = [1, 0, 0, 0, 1, 0];
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
type Attributes = Parameters<typeof imageDataset>[0];

interface WrittenSeries {
  readonly name: string;
  readonly images: number;
  readonly attributes?: Attributes;
}

const ofStudy = (study: string, description: string, date: string): Attributes => ({
  StudyInstanceUID: [study],
  StudyDescription: [description],
  StudyDate: [date],
  Modality: ['CT'],
});
const scout: WrittenSeries = {
  name: 'Topogram',
  images: 1,
  attributes: { ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] },
};
const soft: WrittenSeries = {
  name: 'Thorax 5.0',
  images: 4,
  attributes: { ImageOrientationPatient: axial, ConvolutionKernel: ['B31f'], SliceThickness: [5] },
};
const lung: WrittenSeries = {
  name: 'Thorax 1.0',
  images: 40,
  attributes: { ImageOrientationPatient: axial, ConvolutionKernel: ['B70f'], SliceThickness: [1] },
};

function indexed(
  studies: Readonly<Record<string, { readonly date: string; readonly series: readonly WrittenSeries[] }>>,
) {
  const index = new StudyIndex({ readSeries: () => [] });
  for (const [study, { date, series }] of Object.entries(studies)) {
    for (const archiveId of ['one', 'two'] as ArchiveId[])
      index.put(
        { ...refOf(study), archiveId },
        series.map(({ name, images, attributes }, at) => ({
          seriesInstanceUID: `${study}.${at + 1}` as SeriesInstanceUID,
          expectedFrames: images,
          instances: range(images).map((number) =>
            imageDataset({
              ...ofStudy(study, 'CT Chest', date),
              SeriesInstanceUID: [`${study}.${at + 1}`],
              SOPInstanceUID: [`${study}.${at + 1}.${number}`],
              SeriesNumber: [at + 1],
              SeriesDescription: [name],
              InstanceNumber: [number],
              ...attributes,
            }),
          ),
        })),
      );
  }
  return index;
}

const refOf = (study: string): StudyRef => ({
  archiveId: 'one' as ArchiveId,
  studyInstanceUID: study as StudyInstanceUID,
});
const none: Corrections = { ofScanners: [], ofSeries: [] };
const rulesOf = (protocols: readonly Protocol[], corrections = none) => ({
  protocolsInForce: () => protocols,
  correctionsOf: () => corrections,
});
const unlisted = { itemOf: () => undefined, priorsOf: () => [], linesOf: () => [] };
const chest = { '1.1': { date: '20260302', series: [scout, soft, lung] } };

describe('the order in which the series of a study are wanted', () => {
  it('has its rules read in turns between which other work goes on, and is the same after them', async () => {
    const orders = new HangOrders(indexed(chest), rulesOf(shippedProtocols), unlisted);
    let others = 0;
    let isReady = false;
    const other = () => {
      others += 1;
      if (!isReady) setImmediate(other);
    };
    setImmediate(other);
    await orders.makeReady();
    isReady = true;
    expect(others).toBeGreaterThan(20);
    expect(orders.of(refOf('1.1'))).toEqual(['1.1.3', '1.1.2']);
  });

  it('is that in which they hang: the lung before the lighter series, the scout not at all', () => {
    expect(new HangOrders(indexed(chest), rulesOf(shippedProtocols), unlisted).of(refOf('1.1'))).toEqual([
      '1.1.3',
      '1.1.2',
    ]);
  });

  it('is none where nothing is known of the study', () => {
    expect(new HangOrders(indexed({}), rulesOf(shippedProtocols), unlisted).of(refOf('1.1'))).toEqual([]);
  });

  it('is of a prior that in which it stands beside the study, whatever its own protocol', () => {
    const both = {
      '1.1': { date: '20260302', series: [scout, lung] },
      '1.2': { date: '20250302', series: [soft, lung, scout] },
    };
    const orders = new HangOrders(indexed(both), rulesOf(shippedProtocols), unlisted);
    expect(orders.ofPrior(refOf('1.2'), refOf('1.1'))[0]).toBe('1.2.2');
    expect(
      new HangOrders(indexed({ '1.2': both['1.2'] }), rulesOf(shippedProtocols), unlisted).ofPrior(
        refOf('1.2'),
        refOf('1.1'),
      )[0],
    ).toBe('1.2.2');
  });

  it('follows what a reader said of the series', () => {
    const said = { ofScanners: [], ofSeries: [{ seriesInstanceUID: '1.1.3', values: { kind: 'localizer' as const } }] };
    expect(new HangOrders(indexed(chest), rulesOf(shippedProtocols, said), unlisted).of(refOf('1.1'))).toEqual([
      '1.1.2',
    ]);
  });

  it('is by what was ordered, where that says more than the images, and anew when the list says something else', () => {
    // Nobody wrote the part into the headers.
    const head = { ...soft, name: '5.0 H31s', attributes: { ...soft.attributes, StudyDescription: ['CT'] } };
    const bone = { ...lung, name: '1.0 H70h', attributes: { ...lung.attributes, StudyDescription: ['CT'] } };
    let line: ListedToHang = { study: refOf('1.1'), modalities: ['CT'], studyDescription: 'CT chest' };
    const orders = new HangOrders(
      indexed({ '1.1': { date: '20260302', series: [head, bone] } }),
      rulesOf(shippedProtocols),
      { itemOf: () => line, priorsOf: () => [], linesOf: () => [line] },
    );
    expect(orders.toHang(refOf('1.1')).facets.bodyPart.value).toEqual(['CHEST']);
    expect(orders.of(refOf('1.1'))).toEqual(['1.1.2', '1.1.1']);
    line = { ...line, studyDescription: 'CT head' };
    expect(orders.of(refOf('1.1'))).toEqual(['1.1.1', '1.1.2']);
  });

  it('knows the b-values of one series apart, as they hang', () => {
    const index = new StudyIndex({ readSeries: () => [] });
    const instances = [0, 1000].flatMap((bValue) =>
      range(4).map((at) =>
        imageDataset({
          ...ofStudy('1.1', 'MRI brain', '20260302'),
          Modality: ['MR'],
          SeriesInstanceUID: ['1.1.1'],
          SOPInstanceUID: [`1.1.1.${bValue}.${at}`],
          SeriesDescription: ['ep2d_diff'],
          ImageOrientationPatient: axial,
          ImagePositionPatient: [0, 0, at],
          PixelSpacing: [1, 1],
          DiffusionBValue: [bValue],
        }),
      ),
    );
    const seriesInstanceUID = '1.1.1' as SeriesInstanceUID;
    index.put(refOf('1.1'), [{ seriesInstanceUID, expectedFrames: 8, instances }]);
    const { series } = new HangOrders(index, rulesOf(shippedProtocols), unlisted).toHang(refOf('1.1'));
    expect(series.map(({ facets }) => [facets.bValue.value, facets.count.value])).toEqual([
      [0, 4],
      [1000, 4],
    ]);
  });

  it('of a prior is anew when a reader said something of the study that it stands beside', () => {
    const both = {
      '1.1': { date: '20260302', series: [scout, soft] },
      '1.2': { date: '20250302', series: [soft, lung, scout] },
    };
    let said = none;
    const orders = new HangOrders(
      indexed(both),
      {
        protocolsInForce: () => shippedProtocols,
        correctionsOf: (archiveId) => (archiveId === 'two' ? said : none),
      },
      unlisted,
    );
    const [prior, current] = [refOf('1.2'), { ...refOf('1.1'), archiveId: 'two' as ArchiveId }];
    const before = orders.ofPrior(prior, current);
    said = { ...none, ofSeries: [{ seriesInstanceUID: '1.1.2', values: { kernel: 'sharp' } }] };
    expect(orders.ofPrior(prior, current)).not.toBe(before);
  });

  it('is decided once, and anew when the protocols are others', () => {
    let asked = shippedProtocols;
    const orders = new HangOrders(
      indexed(chest),
      { protocolsInForce: () => asked, correctionsOf: () => none },
      unlisted,
    );
    const first = orders.of(refOf('1.1'));
    expect(orders.of(refOf('1.1'))).toBe(first);
    asked = [];
    expect(orders.of(refOf('1.1'))).toEqual(['1.1.3', '1.1.2']);
    expect(orders.of(refOf('1.1'))).not.toBe(first);
  });
});

const fake = (study: string, at: number, { name, images, attributes }: WrittenSeries, description: string) =>
  [
    `${study}.${at}`,
    range(images).map((number) => ({
      sopInstanceUID: `${study}.${at}.${number}`,
      attributes: datasetOf({
        ...ofStudy(study, description, '20260901'),
        SeriesDescription: [name],
        SeriesNumber: [at],
        ...attributes,
      }),
    })),
  ] as const;

const assigned: FakeStudy = {
  studyInstanceUID: '1.2.1',
  patientId: 'A',
  studyDate: '20260901',
  modality: 'CT',
  series: Object.fromEntries([scout, soft, lung].map((one, at) => fake('1.2.1', at + 1, one, 'CT Chest'))),
};
const scene = new ReadingScene([assigned]);

test('O2: of a study that nobody has opened, what will hang first comes before its scout and its lighter series', async () => {
  await scene.desk.start();
  await scene.world.clock.advanceAsync(20_000);
  const asked = scene.archive.frameCalls.map(({ instance }) => instance.split('.').slice(0, 4).join('.'));
  // O1: one slice of each series, in the order of the hang; then series by series.
  expect(asked.slice(0, 3)).toEqual(['1.2.1.3', '1.2.1.2', '1.2.1.1']);
  expect(asked.slice(3)).toEqual([...Array<string>(39).fill('1.2.1.3'), ...Array<string>(3).fill('1.2.1.2')]);
});
