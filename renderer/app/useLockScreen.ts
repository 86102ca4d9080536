import { hurryProtocolDrafts } from '../features/hanging/index.ts';
import { flushDrafts } from '../features/reporting/index.ts';
import { useAct, useAnswer, useKeepAnswer } from '../host/hostContext.ts';

const longestFlushMs = 1_000;

/** Locks the screen from every room, where there are patients to lock; what fetches and sends goes on. */
export function useLockScreen(): { readonly canLock: () => boolean; readonly lock: () => void } {
  const { answer: host } = useAnswer('host.describe', {});
  const { act } = useAct('vault.lock');
  const keep = useKeepAnswer();
  const lockNow = async () => {
    // What was typed last is kept first; a store that does not answer holds no lock open.
    const flushed = Promise.all([flushDrafts(), hurryProtocolDrafts()]);
    await Promise.race([flushed, new Promise((done) => setTimeout(done, longestFlushMs))]);
    const answer = await act({ fetchOn: true });
    if (answer.ok) keep('host.describe', {}, answer.value);
  };
  return {
    canLock: () => host?.profile === 'patients' && host.lock.state === 'open',
    lock: () => {
      void lockNow();
    },
  };
}
