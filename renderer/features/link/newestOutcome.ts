import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';

/** Shows why what was asked for last did not happen, and nothing of what was asked before it. */
export function newestOutcome(show: (failure: Failure | undefined) => void) {
  let asked = 0;
  return async (answer: Promise<Result<unknown, Failure>>): Promise<void> => {
    asked += 1;
    const mine = asked;
    const result = await answer;
    if (mine === asked) show(result.ok ? undefined : result.failure);
  };
}
