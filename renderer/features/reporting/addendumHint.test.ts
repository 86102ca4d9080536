import i18next from 'i18next';
import { expect, test } from 'vitest';
import { startI18n } from '#renderer/i18n/i18n.ts';
import type { WorklistItem, WorklistSnapshot } from '#shared/contract/worklist.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { imagesSinceSigned } from './AddendumHint.tsx';

const study = { archiveId: 'one', studyInstanceUID: '1.2' } as unknown as StudyRef;
const other = { archiveId: 'one', studyInstanceUID: '1.3' } as unknown as StudyRef;
const item = (of: StudyRef, newImages?: number) =>
  ({ study: of, readiness: { state: 'partial', presentFrames: 1, newImages } }) as unknown as WorklistItem;
const list = (...items: WorklistItem[]) => ({ items }) as unknown as WorklistSnapshot;

test('V8: the list says how many came since, and what was known at opening where the study is in no list', () => {
  expect(imagesSinceSigned(list(item(other, 3), item(study, 12)), study, item(study))).toBe(12);
  expect(imagesSinceSigned(list(item(other, 3), item(study)), study, item(study, 12))).toBe(0);
  expect(imagesSinceSigned(list(item(other, 3)), study, item(study, 12))).toBe(12);
  expect(imagesSinceSigned(undefined, study, undefined)).toBe(0);
});

test('V8: what was not here at a signing has come since, though the archive had it; what was is no news', () => {
  const here = { study, readiness: { state: 'complete', presentFrames: 150 } } as unknown as WorklistItem;
  expect(imagesSinceSigned(list(here), study, here, 12)).toBe(138);
  expect(imagesSinceSigned(list(here), study, here, 150)).toBe(0);
  // What has been let go of since has not come.
  expect(imagesSinceSigned(list(item(study)), study, undefined, 150)).toBe(0);
  expect(imagesSinceSigned(list(item(study, 20)), study, undefined, 150)).toBe(20);
});

test('V8: what is said asks and does not tell', () => {
  startI18n();
  expect(i18next.t('reporting.signed.newImages', { count: 12 })).toBe(
    '12 images came after this report was signed: write an addendum?',
  );
  expect(i18next.t('reporting.signed.newImages', { count: 1 })).toBe(
    'One image came after this report was signed: write an addendum?',
  );
});
