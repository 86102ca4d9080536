import { useState } from 'react';
import type { Failure } from '#shared/contract/failures.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { freshId } from '../editor/model/names.ts';
import { useProtocols } from '../editor/useProtocols.ts';
import type { Reach } from './ReachChoice.tsx';
import type { Capture } from './useCapture.ts';

/** Keeps a remembered hanging. What is on the desk stays as it is: it is used from the next study on. */
export function useSaving(session: ReadingSession) {
  const { save, kept } = useProtocols();
  const [isSaving, setSaving] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  return {
    isSaving,
    isSaved,
    failure,
    save: async (capture: Capture, protocol: Protocol, name: string, reach: Reach, site: string) => {
      const isNew = !capture.isNewer;
      const taken = new Set(kept.map(({ id }) => id));
      const toKeep: Protocol = {
        ...protocol,
        name,
        level: reach.level,
        id: isNew ? freshId(reach.level, name, taken) : protocol.id,
        match: { ...protocol.match, ...(reach.onlySite && { sites: [site] }) },
      };
      setSaving(true);
      setFailure(undefined);
      session.protocol?.settleFor(toKeep.id);
      const answer = await save(toKeep, isNew);
      setSaving(false);
      if (!answer) return;
      if (answer.ok) {
        // Its id may have been taken meanwhile.
        session.protocol?.settleFor(answer.value.protocol.id);
        setSaved(true);
      } else setFailure(answer.failure);
    },
  };
}
