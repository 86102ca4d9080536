import { afterEach, expect, test, vi } from 'vitest';
import type { AnnotationEntry } from '#shared/annotations/journal.ts';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { putEntry } from '#tests/fixtures/annotations.ts';
import { JournalWriter } from './journalWriter.ts';

const study: StudyRef = { archiveId: 'a' as ArchiveId, studyInstanceUID: '1.2' as StudyInstanceUID };
afterEach(() => void vi.useRealTimers());

test('LN10: beside a line that is never taken, one that must wait is not overtaken by what came after it', async () => {
  vi.useFakeTimers();
  const kept: AnnotationEntry[] = [];
  const [opener, bad, first, second] = [putEntry(0), putEntry(1), putEntry(2), putEntry(3)];
  let isAway = true;
  const writer = new JournalWriter(
    async (_study, entries) => {
      // The others gather behind it and go as one lot.
      if (entries.includes(opener)) await new Promise((resolve) => setTimeout(resolve, 10));
      if (entries.includes(bad)) return fail(failureOf('InvalidInput'));
      if (entries.includes(first) && isAway) {
        isAway = false;
        return fail(failureOf('DiskFull'));
      }
      kept.push(...entries);
      return succeed({});
    },
    () => undefined,
  );
  for (const entry of [opener, bad, first, second]) writer.write(study, entry);
  await vi.advanceTimersByTimeAsync(100);
  expect(kept).toEqual([opener]);
  expect(writer.notSaved).toEqual([bad, first, second]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(kept).toEqual([opener, first, second]);
  expect(writer.notSaved).toEqual([bad]);
});
