import { expect, test } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { FailedFrames } from './failedFrames.ts';

const minute = 60_000;

test('a frame that could not be had is asked for again after pauses that grow from two minutes to a day', () => {
  const clock = createTestClock();
  const failed = new FailedFrames(clock);
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
  const failed = new FailedFrames(clock);
  failed.add('one', failureOf('FrameLied'));
  clock.advance(29_999);
  expect(failed.answerFor('one')?.code).toBe('FrameLied');
  clock.advance(1);
  expect(failed.answerFor('one')).toBeUndefined();
});
