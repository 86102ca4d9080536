import { useEffect } from 'react';
import { useAnswer, useHostAccess } from '#renderer/host/hostContext.ts';
import { drafts } from './drafts.ts';
import { keepDrafts, withKeptDrafts } from './keptDrafts.ts';

/** Brings back the protocols that were being written when the window ended, and keeps those that are now. */
export function useKeptDrafts(): void {
  const { client } = useHostAccess();
  const { answer: host } = useAnswer('host.describe', {});
  const profile = host && host.lock.state !== 'locked' ? host.profile : undefined;
  useEffect(() => {
    if (profile === undefined) return undefined;
    let stop: (() => void) | undefined;
    let isGone = false;
    void Promise.all([client['hanging.readDrafts']({ profile }), client['hanging.read']({})]).then(([found, kept]) => {
      if (isGone) return;
      if (found.ok && kept.ok) {
        drafts.setState((now) => withKeptDrafts(now, found.value.drafts, kept.value.protocols));
      }
      stop = keepDrafts(drafts, async (now) => (await client['hanging.saveDrafts']({ profile, drafts: [...now] })).ok);
    });
    return () => {
      isGone = true;
      stop?.();
    };
  }, [client, profile]);
}
