import { useEffect, useState } from 'react';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import type { LinkActs } from './commands.ts';
import { newestOutcome } from './newestOutcome.ts';
import { noteRate, rateHistory, sampleEveryMs } from './rateHistory.ts';

/**
 * The line as the host knows it, kept true, and what may be said about it. Called once, by whoever lives as long as the
 * window.
 */
export function useLink(togglePanel: () => void): {
  readonly snapshot: LinkSnapshot | undefined;
  readonly acts: LinkActs;
  /** Why what was last asked for did not happen. */
  readonly failure: Failure | undefined;
} {
  const { answer, askAgain } = useAnswer('link.read', {});
  useEffect(() => {
    // Events say when something changed; bytes and rates change all the time and are looked at in steps.
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void askAgain();
    }, sampleEveryMs);
    return () => clearInterval(timer);
  }, [askAgain]);
  useEffect(() => {
    if (answer) rateHistory.setState(({ samples }) => ({ samples: noteRate(samples, answer, Date.now()) }));
  }, [answer]);
  const setPaused = useAct('link.setPaused');
  const allowOverCap = useAct('link.allowOverCap');
  const markNetwork = useAct('link.markNetwork');
  const [failure, setFailure] = useState<Failure>();
  const [noteOutcome] = useState(() => newestOutcome(setFailure));
  const then = (done: Promise<Result<unknown, Failure>>) => {
    void noteOutcome(done);
    void done.then(() => askAgain());
  };
  return {
    snapshot: answer,
    failure,
    acts: {
      togglePanel,
      togglePaused: () => then(setPaused.act({ paused: answer?.isPaused !== true })),
      allowOverCap: () => then(allowOverCap.act({})),
      toggleMetered: () => {
        const network = answer?.network;
        if (network) then(markNetwork.act({ networkId: network.networkId, isMetered: !network.isMetered }));
      },
      snapshot: () => answer,
    },
  };
}
