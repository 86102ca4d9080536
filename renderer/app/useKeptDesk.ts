import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useAnswer, useHostAccess } from '../host/hostContext.ts';
import { deskPanels } from '../session/deskPanels.ts';
import { bringBack } from '../session/keptDesk.ts';
import { goTo, route } from './route.ts';

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
    void client['desk.read']({}).then((answer) => {
      if (isGone) return;
      const desk = answer.ok ? answer.value.desk : undefined;
      if (desk && route.getState().place === 'worklist') {
        bringBack(desk);
        deskPanels.setState(desk.panels);
        goTo({ place: 'reading', study: desk.study });
      }
      setKept(answer.ok && answer.value.dropped ? 'dropped' : 'told');
    });
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
