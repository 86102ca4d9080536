import { flushDrafts } from '../features/reporting/index.ts';
import { useAct, useAnswer, useKeepAnswer } from '../host/hostContext.ts';

/** Locks the screen from every room, where there are patients to lock; what fetches and sends goes on. */
export function useLockScreen(): { readonly canLock: () => boolean; readonly lock: () => void } {
  const { answer: host } = useAnswer('host.describe', {});
  const { act } = useAct('vault.lock');
  const keep = useKeepAnswer();
  return {
    canLock: () => host?.profile === 'patients' && host.lock.state === 'open',
    lock: () => {
      flushDrafts();
      void act({ fetchOn: true }).then((answer) => answer.ok && keep('host.describe', {}, answer.value));
    },
  };
}
