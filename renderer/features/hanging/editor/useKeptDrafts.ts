import { useEffect } from 'react';
import { useAnswer, useHostAccess } from '#renderer/host/hostContext.ts';
import { drafts } from './drafts.ts';
import { followDrafts, hurryProtocolDrafts } from './keptDrafts.ts';

/** Brings back the protocols that were being written when the window ended, and keeps those that are now. */
export function useKeptDrafts(): void {
  const { client } = useHostAccess();
  const { answer: host } = useAnswer('host.describe', {});
  const profile = host && host.lock.state !== 'locked' ? host.profile : undefined;
  useEffect(() => {
    if (profile === undefined) return undefined;
    return followDrafts(drafts, {
      async read() {
        const [found, kept] = await Promise.all([
          client['hanging.readDrafts']({ profile }),
          client['hanging.read']({}),
        ]);
        return found.ok && kept.ok ? { ...found.value, ...kept.value } : undefined;
      },
      save: async (now) => (await client['hanging.saveDrafts']({ profile, drafts: [...now] })).ok,
    });
  }, [client, profile]);
  useEffect(() => {
    const onHidden = () => void hurryProtocolDrafts();
    window.addEventListener('pagehide', onHidden);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      window.removeEventListener('pagehide', onHidden);
      document.removeEventListener('visibilitychange', onHidden);
    };
  }, []);
}
