import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useAnswer, useHostAccess } from '../host/hostContext.ts';
import { deskPanels } from '../session/deskPanels.ts';
import { bringBack } from '../session/keptDesk.ts';
import { goTo, route } from './route.ts';

/** A host that has just started may not have its books open yet. */
const askAgainMs = 2_000;

type Kept = 'asking' | 'told' | 'dropped';

/**
 * Opens the study that was on the desk when the window ended, with everything as it lay; and says that nothing lies
 * there any more once a study is put away by hand. `dropped`: something lay there and could not be read.
 */
export function useKeptDesk(): { readonly dropped: boolean; readonly forget: () => void } {
  const { client } = useHostAccess();
  const [kept, setKept] = useState<Kept>('asking');
  const place = useStore(route, (now) => now.place);
  const { answer: host } = useAnswer('host.describe', {});
  const profile = host?.profile;
  // Each profile has a desk of its own.
  useEffect(() => {
    if (profile === undefined) return undefined;
    let isGone = false;
    setKept('asking');
    const read = async () => {
      let answer = await client['desk.read']({});
      // While nobody knows what lay there, it is not put away.
      while (!answer.ok && !isGone) {
        await new Promise((resolve) => setTimeout(resolve, askAgainMs));
        answer = await client['desk.read']({});
      }
      if (isGone || !answer.ok) return;
      const { desk, dropped } = answer.value;
      if (desk && route.getState().place === 'worklist') {
        bringBack(desk);
        deskPanels.setState(desk.panels);
        goTo({ place: 'reading', study: desk.study });
      }
      setKept(dropped ? 'dropped' : 'told');
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [client, profile]);
  const isPutAway = kept !== 'asking' && place === 'worklist';
  useEffect(() => {
    if (!isPutAway) return;
    bringBack(undefined);
    void client['desk.save']({});
  }, [client, isPutAway]);
  return { dropped: kept === 'dropped', forget: () => setKept('told') };
}
