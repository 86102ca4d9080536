import { expect, test, vi } from 'vitest';
import { type AnnotationEntry, noAnnotations, withChanges } from '#shared/annotations/journal.ts';
import { fail, succeed } from '#shared/base/result.ts';
import type { FailureCode } from '#shared/contract/failures.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { lengthOfNumber, putEntry, uuidOf } from '#tests/fixtures/annotations.ts';
import { AnnotationDesk, type AnnotationPort } from './annotationDesk.ts';
import { History } from './history.ts';

const study: StudyRef = { archiveId: 'a' as ArchiveId, studyInstanceUID: '1.2' as StudyInstanceUID };

/** A host that keeps what it takes, and refuses while it is told to. */
function createHost(kept: AnnotationEntry[] = []) {
  const host = { kept, refuses: undefined as FailureCode | undefined, asked: 0 };
  const port: AnnotationPort = {
    read: (_study, after) => {
      const entries = host.kept.slice(after, after + 2);
      return Promise.resolve(succeed({ entries, last: after + entries.length, more: host.kept.length > after + 2 }));
    },
    append: (_study, entries) => {
      host.asked += 1;
      if (host.refuses) return Promise.resolve(fail(failureOf(host.refuses)));
      host.kept.push(...entries);
      return Promise.resolve(succeed({}));
    },
  };
  return { host, port };
}
function createDesk(kept?: AnnotationEntry[]) {
  const { host, port } = createHost(kept);
  const history = new History(() => 0);
  let ids = 500;
  const newId = () => {
    ids += 1;
    return uuidOf(ids);
  };
  return { host, history, desk: new AnnotationDesk(port, history, newId) };
}
const foldOf = (entries: readonly AnnotationEntry[]) =>
  withChanges(
    noAnnotations,
    entries.map(({ change }) => change),
  );

test('every change is written as it is made, undoing and redoing too, and the fold of the journal is what is shown', async () => {
  const { host, history, desk } = createDesk();
  desk.put(study, lengthOfNumber(1));
  desk.put(study, lengthOfNumber(1, { text: 'moved' }));
  desk.put(study, lengthOfNumber(2));
  desk.remove(uuidOf(2));
  history.undo();
  history.undo();
  history.undo();
  history.redo();
  await desk.settled();
  expect(host.kept.map(({ cause }) => cause)).toEqual([
    'reader',
    'reader',
    'reader',
    'reader',
    'undo',
    'undo',
    'undo',
    'redo',
  ]);
  expect(foldOf(host.kept)).toEqual(desk.state.set);
  expect([...desk.state.set.annotations.values()]).toEqual([lengthOfNumber(1, { text: 'moved' })]);
  expect(desk.state.notSaved.size).toBe(0);
});

test('what was drawn before comes back in parts, and what was drawn while it came stays', async () => {
  const { desk } = createDesk(Array.from({ length: 7 }, (_, number) => putEntry(number)));
  const coming = desk.open(study);
  desk.put(study, lengthOfNumber(100));
  await coming;
  expect([...desk.state.set.annotations.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 100].map(uuidOf));
  // What was brought back can be changed and belongs to its study.
  expect(desk.studyOf(uuidOf(3))).toEqual(study);
});

test('LN10: the host says no: the shape stays, a sign says so, and it is written as soon as it can be', async () => {
  vi.useFakeTimers();
  const { host, desk } = createDesk();
  host.refuses = 'DiskFull';
  desk.put(study, lengthOfNumber(1));
  await vi.advanceTimersByTimeAsync(100);
  desk.put(study, lengthOfNumber(2));
  await vi.advanceTimersByTimeAsync(100);
  expect([...desk.state.notSaved]).toEqual([uuidOf(1), uuidOf(2)]);
  expect([...desk.state.set.annotations.keys()]).toEqual([uuidOf(1), uuidOf(2)]);
  host.refuses = undefined;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(desk.state.notSaved.size).toBe(0);
  expect(foldOf(host.kept)).toEqual(desk.state.set);
  vi.useRealTimers();
});

test('a line that is never taken is put aside, told of, and holds up no other', async () => {
  const { host, desk } = createDesk();
  host.refuses = 'AnnotationsFull';
  desk.put(study, lengthOfNumber(1));
  await vi.waitFor(() => expect([...desk.state.notSaved]).toEqual([uuidOf(1)]));
  host.refuses = undefined;
  desk.put(study, lengthOfNumber(2));
  await vi.waitFor(() => expect(host.kept).toHaveLength(1));
  expect([...desk.state.notSaved]).toEqual([uuidOf(1)]);
  expect([...desk.state.set.annotations.keys()]).toEqual([uuidOf(1), uuidOf(2)]);
});

test('a calibration is one step with what was measured anew, and is taken back as one', () => {
  const { history, desk } = createDesk();
  desk.put(study, lengthOfNumber(1, { basis: 'notCalibrated' }));
  const spacing = { betweenRows: 0.5, betweenColumns: 0.5 };
  desk.calibrate(study, 'image', spacing, [lengthOfNumber(1, { basis: 'calibratedByReader' })]);
  expect(desk.state.set.calibrations.get('image')).toEqual(spacing);
  expect(desk.last?.basis).toBe('calibratedByReader');
  history.undo();
  expect(desk.state.set.calibrations.size).toBe(0);
  expect(desk.last?.basis).toBe('notCalibrated');
});
