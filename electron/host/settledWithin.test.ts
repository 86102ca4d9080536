import { expect, it } from 'vitest';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { settledWithin } from './settledWithin.ts';

const never = new Promise<void>(() => {});

it('answers as soon as all have ended, with the errors of those that ended badly', async () => {
  const bug = new TypeError('a bug');
  const ended = settledWithin(createTestClock(), 1000, [Promise.resolve(), undefined, Promise.reject(bug)]);
  expect(await ended).toEqual({ unfinished: 0, errors: [bug] });
});

it('leaves behind whoever has not ended in time', async () => {
  const clock = createTestClock();
  let answer: unknown;
  void settledWithin(clock, 1000, [never, Promise.resolve()]).then((value) => (answer = value));
  await clock.advanceAsync(999);
  expect(answer).toBeUndefined();
  await clock.advanceAsync(1);
  expect(answer).toEqual({ unfinished: 1, errors: [] });
});
