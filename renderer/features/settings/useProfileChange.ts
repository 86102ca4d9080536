import { useAct, useKeepAnswer } from '#renderer/host/hostContext.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { HostDescription } from '#shared/contract/vault.ts';
import { returnToLock } from './useNeedsUnlock.ts';

/** Acts that change the whole window; each answer is what the window is now. */
export function useProfileChange() {
  const switchProfile = useAct('host.switchProfile');
  const lock = useAct('vault.lock');
  const keep = useKeepAnswer();
  const kept = (answer: Result<HostDescription, Failure>): boolean => {
    if (answer.ok) keep('host.describe', {}, answer.value);
    else if (answer.failure.code === 'StoreLocked') returnToLock();
    return answer.ok;
  };
  return {
    to: async (profile: HostDescription['profile']) => kept(await switchProfile.act({ profile })),
    lock: async (input: { readonly fetchOn?: boolean }) => {
      returnToLock();
      return kept(await lock.act(input));
    },
    acting: switchProfile.acting || lock.acting,
    failure: switchProfile.failure ?? lock.failure,
  };
}
