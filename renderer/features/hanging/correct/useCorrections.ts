import { useCallback, useState } from 'react';
import type { Failure } from '#shared/contract/failures.ts';
import type { FacetCorrection } from '#shared/contract/hanging.ts';
import { useAnswer, useHostAccess } from '../../../host/hostContext.ts';
import type { WordOnSeries } from './correctionForm.ts';

export interface CorrectionActs {
  readonly corrections: readonly FacetCorrection[];
  /** True: every word was kept. */
  readonly keep: (words: readonly WordOnSeries[]) => Promise<boolean>;
  readonly revoke: (id: string) => Promise<void>;
  readonly acting: boolean;
  readonly failure: Failure | undefined;
}

/** What readers have said of series, and how it is said and taken back. */
export function useCorrections(): CorrectionActs {
  const { client } = useHostAccess();
  const { answer, askAgain } = useAnswer('hanging.read', {});
  const { answer: host } = useAnswer('host.describe', {});
  const profile = host?.profile;
  const [acting, setActing] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const keep = useCallback(
    async (words: readonly WordOnSeries[]) => {
      if (profile === undefined) return false;
      setActing(true);
      setFailure(undefined);
      let failed: Failure | undefined;
      for (const correction of words) {
        const kept = await client['hanging.correct']({ profile, correction });
        if (!kept.ok) failed ??= kept.failure;
      }
      setFailure(failed);
      setActing(false);
      await askAgain();
      return failed === undefined;
    },
    [client, profile, askAgain],
  );
  const revoke = useCallback(
    async (id: string) => {
      if (profile === undefined) return;
      setActing(true);
      const taken = await client['hanging.revoke']({ profile, id });
      // Somebody else has taken it back: so it is.
      setFailure(taken.ok || taken.failure.code === 'NotFound' ? undefined : taken.failure);
      setActing(false);
      await askAgain();
    },
    [client, profile, askAgain],
  );
  return { corrections: answer?.corrections ?? [], keep, revoke, acting, failure };
}
