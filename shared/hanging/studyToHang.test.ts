import { describe, expect, test } from 'vitest';
import { datasetOf, imageDataset } from '#tests/fixtures/imageDataset.ts';
import { studyOfHeaders } from '#tests/fixtures/studyOfHeaders.ts';

import type { DicomDataset } from '../dicom/dicomJson.ts';
import { splitIntoDisplaySets } from '../dicom/displaySets.ts';
import type { ArchiveId, StudyRef } from '../dicom/frameKey.ts';
import { readImageDescription } from '../dicom/readImageDescription.ts';
import { displaySetsOf } from '../dicom/studyDisplaySets.ts';
import type { StudyInstanceUID } from '../dicom/uids.ts';
import { listedStudyFacets, studyFacetsOf } from './studyFacets.ts';
import type { SeriesHeaders } from './studyToHang.ts';

type Attributes = Parameters<typeof imageDataset>[0];
const study: StudyRef = { archiveId: 'one' as ArchiveId, studyInstanceUID: '1.2' as StudyInstanceUID };
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

function series(uid: string, images: number, more: Attributes = {}): SeriesHeaders {
  return {
    seriesInstanceUID: uid,
    instances: range(images).map((at) =>
      imageDataset({
        StudyInstanceUID: ['1.2'],
        SeriesInstanceUID: [uid],
        SOPInstanceUID: [`${uid}.${at}`],
        Modality: ['CT'],
        StudyDescription: ['CT Chest'],
        SeriesNumber: [Number(uid.split('.').at(-1))],
        InstanceNumber: [at + 1],
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        ImagePositionPatient: [0, 0, at],
        PixelSpacing: [1, 1],
        ...more,
      }),
    ),
  };
}

const toHang = (list: readonly SeriesHeaders[], more: Partial<Parameters<typeof studyOfHeaders>[0]> = {}) =>
  studyOfHeaders({ study, date: '20260302', series: list, priors: [], screens: 1, ...more });

describe('a study from its headers alone', () => {
  const soft = series('1.2.3', 20, { ConvolutionKernel: ['B31f'], SliceThickness: [5] });

  test('has the display sets of the desk, by the same names', () => {
    const images = soft.instances.flatMap((dataset) => {
      const image = readImageDescription(dataset);
      return image.ok ? [image.value] : [];
    });
    const [set] = displaySetsOf(study, images);
    const [hung] = toHang([soft]).series;
    expect([hung?.id, hung?.seriesNumber, hung?.facets.count.value]).toEqual([set?.id, 3, 20]);
    expect(set?.id).toBe(`one/1.2|${splitIntoDisplaySets(images)[0]?.id}`);
  });

  test('an agent that all of its series carry says nothing of the one whose like is named after it', () => {
    const t1 = (uid: string, name: string) =>
      series(uid, 20, { Modality: ['MR'], SeriesDescription: [name], ContrastBolusAgent: ['Gadovist'] });
    const both = [t1('1.2.6', 'AX T1'), t1('1.2.7', 'AX T1 +')];
    const contrastOf = (list: readonly SeriesHeaders[]) =>
      toHang(list).series.map(({ facets }) => facets.contrast.value);
    expect(contrastOf(both)).toEqual([undefined, 'post']);
    expect(contrastOf(both.slice(0, 1))).toEqual(['post']);
  });

  test('what was asked for is in the name of the study or in the reason alone', () => {
    const asked = (order: { description?: string; reason?: string }) => toHang([soft], { order }).facets.asked;
    expect(asked({ reason: 'Infarct?' })).toMatchObject({
      value: 'CT Chest · Infarct?',
      source: 'ReasonForTheRequestedProcedure',
    });
    expect(asked({})).toMatchObject({ value: 'CT Chest', source: 'StudyDescription' });
  });

  test('is made of display sets, not of series: two b-values of one series are two', () => {
    const diffusion = series('1.2.4', 20, { Modality: ['MR'] });
    const instances = diffusion.instances.map((dataset, at) => ({
      ...dataset,
      ...datasetOf({ DiffusionBValue: [at < 10 ? 0 : 1000], ImagePositionPatient: [0, 0, at % 10] }),
    }));
    const hung = toHang([{ ...diffusion, instances }]).series;
    expect(hung.map(({ facets }) => facets.bValue.value)).toEqual([0, 1000]);
  });

  test('knows single pictures by their place, and none of a stack', () => {
    const scan = series('1.2.5', 3, { Modality: ['US'], ImageOrientationPatient: [], ImagePositionPatient: [] });
    expect(toHang([scan]).series[0]?.instances).toEqual(range(3).map((index) => ({ index, frames: 1 })));
    expect(toHang([soft]).series[0]?.instances).toBeUndefined();
  });

  test('leaves out what cannot be drawn, and a series of which nothing is here', () => {
    const report = {
      seriesInstanceUID: '1.2.9',
      instances: [datasetOf({ Modality: ['SR'], SeriesInstanceUID: ['1.2.9'] })],
    };
    expect(toHang([report, { seriesInstanceUID: '1.2.8', instances: [] }, soft]).series).toHaveLength(1);
  });

  test('takes the word of a reader before the header’s', () => {
    const said = { ofScanners: [], ofSeries: [{ seriesInstanceUID: '1.2.3', values: { kernel: 'sharp' as const } }] };
    expect(toHang([soft], { corrections: said }).series[0]?.facets.kernel).toMatchObject({
      value: 'sharp',
      source: 'siteCorrection',
    });
  });

  test('has priors with their series where they are here, and by the list alone where they are not', () => {
    const listed = { modalities: ['CT', 'SR'], studyDescription: 'CT Abdomen' };
    const earlier = {
      study: { ...study, studyInstanceUID: '1.9' as StudyInstanceUID },
      date: '20250302',
      listed,
      hasReport: true,
    };
    const { priors } = toHang([soft], {
      priors: [earlier, { ...earlier, listed: { modalities: ['CT'] }, series: [series('1.9.1', 2)] }],
    });
    expect(
      priors.map((prior) => [prior.id, prior.series?.length, prior.facets.bodyPart.value, prior.facets.modality.value]),
    ).toEqual([
      ['one/1.9', undefined, ['ABDOMEN'], ['CT']],
      ['one/1.9', 1, ['CHEST'], ['CT']],
    ]);
  });
});

describe('what is known of a study as a whole', () => {
  const facetsOf = (lists: readonly SeriesHeaders[], order = {}) => {
    const { series: hung } = toHang(lists);
    return studyFacetsOf(
      hung,
      lists.flatMap(({ instances }) => instances.slice(0, 1)),
      order,
    );
  };
  const plain = series('1.2.3', 20, { SeriesDescription: ['Thorax nativ'] });
  const after = series('1.2.4', 20, { SeriesDescription: ['Thorax venous'], ContrastBolusAgent: ['ULTRAVIST'] });

  test('does not depend on the order of its series', () => {
    const scout = series('1.2.1', 1, {
      SeriesDescription: ['Head Topogram'],
      ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'],
    });
    const three = [scout, plain, after];
    expect(facetsOf([...three].reverse())).toEqual(facetsOf(three));
    // The scout's plane, its name and itself count for nothing.
    expect(facetsOf(three)).toMatchObject({
      nImageSeries: { value: 2 },
      planes: { value: ['AX'] },
      bodyPart: { value: ['CHEST'] },
    });
  });

  test('is after contrast as soon as one series is, plain only where every one says so', () => {
    const silent = series('1.2.5', 20, { SeriesDescription: ['Thorax'] });
    expect([[plain, after], [plain], [plain, silent]].map((lists) => facetsOf(lists).hasContrast.value)).toEqual([
      true,
      false,
      undefined,
    ]);
  });

  test('is of both sides where its series are, of one where they all are, of none where nobody says', () => {
    const knee = (uid: string, side: string[]) =>
      series(uid, 1, { Modality: ['DX'], BodyPartExamined: ['KNEE'], ImageLaterality: side });
    const sides = [
      [knee('1.2.3', ['R']), knee('1.2.4', ['L'])],
      [knee('1.2.3', ['R']), knee('1.2.4', ['R'])],
      [knee('1.2.3', ['R']), knee('1.2.4', [])],
      [knee('1.2.3', [])],
    ];
    expect(sides.map((lists) => facetsOf(lists).laterality.value)).toEqual(['B', 'R', 'R', undefined]);
  });

  test.each<[string, Attributes, number | undefined]>([
    ['as it is written', { PatientAge: ['012Y'] }, 12],
    ['in months', { PatientAge: ['018M'] }, 1.5],
    ['by the days', { PatientBirthDate: ['20160302'], StudyDate: ['20260302'] }, 10],
    ['unknown', { PatientAge: ['old'] }, undefined],
    ['unknown of one who was born later', { PatientBirthDate: ['20270101'], StudyDate: ['20260302'] }, undefined],
  ])('is of an age %s', (_, attributes, years) => {
    const { ageYears } = facetsOf([series('1.2.3', 1, attributes)]);
    if (years === undefined) expect(ageYears.value).toBeUndefined();
    else expect(ageYears.value).toBeCloseTo(years, 1);
  });

  test('says what was asked for beside what was done', () => {
    const request = datasetOf({ RequestedProcedureDescription: ['CT Thorax low dose'] });
    const requested = series('1.2.3', 1, { RequestAttributesSequence: [request] });
    expect(facetsOf([requested]).description.value).toBe('CT Chest · CT Thorax low dose');
    expect(facetsOf([plain], { reason: 'cough' }).reason.value).toBe('cough');
  });

  test('has the codes of its procedure', () => {
    const code = datasetOf({ CodeValue: ['24627-2'] });
    const coded = series('1.2.3', 1, { RequestedProcedureCodeSequence: [code] });
    expect(facetsOf([coded]).procedureCode.value).toEqual(['24627-2']);
  });
});

describe('a study of which there is only its line in the list', () => {
  test('shows what its words name, and no report is a modality', () => {
    const facets = listedStudyFacets({ modalities: ['SR', 'DX'], bodyPart: 'KNEE', studyDescription: 'XR Knee LT' });
    expect([facets.modality.value, facets.bodyPart.value, facets.laterality.value]).toEqual([['DX'], ['KNEE'], 'L']);
  });

  test('is of no side where its words name two, or none', () => {
    const side = (studyDescription: string) =>
      listedStudyFacets({ modalities: ['DX'], studyDescription }).laterality.value;
    expect([side('XR Knees Right and Left'), side('XR Knee'), side('')]).toEqual([undefined, undefined, undefined]);
  });

  test('of nothing but reports has no modality to compare', () => {
    expect(listedStudyFacets({ modalities: ['SR'] }).modality.value).toBeUndefined();
  });
});

test('a data set that says nothing at all throws nowhere', () => {
  const nothing: DicomDataset = {};
  expect(studyFacetsOf([], [nothing]).bodyPart.value).toBeUndefined();
  expect(toHang([{ seriesInstanceUID: '1.2.3', instances: [nothing] }]).series).toEqual([]);
});
