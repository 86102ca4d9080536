import type { Failure } from '#shared/contract/failures.ts';

/** Whether a renewal failed because the provider will never grant it again, and not because the line did. */
export function endsSignIn(failure: Failure): boolean {
  return failure.code === 'SignInRefused';
}
