import { expect, test, vi } from 'vitest';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { lengthOfNumber, putEntry } from '#tests/fixtures/annotations.ts';
import { hurryJournals, journalWriterOf, unsavedDrawings } from './pageJournals.ts';

const study: StudyRef = { archiveId: 'a' as ArchiveId, studyInstanceUID: '1.2' as StudyInstanceUID };

test('LN10: a study has one writer a profile as long as the page lives; what waits is counted in drawings, and hurried', async () => {
  let isAway = true;
  const append = (): Promise<Result<unknown, Failure>> =>
    Promise.resolve(isAway ? fail(failureOf('StoreLocked')) : succeed({}));
  const patients = journalWriterOf('patients', study, append);
  expect(journalWriterOf('patients', { ...study }, append)).toBe(patients);
  expect(journalWriterOf('practice', study, append)).not.toBe(patients);
  // Two changes of one drawing are one drawing.
  patients.write(putEntry(1));
  patients.write(putEntry(2, lengthOfNumber(1, { text: 'moved' })));
  patients.write(putEntry(3));
  await vi.waitFor(() => expect(unsavedDrawings.getState().drawings).toBe(2));
  expect(journalWriterOf('practice', study, append).waiting).toEqual([]);
  isAway = false;
  hurryJournals();
  await vi.waitFor(() => expect(unsavedDrawings.getState().drawings).toBe(0));
  expect(patients.waiting).toEqual([]);
});
