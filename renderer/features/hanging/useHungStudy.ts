import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { ReadingSession } from '../../session/readingSession.ts';
import type { HungStudy } from './why/explainBox.ts';

/** The study as it hangs now, with what the engine was told of it; undefined where no protocol hangs it. */
export function useHungStudy(session: ReadingSession): HungStudy | undefined {
  const byProtocol = useStore(session.store, (state) => state.byProtocol);
  return useMemo(() => {
    const study = byProtocol && session.protocol?.study;
    return study && { hanging: byProtocol.hanging, study, stage: byProtocol.stage };
  }, [session, byProtocol]);
}
