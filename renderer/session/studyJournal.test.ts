import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AnnotationEntry } from '#shared/annotations/journal.ts';
import { succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { putEntry } from '#tests/fixtures/annotations.ts';
import { JournalWriter } from './journalWriter.ts';
import { StudyJournal } from './studyJournal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const study = { archiveId: 'a', studyInstanceUID: '1.2' } as StudyRef;

/** A journal of two parts at a host that throws while it is broken. */
function openJournal() {
  const host = { isBroken: false, reads: 0 };
  const told = { lines: [] as AnnotationEntry[][], unread: [] as (Failure | undefined)[] };
  const journal = new StudyJournal(
    study,
    {
      read: async (_study, after) => {
        host.reads += 1;
        if (host.isBroken) throw new Error('frozen port');
        return succeed({ entries: [putEntry(after + 1)], last: after + 1, more: after === 0, leftOut: 0 });
      },
      writerOf: () => new JournalWriter(async () => succeed({})),
    },
    {
      onLines: (lines) => told.lines.push([...lines]),
      onUnread: (failure) => told.unread.push(failure),
      onLeftOut: () => undefined,
    },
  );
  return { host, told, journal };
}

test('it is read from its beginning, part after part; our own lines that have not come back lie above them', async () => {
  const { told, journal } = openJournal();
  journal.write(putEntry(9));
  await journal.read();
  expect([told.lines, told.unread]).toEqual([[[putEntry(1), putEntry(2), putEntry(9)]], [undefined]]);
});

test('LN10: a host that throws where it should answer is asked again, and the journal is not lost for good', async () => {
  const { host, told, journal } = openJournal();
  host.isBroken = true;
  await journal.read();
  expect([host.reads, told.unread]).toEqual([1, [failureOf('Unexpected')]]);
  host.isBroken = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect([told.lines, told.unread.at(-1)]).toEqual([[[putEntry(1), putEntry(2)]], undefined]);
  journal.close();
});
