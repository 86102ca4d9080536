import { describe, expect, test } from 'vitest';
import type { SeriesFacets } from '#shared/dicom/seriesFacets.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { type ComparedSet, comparedSets, matchingSet } from './matchingSet.ts';
import { studyOnDesk } from './studyOnDesk.ts';

const unsaid: SeriesFacets = {
  role: 'images',
  plane: undefined,
  weighting: undefined,
  fatSuppressed: false,
  phase: undefined,
  kernel: undefined,
  bValue: undefined,
  sliceThicknessMm: undefined,
  view: undefined,
  side: undefined,
};
function series(words: string, facets: Partial<SeriesFacets> = {}, more: Partial<ComparedSet> = {}): ComparedSet {
  return {
    setId: words,
    modality: 'MR',
    facets: { ...unsaid, ...facets },
    words: new Set(words.toLowerCase().split(' ')),
    bodyPart: undefined,
    frames: 30,
    ...more,
  };
}
const matchOf = (wanted: ComparedSet, ...candidates: ComparedSet[]) => matchingSet(wanted, candidates)?.setId;

describe('the series of a prior that is compared', () => {
  test('is of the same plane and weighting, whatever it is called', () => {
    const wanted = series('T2 tse ax', { plane: 'axial', weighting: 'T2' });
    expect(
      matchOf(
        wanted,
        series('T2 tse sag', { plane: 'sagittal', weighting: 'T2' }),
        series('T1 tse ax', { plane: 'axial', weighting: 'T1' }),
        series('frfse', { plane: 'axial', weighting: 'T2' }),
      ),
    ).toBe('frfse');
  });

  test('is none where only another weighting, another side, another part or another kind of picture is there', () => {
    const t1 = series('T1 ax', { plane: 'axial', weighting: 'T1' });
    expect(matchOf(t1, series('T2 ax', { plane: 'axial', weighting: 'T2' }))).toBeUndefined();
    const left = series('L CC', { view: 'CC', side: 'L' }, { modality: 'MG', frames: 1 });
    expect(matchOf(left, series('R CC', { view: 'CC', side: 'R' }, { modality: 'MG', frames: 1 }))).toBeUndefined();
    expect(matchOf(t1, { ...t1, bodyPart: 'KNEE' })).toBe('T1 ax');
    expect(matchOf({ ...t1, bodyPart: 'BRAIN' }, { ...t1, bodyPart: 'KNEE' })).toBeUndefined();
    expect(matchOf(t1, { ...t1, modality: 'CT' })).toBeUndefined();
    expect(matchOf(t1, { ...t1, facets: { ...t1.facets, role: 'localizer' } })).toBeUndefined();
    expect(matchOf(t1, { ...t1, frames: 1 })).toBeUndefined();
  });

  test('is of the same view, whether CR or DX', () => {
    const pa = series('chest', { view: 'PA' }, { modality: 'DX', frames: 1 });
    const candidates = ['LAT', 'PA'].map((view) => series(`old ${view}`, { view }, { modality: 'CR', frames: 1 }));
    expect(matchOf(pa, ...candidates)).toBe('old PA');
  });

  test('is of the same kernel and thickness where several of one plane are there', () => {
    const lung = series('lung', { plane: 'axial', kernel: 'lung', sliceThicknessMm: 1 }, { modality: 'CT' });
    const thick = series('soft 5', { plane: 'axial', kernel: 'soft', sliceThicknessMm: 5 }, { modality: 'CT' });
    const thin = series('soft 1', { plane: 'axial', kernel: 'soft', sliceThicknessMm: 1 }, { modality: 'CT' });
    const old = series('alt', { plane: 'axial', kernel: 'lung', sliceThicknessMm: 1.5 }, { modality: 'CT' });
    expect(matchOf(lung, thick, thin, old)).toBe('alt');
    expect(matchOf(lung, thick, thin)).toBe('soft 1');
  });

  test('is read from the attributes of real studies', () => {
    const axial = slicesOfCt('1.2.3.1', 6, { SeriesDescription: ['Thorax 2.0 B31f'] });
    const coronal = slicesOfCt('1.2.3.2', 6, { ImageOrientationPatient: [1, 0, 0, 0, 0, -1] }).map((each, place) => ({
      ...each,
      '00200032': { vr: 'DS', Value: [0, place * 2, 0] },
    }));
    const [wanted] = comparedSets(studyOnDesk(snapshotOf([axial])));
    const prior = studyOnDesk(
      snapshotOf([coronal, axial], { study: { archiveId: 'pacs', studyInstanceUID: '1.2.9' } } as never),
    );
    const match = matchingSet(wanted!, comparedSets(prior));
    expect([match?.facets.plane, match?.setId.startsWith('pacs/1.2.9|'), match?.setId === wanted?.setId]).toEqual([
      'axial',
      true,
      false,
    ]);
  });
});
