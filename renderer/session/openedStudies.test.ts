import { afterEach, expect, it } from 'vitest';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { followLooked, forgetOpened, lookedAt, noteOpened, noteSeenInFull } from './openedStudies.ts';

const study = { archiveId: 'a', studyInstanceUID: '1.2' } as StudyRef;
afterEach(forgetOpened);

it('a study that was hung is not yet one that was seen, and one that was seen stays so for the sitting', () => {
  let told = 0;
  const stop = followLooked(() => {
    told += 1;
  });
  expect(lookedAt(study)).toBe('never');
  noteOpened(study);
  expect(lookedAt({ ...study })).toBe('onDesk');
  noteSeenInFull(study);
  noteSeenInFull(study);
  noteOpened(study);
  expect(lookedAt(study)).toBe('inFull');
  expect(told).toBe(2);
  forgetOpened();
  expect(lookedAt(study)).toBe('never');
  stop();
});
