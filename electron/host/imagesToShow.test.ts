import { expect, it } from 'vitest';
import type { CachedSeries } from '#electron/services/cache/index.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { imagesToShow } from './imagesToShow.ts';

const study = { archiveId: 'a', studyInstanceUID: '1.2' } as StudyRef;

function slice(number: number, more: object = {}): DicomDataset {
  const written = {
    '00080016': ['UI', ['1.2.840.10008.5.1.4.1.1.2']],
    '00080018': ['UI', [`1.2.3.${number}`]],
    '00080060': ['CS', ['CT']],
    '0008103E': ['LO', ['lung']],
    '0020000D': ['UI', ['1.2']],
    '0020000E': ['UI', ['1.2.3']],
    '00200011': ['IS', [3]],
    '00200013': ['IS', [number]],
    '00200032': ['DS', [0, 0, number]],
    '00200037': ['DS', [1, 0, 0, 0, 1, 0]],
    '00280002': ['US', [1]],
    '00280004': ['CS', ['MONOCHROME2']],
    '00280010': ['US', [64]],
    '00280011': ['US', [64]],
    '00280030': ['DS', [1, 1]],
    '00280100': ['US', [16]],
    '00280101': ['US', [12]],
    '00280102': ['US', [11]],
    '00280103': ['US', [0]],
    ...more,
  } as Record<string, [string, unknown[]]>;
  return Object.fromEntries(
    Object.entries(written).map(([tag, [vr, Value]]) => [tag, { vr, Value }]),
  ) as unknown as DicomDataset;
}

function cacheOf(instances: readonly DicomDataset[], here: readonly number[]) {
  const series = { seriesInstanceUID: '1.2.3', instances, expectedFrames: instances.length } as unknown as CachedSeries;
  return {
    readSeries: () => [series],
    presentFrames: () => new Map(here.map((number) => [`1.2.3.${number}`, new Set([1])])),
  };
}

const numbers = [1, 2, 3, 4, 5, 6, 9, 10, 11, 12];

it('V10: names slices that the archive lacks by their series, and only what is here as evidence', () => {
  const found = imagesToShow(
    study,
    cacheOf(
      numbers.map((number) => slice(number)),
      [1, 2, 3],
    ),
  );
  expect(found.counts).toEqual({
    lacking: [{ seriesInstanceUID: '1.2.3', seriesNumber: 3, description: 'lung', slices: 2 }],
  });
  expect([...found.instances]).toEqual(['1.2.3.1', '1.2.3.2', '1.2.3.3']);
});

it('P5: counts images that are here and cannot be shown, and names them as no evidence', () => {
  const strange = slice(2, { '00280004': ['CS', ['PALETTE COLOR']] });
  const found = imagesToShow(study, cacheOf([slice(1), strange], [1, 2]));
  expect(found.counts).toEqual({ notShown: 1 });
  expect([...found.instances]).toEqual(['1.2.3.1']);
  // What has not come is missing, and said as that.
  expect(imagesToShow(study, cacheOf([slice(1), strange], [1])).counts).toEqual({});
});
