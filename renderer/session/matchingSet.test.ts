import { describe, expect, test } from 'vitest';
import { classifyHeader } from '#shared/dicom/series/classifySeries.ts';
import { known } from '#shared/dicom/series/facet.ts';
import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { type ComparedSet, comparedSets, matchingSet } from './matchingSet.ts';
import { seriesFactsOf } from './seriesFacts.ts';
import { studyOnDesk } from './studyOnDesk.ts';

/** What is said of a series; everything else is unknown, or as of any image. */
type Said = { readonly [Name in keyof SeriesFacets]?: SeriesFacets[Name]['value'] };

const unsaid = classifyHeader({});
const saying = (said: Said): SeriesFacets => ({
  ...unsaid,
  ...Object.fromEntries(Object.entries(said).map(([name, value]) => [name, known(value, 'text', 1)])),
});
function series(words: string, said: Said = {}, more: Partial<ComparedSet> = {}): ComparedSet {
  return {
    setId: words,
    modality: 'MR',
    facets: saying(said),
    words: new Set(words.toUpperCase().split(' ')),
    bodyPart: undefined,
    frames: 30,
    ...more,
  };
}
const matchOf = (wanted: ComparedSet, ...candidates: ComparedSet[]) => matchingSet(wanted, candidates)?.setId;

describe('the series of a prior that is compared', () => {
  test('is of the same plane and weighting, whatever it is called', () => {
    const wanted = series('T2 tse ax', { plane: 'AX', weighting: 'T2' });
    expect(
      matchOf(
        wanted,
        series('T2 tse sag', { plane: 'SAG', weighting: 'T2' }),
        series('T1 tse ax', { plane: 'AX', weighting: 'T1' }),
        series('frfse', { plane: 'AX', weighting: 'T2' }),
      ),
    ).toBe('frfse');
  });

  test('is none where only another weighting, another side, another part or another kind of picture is there', () => {
    const t1 = series('T1 ax', { plane: 'AX', weighting: 'T1' });
    expect(matchOf(t1, series('T2 ax', { plane: 'AX', weighting: 'T2' }))).toBeUndefined();
    const left = series('L CC', { view: 'CC', laterality: 'L' }, { modality: 'MG', frames: 1 });
    expect(
      matchOf(left, series('R CC', { view: 'CC', laterality: 'R' }, { modality: 'MG', frames: 1 })),
    ).toBeUndefined();
    expect(matchOf(t1, { ...t1, bodyPart: 'KNEE' })).toBe('T1 ax');
    expect(matchOf({ ...t1, bodyPart: 'BRAIN' }, { ...t1, bodyPart: 'KNEE' })).toBeUndefined();
    expect(matchOf(t1, { ...t1, modality: 'CT' })).toBeUndefined();
    expect(matchOf(t1, { ...t1, facets: { ...t1.facets, kind: known('localizer', 'text', 1) } })).toBeUndefined();
    expect(matchOf(t1, { ...t1, frames: 1 })).toBeUndefined();
  });

  test('is of the same view, whether CR or DX', () => {
    const pa = series('chest', { view: 'PA' }, { modality: 'DX', frames: 1 });
    const candidates = (['LAT', 'PA'] as const).map((view) =>
      series(`old ${view}`, { view }, { modality: 'CR', frames: 1 }),
    );
    expect(matchOf(pa, ...candidates)).toBe('old PA');
  });

  test('is of the same kernel and thickness where several of one plane are there', () => {
    const lung = series('lung', { plane: 'AX', kernel: 'sharp', window: 'lung', thickness: 1 }, { modality: 'CT' });
    const thick = series('soft 5', { plane: 'AX', kernel: 'soft', thickness: 5 }, { modality: 'CT' });
    const thin = series('soft 1', { plane: 'AX', kernel: 'soft', thickness: 1 }, { modality: 'CT' });
    const old = series('alt', { plane: 'AX', kernel: 'sharp', window: 'lung', thickness: 1.5 }, { modality: 'CT' });
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
    expect([match?.facets.plane.value, match?.setId.startsWith('pacs/1.2.9|'), match?.setId === wanted?.setId]).toEqual(
      ['AX', true, false],
    );
  });

  test('is compared by what a reader has said of it, from then on: a side that was put right makes no pair', () => {
    const knee = slicesOfCt('1.2.3.1', 6, { SeriesDescription: ['Knee'] });
    const own = studyOnDesk(snapshotOf([knee]));
    const prior = studyOnDesk(snapshotOf([knee], { study: { archiveId: 'pacs', studyInstanceUID: '1.2.9' } } as never));
    const pair = () => matchingSet(comparedSets(own)[0]!, comparedSets(prior))?.setId;
    const say = (study: typeof own, side: 'L' | 'R' | null) =>
      seriesFactsOf(study.images.sets[0]!.set, study.snapshot, {
        ofScanners: [],
        ofSeries: [{ seriesInstanceUID: '1.2.3.1', values: { laterality: side } }],
      });
    expect(pair()).toBeDefined();
    say(own, 'L');
    say(prior, 'R');
    expect(pair()).toBeUndefined();
    say(prior, null);
    expect(pair()).toBeDefined();
  });
});
