import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AnnotationEntry } from '#shared/annotations/journal.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, type FailureCode, failureOf } from '#shared/contract/failures.ts';
import { lengthOfNumber, putEntry, uuidOf } from '#tests/fixtures/annotations.ts';
import { JournalWriter } from './journalWriter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A host that takes a lot after 10 ms, and says no to those with a line that `refusalOf` names. */
function createHost(refusalOf: (entry: AnnotationEntry) => FailureCode | undefined = () => undefined) {
  const host = { kept: [] as AnnotationEntry[], lots: [] as number[], hangs: false };
  const writer = new JournalWriter(async (entries): Promise<Result<unknown, Failure>> => {
    host.lots.push(entries.length);
    await new Promise((resolve) => setTimeout(resolve, host.hangs ? 60_000 : 10));
    const refusal = entries.map(refusalOf).find((code) => code !== undefined);
    if (refusal) return fail(failureOf(refusal));
    host.kept.push(...entries);
    return succeed({});
  });
  return { host, writer };
}
const entries = (count: number) => Array.from({ length: count }, (_, number) => putEntry(number));

test('lines go in lots of a hundred, in their order, one lot at a time', async () => {
  const { host, writer } = createHost();
  for (const entry of entries(251)) writer.write(entry);
  expect(writer.waiting).toHaveLength(251);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(host.lots).toEqual([1, 100, 100, 50]);
  expect(host.kept).toEqual(entries(251));
  expect([writer.waiting, writer.notSaved]).toEqual([[], []]);
});

test('LN10: what fails for a while waits, is told of, is tried again every 5 s, and comes in its order', async () => {
  let code: FailureCode | undefined = 'DiskFull';
  const { host, writer } = createHost(() => code);
  const told: number[] = [];
  writer.subscribe(() => told.push(writer.notSaved.length));
  const [one, two, three] = entries(3) as [AnnotationEntry, AnnotationEntry, AnnotationEntry];
  writer.write(one);
  await vi.advanceTimersByTimeAsync(20);
  writer.write(two);
  writer.write(three);
  expect(writer.notSaved).toEqual([one, two, three]);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(host.lots).toEqual([1, 3, 3]);
  expect(host.kept).toEqual([]);
  code = undefined;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(host.kept).toEqual([one, two, three]);
  expect(writer.notSaved).toEqual([]);
  expect(told.at(-1)).toBe(0);
});

test('hurried, it tries at once', async () => {
  let code: FailureCode | undefined = 'HostGone';
  const { host, writer } = createHost(() => code);
  writer.write(putEntry(1));
  await vi.advanceTimersByTimeAsync(20);
  code = undefined;
  writer.hurry();
  await vi.advanceTimersByTimeAsync(20);
  expect(host.kept).toEqual([putEntry(1)]);
});

test('a host that says neither yes nor no has not saved: that is told after 3 s, and taken back by its yes', async () => {
  const { host, writer } = createHost();
  host.hangs = true;
  writer.write(putEntry(1));
  await vi.advanceTimersByTimeAsync(2_900);
  expect(writer.notSaved).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(writer.notSaved).toEqual([putEntry(1)]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([writer.notSaved, host.kept]).toEqual([[], [putEntry(1)]]);
});

test('a line that is never taken costs its lot one more crossing each, and no other line', async () => {
  const bad = putEntry(2);
  const { host, writer } = createHost((entry) => (entry.entryId === bad.entryId ? 'InvalidInput' : undefined));
  for (const entry of entries(5)) writer.write(entry);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(host.lots).toEqual([1, 4, 1, 1, 1, 1]);
  expect(host.kept.map(({ entryId }) => entryId)).toEqual([0, 1, 3, 4].map((number) => uuidOf(1_000_000 + number)));
  expect(writer.notSaved).toEqual([bad]);
  // It is not asked about again.
  await vi.advanceTimersByTimeAsync(60_000);
  expect(host.lots).toHaveLength(6);
});

test('LN10: beside a line that is never taken, one that must wait is not overtaken by what came after it', async () => {
  const [opener, bad, first, second] = entries(4) as [
    AnnotationEntry,
    AnnotationEntry,
    AnnotationEntry,
    AnnotationEntry,
  ];
  let isAway = true;
  const { host, writer } = createHost((entry) => {
    if (entry === bad) return 'InvalidInput';
    return entry === first && isAway ? 'DiskFull' : undefined;
  });
  for (const entry of [opener, bad, first, second]) writer.write(entry);
  await vi.advanceTimersByTimeAsync(100);
  expect(host.kept).toEqual([opener]);
  expect(writer.notSaved).toEqual([bad, first, second]);
  isAway = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(host.kept).toEqual([opener, first, second]);
  expect(writer.notSaved).toEqual([bad]);
});

test('a form that was refused is given up once a newer one of the same figure is kept', async () => {
  const [older, newer] = [putEntry(1), putEntry(2, lengthOfNumber(1, { text: 'shorter' }))];
  const { host, writer } = createHost((entry) => (entry === older ? 'InvalidInput' : undefined));
  writer.write(older);
  await vi.advanceTimersByTimeAsync(100);
  expect(writer.notSaved).toEqual([older]);
  writer.write(newer);
  await vi.advanceTimersByTimeAsync(100);
  expect([writer.waiting, host.kept, writer.isGivenUp(older)]).toEqual([[], [newer], true]);
});

test('LN10: a host that throws where it should answer is one that is not there: the line waits, and is tried again', async () => {
  let isBroken = true;
  const kept: AnnotationEntry[] = [];
  const writer = new JournalWriter(async (lot) => {
    if (isBroken) throw new Error('frozen port');
    kept.push(...lot);
    return succeed({});
  });
  const [one] = entries(1) as [AnnotationEntry];
  writer.write(one);
  await vi.advanceTimersByTimeAsync(10);
  expect(writer.notSaved).toEqual([one]);
  isBroken = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect([kept, writer.notSaved]).toEqual([[one], []]);
});
