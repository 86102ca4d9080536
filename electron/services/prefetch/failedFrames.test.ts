import { expect, test } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { FailedFrames } from './failedFrames.ts';

const minute = 60_000;

test('a frame that could not be had is asked for again after pauses that grow from two minutes to a day', () => {
  const clock = createTestClock();
  const failed = new FailedFrames(clock, () => {});
  const pauses = Array.from({ length: 7 }, () => failed.add('one', failureOf('FrameLied')) / minute);
  expect(pauses).toEqual([2, 12, 72, 432, 1440, 1440, 1440]);
  failed.clear();
  failed.add('one', failureOf('FrameLied'));
  clock.advance(2 * minute - 1);
  expect(failed.has('one')).toBe(true);
  clock.advance(1);
  expect(failed.has('one')).toBe(false);
  expect(failed.add('one', failureOf('FrameLied'))).toBe(12 * minute);
  failed.forget('one');
  expect(failed.has('one')).toBe(false);
  expect(failed.add('one', failureOf('FrameLied'))).toBe(2 * minute);
});

test('a person who asks again within 30 s gets the known answer, and later none', () => {
  const clock = createTestClock();
  const failed = new FailedFrames(clock, () => {});
  failed.add('one', failureOf('FrameLied'));
  clock.advance(29_999);
  expect(failed.answerFor('one')?.code).toBe('FrameLied');
  clock.advance(1);
  expect(failed.answerFor('one')).toBeUndefined();
});

test('N10: what the line broke off is left out for two minutes at most, and not at all once the line is another', () => {
  const clock = createTestClock();
  let again = 0;
  const failed = new FailedFrames(clock, () => (again += 1));
  const cut = failureOf('ArchiveAnswerCut');
  expect([1, 2, 3, 4].map(() => failed.breaksOften('frame'))).toEqual([false, false, false, true]);
  const pauses: number[] = [];
  for (let time = 0; time < 8; time += 1) {
    failed.addBroken('frame', cut);
    const from = clock.monotonicMs();
    while (failed.has('frame')) clock.advance(1_000);
    pauses.push((clock.monotonicMs() - from) / 1_000);
    expect(failed.answerFor('frame')).toBeUndefined();
  }
  expect(pauses).toEqual([5, 10, 20, 40, 80, 120, 120, 120]);
  expect(again).toBe(8);
  failed.addBroken('frame', cut);
  failed.add('liar', failureOf('FrameLied'));
  failed.forgiveLine();
  expect([failed.has('frame'), failed.answerFor('frame'), failed.has('liar')]).toEqual([false, undefined, true]);
  expect(again).toBe(9);
});

test('N10: a timer that comes late asks once for all that are due, and never after less than no time', () => {
  const clock = createTestClock();
  const delays: number[] = [];
  let lateMs = 0;
  const late = {
    ...clock,
    monotonicMs: () => clock.monotonicMs() + lateMs,
    after: (delayMs: number, task: () => void) => {
      delays.push(delayMs);
      return clock.after(delayMs, task);
    },
  };
  let again = 0;
  const failed = new FailedFrames(late, () => (again += 1));
  const cut = failureOf('ArchiveAnswerCut');
  for (let frame = 0; frame < 100; frame += 1) {
    failed.addBroken(`frame ${frame}`, cut);
    clock.advance(1);
  }
  failed.add('later', failureOf('FrameLied'));
  // The computer was busy: all hundred are due when the first timer comes.
  lateMs = 1_000;
  clock.advance(4_900);
  expect(again).toBe(1);
  lateMs = 0;
  clock.advance(120_000);
  expect(again).toBe(2);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
});
