import type { World } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';

const guessesAtOnce = 3;
const longestWaitMs = 30_000;

/** One guess at a time, and a growing pause before each after the third wrong one. Slips that are told apart are free. */
export function limitGuesses(world: World) {
  let wrong = 0;
  let queue: Promise<unknown> = Promise.resolve();
  return <Value>(guess: () => Promise<Result<Value, Failure>>): Promise<Result<Value, Failure>> => {
    const answer = queue.then(async () => {
      if (wrong >= guessesAtOnce) {
        const waitMs = Math.min(longestWaitMs, 1_000 * 2 ** (wrong - guessesAtOnce));
        await new Promise<void>((done) => world.clock.after(waitMs, done));
      }
      const result = await guess();
      if (result.ok) wrong = 0;
      else if (wasGuess(result.failure)) wrong += 1;
      return result;
    });
    queue = answer.catch(() => undefined);
    return answer;
  };
}

function wasGuess(failure: Failure): boolean {
  return (
    failure.code === 'PassphraseWrong' ||
    (failure.code === 'RecoveryCodeWrong' && failure.details?.['reason'] === 'other')
  );
}
