import { describe, expect, test } from 'vitest';
import { attributes, type Keyword, tagOf } from './attributes.ts';
import type { DicomDataset } from './dicomJson.ts';
import type { DisplaySet, FrameOfImage } from './displaySets.ts';
import { seriesFacetsOf } from './seriesWords.ts';

function dataset(values: Partial<Record<Keyword, string | number | readonly (string | number)[]>>): DicomDataset {
  return Object.fromEntries(
    Object.entries(values).map(([keyword, value]) => [
      tagOf(keyword as Keyword),
      { vr: attributes[keyword as Keyword][1], Value: [value].flat() },
    ]),
  );
}

function setOf(modality: string, orientation?: readonly number[], thickness?: number): DisplaySet {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0] = orientation ?? [];
  const frame = {
    sliceThicknessMm: thickness,
    discriminators: { bValue: '' },
    ...(orientation && { orientation: { row: [a, b, c], column: [d, e, f] } }),
  };
  return { modality, apart: {}, frames: [{ frame } as unknown as FrameOfImage] } as unknown as DisplaySet;
}

const facets = (modality: string, values: Parameters<typeof dataset>[0], orientation?: readonly number[]) =>
  seriesFacetsOf(setOf(modality, orientation, 5), dataset({ Modality: modality, ...values }));

describe('MR weighting', () => {
  test.each([
    ['Ax T2 FLAIR', {}, 'FLAIR'],
    ['t2_tirm_tra_dark-fluid', {}, 'FLAIR'],
    ['T2W_TSE_AX', {}, 'T2'],
    ['AX T2* GRE', {}, 'T2*'],
    ['t1_mprage_sag_p2_iso', {}, 'T1'],
    ['Sag BRAVO', {}, 'T1'],
    ['DWI b1000', {}, 'DWI'],
    ['ep2d_diff_3scan_trace_p2_ADC', { ImageType: ['DERIVED', 'PRIMARY', 'DIFFUSION', 'ADC', 'ND', 'NORM'] }, 'ADC'],
    ['dADC map (10^-6 mm2/s)', {}, 'ADC'],
    ['COR STIR', {}, 'STIR'],
    ['pd_tse_fs_sag', {}, 'PD'],
    ['SWI_Images', {}, 'SWI'],
    ['3D TOF MRA', {}, 'angiography'],
    ['relCBF', {}, 'perfusion'],
    ['MRCP 3D', {}, 'MRCP'],
    ['Serie 4', {}, undefined],
  ] as const)('%s is %s', (SeriesDescription, more, weighting) => {
    expect(facets('MR', { SeriesDescription, ...more }).weighting).toBe(weighting);
  });

  test('attributes come before words', () => {
    const spinEcho = { ScanningSequence: 'SE', RepetitionTime: 4_000, EchoTime: 100 };
    expect(facets('MR', { SeriesDescription: 'T1 AX', ...spinEcho }).weighting).toBe('T2');
    expect(
      facets('MR', { ScanningSequence: ['SE', 'IR'], RepetitionTime: 9_000, EchoTime: 110, InversionTime: 2_500 })
        .weighting,
    ).toBe('FLAIR');
    expect(
      facets('MR', { ScanningSequence: ['SE', 'IR'], RepetitionTime: 4_000, EchoTime: 40, InversionTime: 160 })
        .weighting,
    ).toBe('STIR');
    expect(facets('MR', { SeriesDescription: 'T2 AX', AcquisitionContrast: 'DIFFUSION' }).weighting).toBe('DWI');
    expect(facets('MR', { SeriesDescription: 'series', DiffusionBValue: 1_000 }).weighting).toBe('DWI');
  });

  test('fat suppression is a part of its own', () => {
    const words = facets('MR', { SeriesDescription: 'T2 TSE FS AX' });
    expect([words.weighting, words.fatSuppressed]).toEqual(['T2', true]);
    expect(facets('MR', { SeriesDescription: 'T2 TSE AX', ScanOptions: 'FS' }).fatSuppressed).toBe(true);
    expect(facets('MR', { SeriesDescription: 'T2 FLAIR' }).fatSuppressed).toBe(false);
  });
});

describe('CT kernel', () => {
  test.each([
    ['B30f', '', 'soft'],
    ['B70f', 'Thorax 1.0', 'lung'],
    ['B70s', 'Femur', 'sharp'],
    ['H31s', '', 'brain'],
    ['H60s', '', 'bone'],
    ['Bl57d\\3', '', 'lung'],
    ['Br38', '', 'soft'],
    ['LUNG', '', 'lung'],
    ['BONEPLUS', '', 'bone'],
    ['STANDARD', 'Lung', 'soft'],
    ['FC52', '', 'lung'],
    ['FC30', '', 'bone'],
    ['FC08', '', 'soft'],
    ['YC', 'Lung 1mm', 'lung'],
    ['B', '', 'soft'],
    ['', 'BONE 2mm', 'bone'],
    ['', 'Series 3', undefined],
  ] as const)('%s %s is for %s', (ConvolutionKernel, SeriesDescription, kernel) => {
    expect(facets('CT', { ConvolutionKernel, SeriesDescription }).kernel).toBe(kernel);
  });
});

describe('contrast phase', () => {
  test.each([
    ['Abdomen w/o contrast', 'without'],
    ['NCCT HEAD', 'without'],
    ['ABD ARTERIAL 3mm', 'arterial'],
    ['Portal venous', 'portalVenous'],
    ['Delayed 5 min', 'delayed'],
    ['T1 AX +C', 'with'],
    ['Chest with contrast', 'with'],
    ['Head 3 mm', undefined],
  ] as const)('%s: %s', (SeriesDescription, phase) => {
    expect(facets('CT', { SeriesDescription }).phase).toBe(phase);
  });

  test('the agent is named: with contrast; a word that says without is believed before it', () => {
    expect(facets('CT', { ContrastBolusAgent: 'Omnipaque 350' }).phase).toBe('with');
    expect(facets('CT', { ContrastBolusAgent: 'NONE' }).phase).toBeUndefined();
    expect(facets('CT', { ContrastBolusAgent: 'Omnipaque', SeriesDescription: 'pre-contrast' }).phase).toBe('without');
  });
});

describe('role', () => {
  test.each([
    ['Topogram 0.6 T20s', {}, 'localizer'],
    ['3-plane loc', {}, 'localizer'],
    ['Anything', { ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }, 'localizer'],
    ['PreMonitoring', {}, 'bolusTracking'],
    ['SmartPrep Series', {}, 'bolusTracking'],
    ['Dose Report', {}, 'dose'],
    ['Patient Protocol', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' }, 'dose'],
    ['Cor MIP', { ImageType: ['DERIVED', 'SECONDARY', 'MIP'] }, 'projection'],
    ['Sag MPR 3mm', { ImageType: ['DERIVED', 'SECONDARY', 'MPR'] }, 'reformat'],
    ['screen save', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' }, 'capture'],
    ['t1_vibe_mip', { ImageType: ['ORIGINAL', 'PRIMARY', 'M'] }, 'images'],
    ['Location check', {}, 'images'],
  ] as const)('%s is %s', (SeriesDescription, more, role) => {
    expect(facets('CT', { SeriesDescription, ...more }).role).toBe(role);
  });
});

describe('view and side', () => {
  test('a mammogram: codes of another language before words', () => {
    const code = { '00080100': { vr: 'SH', Value: ['R-10226'] } };
    const coded: DicomDataset = {
      ...dataset({ Modality: 'MG', SeriesDescription: 'Schrägaufnahme', ImageLaterality: 'L' }),
      [tagOf('ViewCodeSequence')]: { vr: 'SQ', Value: [code] },
    };
    expect(seriesFacetsOf(setOf('MG'), coded)).toMatchObject({ view: 'MLO', side: 'L' });
    expect(facets('MG', { SeriesDescription: 'R-CC' })).toMatchObject({ view: 'CC', side: 'R' });
  });

  test('a chest', () => {
    expect(facets('DX', { ViewPosition: 'PA' })).toMatchObject({ view: 'PA', side: undefined });
    expect(facets('CR', { ViewPosition: 'LL' }).view).toBe('LAT');
    expect(facets('CR', { SeriesDescription: 'KNEE LT LAT' })).toMatchObject({ view: 'LAT', side: 'L' });
  });
});

test('plane and thickness come from the frames, and only slices have them', () => {
  expect(facets('CT', {}, [1, 0, 0, 0, 1, 0])).toMatchObject({ plane: 'axial', sliceThicknessMm: 5 });
  expect(facets('MR', {}, [0, 1, 0, 0, 0, -1]).plane).toBe('sagittal');
  expect(facets('DX', {}, [1, 0, 0, 0, 0, -1])).toMatchObject({ plane: undefined, sliceThicknessMm: undefined });
});
