import { afterEach, expect, test, vi } from 'vitest';
import { type AnnotationEntry, noAnnotations, withEntries } from '#shared/annotations/journal.ts';
import { fail, succeed } from '#shared/base/result.ts';
import type { FailureCode } from '#shared/contract/failures.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { lengthOfNumber, putEntry, uuidOf } from '#tests/fixtures/annotations.ts';
import { AnnotationDesk, type AnnotationPlace } from './annotationDesk.ts';
import { History } from './history.ts';
import { type AppendEntries, JournalWriter } from './journalWriter.ts';
import type { JournalPort } from './studyJournal.ts';

const study: StudyRef = { archiveId: 'a' as ArchiveId, studyInstanceUID: '1.2' as StudyInstanceUID };

/** A host that keeps what it takes, and refuses while it is told to; two windows may be open at it. */
function createHost(kept: AnnotationEntry[] = []) {
  const host = {
    kept,
    refuses: undefined as FailureCode | undefined,
    unreadable: undefined as FailureCode | undefined,
    reads: 0,
  };
  const read: JournalPort['read'] = (_study, after) => {
    host.reads += 1;
    if (host.unreadable) return Promise.resolve(fail(failureOf(host.unreadable)));
    const entries = host.kept.slice(after, after + 2);
    const last = after + entries.length;
    return Promise.resolve(succeed({ entries, last, more: host.kept.length > last, leftOut: 0 }));
  };
  const append: AppendEntries = (entries) => {
    if (host.refuses) return Promise.resolve(fail(failureOf(host.refuses)));
    const known = new Set(host.kept.map(({ entryId }) => entryId));
    host.kept.push(...entries.filter(({ entryId }) => !known.has(entryId)));
    return Promise.resolve(succeed({}));
  };
  return { host, read, append };
}
let ids = 500;
const newId = () => {
  ids += 1;
  return uuidOf(ids);
};
/** A window of its own: writers live as long as it does, desks as long as a room. */
function openWindow({ read, append }: ReturnType<typeof createHost>) {
  const writers = new Map<string, JournalWriter>();
  const writerOf = (of: StudyRef) => {
    const writer = writers.get(studyKey(of)) ?? new JournalWriter(append);
    writers.set(studyKey(of), writer);
    return writer;
  };
  return {
    openRoom(show?: (place: AnnotationPlace) => boolean) {
      const history = new History(() => 0);
      return { history, desk: new AnnotationDesk({ read, writerOf }, history, { newId, ...(show && { show }) }) };
    },
  };
}
function createDesk(kept?: AnnotationEntry[], show?: (place: AnnotationPlace) => boolean) {
  const at = createHost(kept);
  return { host: at.host, ...openWindow(at).openRoom(show) };
}
/** Until everything that is on its way has come. */
const settled = async () => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};
const foldOf = (entries: readonly AnnotationEntry[]) => withEntries(noAnnotations, entries);

afterEach(() => void vi.useRealTimers());

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
  await settled();
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
  desk.open(study);
  desk.put(study, lengthOfNumber(100));
  await settled();
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

test('LN10: what the host did not take is there again when the study is opened anew, with its sign, and is written at last', async () => {
  vi.useFakeTimers();
  const at = createHost([putEntry(1)]);
  at.host.refuses = 'DiskFull';
  const page = openWindow(at);
  const first = page.openRoom().desk;
  first.open(study);
  await vi.advanceTimersByTimeAsync(10);
  first.put(study, lengthOfNumber(1, { text: 'moved' }));
  first.put(study, lengthOfNumber(2));
  await vi.advanceTimersByTimeAsync(10);
  first.close();
  const { desk } = page.openRoom();
  desk.open(study);
  await vi.advanceTimersByTimeAsync(10);
  expect([...desk.state.set.annotations.values()]).toEqual([lengthOfNumber(1, { text: 'moved' }), lengthOfNumber(2)]);
  expect([...desk.state.notSaved]).toEqual([uuidOf(1), uuidOf(2)]);
  at.host.refuses = undefined;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(desk.state.notSaved.size).toBe(0);
  expect(foldOf(at.host.kept).annotations).toEqual(desk.state.set.annotations);
});

test('a journal that could not be read is asked for again, less and less often, and is no longer called unread then', async () => {
  vi.useFakeTimers();
  const { host, desk } = createDesk([putEntry(1)]);
  host.unreadable = 'StoreDamaged';
  desk.open(study);
  desk.open(study);
  await vi.advanceTimersByTimeAsync(10);
  expect([...desk.state.unread]).toEqual([[studyKey(study), failureOf('StoreDamaged')]]);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(host.reads).toBe(4);
  desk.put(study, lengthOfNumber(9));
  host.unreadable = undefined;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(desk.state.unread.size).toBe(0);
  expect([...desk.state.set.annotations.keys()]).toEqual([uuidOf(1), uuidOf(9)]);
});

test('two windows on one study: each hears of the other, and both show what the journal says', async () => {
  const at = createHost();
  const [one, two] = [openWindow(at).openRoom().desk, openWindow(at).openRoom().desk];
  one.open(study);
  two.open(study);
  await settled();
  one.put(study, lengthOfNumber(1));
  one.put(study, lengthOfNumber(2));
  two.put(study, lengthOfNumber(3));
  await settled();
  for (const desk of [one, two]) desk.heard(study);
  await settled();
  two.put(study, lengthOfNumber(1, { text: 'of the other' }));
  await settled();
  one.heard(study);
  await settled();
  expect(one.state.set.annotations.get(uuidOf(1))?.text).toBe('of the other');
  expect(new Set(one.state.set.annotations.values())).toEqual(new Set(two.state.set.annotations.values()));
});

test('a figure that another window has removed does not come back by being moved or undone here', async () => {
  const at = createHost([putEntry(1)]);
  const [here, there] = [openWindow(at).openRoom(), openWindow(at).openRoom()];
  here.desk.open(study);
  there.desk.open(study);
  await settled();
  here.desk.put(study, lengthOfNumber(1, { text: 'moved' }));
  await settled();
  there.desk.remove(uuidOf(1));
  // Not heard of the removal yet, the hand here moves it once more.
  here.desk.put(study, lengthOfNumber(1, { text: 'moved again' }));
  await settled();
  here.desk.heard(study);
  await settled();
  expect(here.desk.state.set.annotations.size).toBe(0);
  here.history.undo();
  here.history.undo();
  await settled();
  expect(here.desk.state.set.annotations.size).toBe(0);
  expect(foldOf(at.host.kept).annotations.size).toBe(0);
  // Who removed it may bring it back.
  there.history.undo();
  await settled();
  expect(foldOf(at.host.kept).annotations.size).toBe(1);
});

test('undoing shows what it changes: an image that is not on the screen is brought there first; one that cannot be is left alone', () => {
  const shown: AnnotationPlace[] = [];
  let isOnDesk = true;
  const { history, desk } = createDesk(undefined, (place) => {
    shown.push(place);
    return isOnDesk;
  });
  const figure = lengthOfNumber(7);
  desk.put(study, figure);
  desk.remove(figure.id);
  history.undo();
  expect(shown.map(({ surface }) => surface)).toEqual([figure.surface]);
  expect(desk.state).toMatchObject({ selected: figure.id });
  isOnDesk = false;
  history.undo();
  expect([...desk.state.set.annotations.keys()]).toEqual([figure.id]);
  desk.calibrate(study, 'durbeen:a/1.2/9/1', { betweenRows: 1, betweenColumns: 1 }, []);
  history.undo();
  expect(shown.at(-1)?.surface).toEqual({ kind: 'frame', imageId: 'durbeen:a/1.2/9/1' });
});

test('10,000 figures come back at once, and one more costs no more than a copy of their list', async () => {
  const { desk } = createDesk(Array.from({ length: 10_000 }, (_, number) => putEntry(number)));
  let changes = 0;
  desk.store.subscribe(({ set }, before) => {
    if (set !== before.set) changes += 1;
  });
  desk.open(study);
  await vi.waitFor(() => expect(desk.state.set.annotations.size).toBe(10_000), { timeout: 20_000 });
  expect(changes).toBe(1);
  desk.put(study, lengthOfNumber(20_000));
  expect(changes).toBe(2);
  expect(desk.last?.id).toBe(uuidOf(20_000));
});
