import { describe, expect, test } from 'vitest';
import type { PriorToHang } from './hanging.ts';
import { relevanceOf } from './relevance.ts';
import { type ListedStudy, listedStudyFacets } from './studyFacets.ts';

const listed = (studyDescription: string, modalities: readonly string[] = ['CT'], date = '20250302') => ({
  date,
  facets: listedStudyFacets({ studyDescription, modalities } satisfies ListedStudy),
});
const now = listed('CT Chest', ['CT'], '20260302');
const score = (prior: ReturnType<typeof listed>, more: Partial<PriorToHang> = {}) =>
  relevanceOf(now, { ...prior, hasReport: false, ...more }).score;

test('the same examination of two years ago gives these points for these reasons', () => {
  expect(relevanceOf(now, { ...listed('CT Thorax', ['CT'], '20240302'), hasReport: true })).toEqual({
    score: 4 + 3 + 1 + 0.5 + 1,
    reasons: [
      { what: 'bodyPart', points: 4 },
      { what: 'modality', points: 3 },
      { what: 'laterality', points: 1 },
      { what: 'recency', points: 0.5 },
      { what: 'report', points: 1 },
    ],
  });
});

describe('an earlier study counts for more', () => {
  test.each<[string, number, number]>([
    ['of the same part', score(listed('CT Chest')), score(listed('CT Head'))],
    ['of a part that nobody wrote than of another', score(listed('CT')), score(listed('CT Head'))],
    ['of the same part than of one that nobody wrote', score(listed('CT Chest')), score(listed('CT'))],
    ['of the same modality than of its family', score(listed('Chest')), score(listed('Chest', ['PT']))],
    ['of the family than of another', score(listed('Chest', ['PT'])), score(listed('Chest', ['MR']))],
    ['of last year than of ten years ago', score(listed('CT Chest')), score(listed('CT Chest', ['CT'], '20160302'))],
    ['with a report', score(listed('CT Chest'), { hasReport: true }), score(listed('CT Chest'))],
  ])('%s', (_, more, less) => {
    expect(more).toBeGreaterThan(less);
  });
});

test('the other side gives nothing, the same side most, a side that nobody wrote between them', () => {
  const knee = (description: string) => listed(description, ['DX']);
  const of = (description: string) =>
    relevanceOf(knee('XR Knee Right'), { ...knee(description), hasReport: false }).score;
  expect([of('XR Knee Right') - of('XR Knee'), of('XR Knee') - of('XR Knee Left')]).toEqual([1, 1]);
});

test('CR and DX are one kind of picture, and a report beside the images is no modality', () => {
  const film = (modalities: readonly string[]) => listed('Chest PA', modalities);
  const of = (modalities: readonly string[]) =>
    relevanceOf(film(['DX']), { ...film(modalities), hasReport: false }).reasons.find(({ what }) => what === 'modality')
      ?.points;
  expect([of(['CR']), of(['CR', 'SR']), of(['SR'])]).toEqual([3, 3, undefined]);
});
