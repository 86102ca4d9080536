import { describe, expect, it } from 'vitest';
import type { LookedAt } from '#renderer/session/openedStudies.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { comparisonOffers, earlierBy, isOffered, staleIn, withOffer } from './comparisonOffers.ts';

const item = {
  study: { archiveId: 'one', studyInstanceUID: '1.2' } as unknown as StudyRef,
  modalities: ['CT'],
  bodyPart: 'CHEST',
  studyDate: '20261121',
} as unknown as WorklistItem;
const prior: WorklistItem = {
  ...item,
  study: { ...item.study, studyInstanceUID: '1.1' as StudyInstanceUID },
  studyDate: '20260522',
};
const words = 'CT chest of 2026-05-22 (6 months earlier).';
const offerWhen = (present: LookedAt, earlier: LookedAt) => {
  const [offer] = comparisonOffers(item, [prior], (study) => (study === prior.study ? earlier : present));
  if (!offer) throw new Error('nothing is offered');
  return offer;
};

describe('what is offered under Comparison', () => {
  it('names an earlier study as compared when both were on a screen in full, and never before', () => {
    expect(offerWhen('inFull', 'inFull').text).toBe(words);
    expect(offerWhen('inFull', 'never').text).toBe(`Earlier study, not compared here: ${words}`);
    // On the desk, but drawn from a copy with loss, or not known to have been drawn: neither the one nor the other.
    expect(offerWhen('inFull', 'onDesk').text).toBe(`Earlier study: ${words}`);
    expect(offerWhen('onDesk', 'inFull').text).toBe(`Earlier study: ${words}`);
  });

  it('says in words for a referrer that there is none', () => {
    expect(comparisonOffers(item, [], () => 'never')).toMatchObject([{ text: 'No earlier study available.' }]);
  });

  it('replaces what it said before the study was looked at, so that the report does not contradict itself', () => {
    const before = withOffer('', offerWhen('inFull', 'never'));
    const now = offerWhen('inFull', 'inFull');
    expect([staleIn(before, now), isOffered(before, now)]).toEqual([true, false]);
    const after = withOffer(`${before}\nAlso an outside report.`, now);
    expect(after).toBe(`${words}\nAlso an outside report.`);
    expect([staleIn(after, now), isOffered(after, now)]).toEqual([false, true]);
  });

  it('offers nothing more of a study that the report names, in whatever sitting that was', () => {
    expect(isOffered(words, offerWhen('inFull', 'never'))).toBe(true);
  });

  it('is added to what the reader has written', () => {
    expect(withOffer('Chest film, 2019.', offerWhen('inFull', 'inFull'))).toBe(`Chest film, 2019.\n${words}`);
  });
});

it('says an interval as a reader does', () => {
  const by = (from: string) => earlierBy(from, '20261121');
  expect(
    [
      '20261121',
      '20261120',
      '20261112',
      '20261020',
      '20260522',
      '20250101',
      '20241121',
      '19991231',
      '20271121',
      '',
    ].map(by),
  ).toEqual([
    'the same day',
    '1 day earlier',
    '9 days earlier',
    '5 weeks earlier',
    '6 months earlier',
    '23 months earlier',
    '2 years earlier',
    '27 years earlier',
    '',
    '',
  ]);
});
