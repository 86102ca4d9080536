import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAnswer, useHostAccess } from '#renderer/host/hostContext.ts';
import type { WorklistSnapshot } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { withReadiness } from './withReadiness.ts';

/** Readiness that changed within this time crosses together: prefetch announces every few frames. */
const gatherMs = 400;

/** The worklist as the host knows it, kept true. Called once, by whoever lives as long as the window. */
export function useWorklist() {
  const list = useAnswer('worklist.list', {});
  useReadinessEvents();
  return list;
}

/** Patches readiness into the list, so that thousands of rows do not cross again for one more frame. */
function useReadinessEvents(): void {
  const { client, transport } = useHostAccess();
  const queries = useQueryClient();
  useEffect(() => {
    const waiting = new Map<string, StudyRef>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const ask = async () => {
      timer = undefined;
      const studies = [...waiting.values()].slice(0, 5000);
      waiting.clear();
      const answer = await client['worklist.readReadiness']({ studies });
      // A failure is left: the next event, or the next list, brings the same facts.
      if (gone || !answer.ok) return;
      queries.setQueryData<WorklistSnapshot>(
        ['worklist.list', {}],
        (list) => list && withReadiness(list, answer.value),
      );
    };
    const stop = transport.onEvent((event) => {
      if (event.event !== 'readiness.changed') return;
      for (const study of event.studies) waiting.set(studyKey(study), study);
      timer ??= setTimeout(() => void ask(), gatherMs);
    });
    return () => {
      gone = true;
      clearTimeout(timer);
      stop();
    };
  }, [client, transport, queries]);
}
