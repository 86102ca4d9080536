import { expect, test } from 'vitest';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { newestOutcome } from './newestOutcome.ts';

test('only what was asked last is said to have failed, in whatever order the answers come', async () => {
  const shown: (string | undefined)[] = [];
  const outcome = newestOutcome((failure) => shown.push(failure?.code));
  await outcome(Promise.resolve(fail(failureOf('DiskFull'))));
  await outcome(Promise.resolve(succeed({})));
  expect(shown).toEqual(['DiskFull', undefined]);
  let answerLate: (result: Result<unknown, Failure>) => void = () => undefined;
  const late = outcome(new Promise((answer) => (answerLate = answer)));
  await outcome(Promise.resolve(succeed({})));
  answerLate(fail(failureOf('DiskFull')));
  await late;
  expect(shown).toEqual(['DiskFull', undefined, undefined]);
});
