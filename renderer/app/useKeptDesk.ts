import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { KeptDesk } from '#shared/contract/desk.ts';
import { useAnswer, useHostAccess } from '../host/hostContext.ts';
import { deskPanels } from '../session/deskPanels.ts';
import { bringBack } from '../session/keptDesk.ts';
import { asFarAsFree, type KeptStart, startOfDesk } from './keptStart.ts';
import { goTo, route } from './route.ts';

/** What is said of the desk that lay there, and what the reader may do about it. */
export interface KeptDeskNotice {
  readonly kind: 'dropped' | 'offered';
  readonly open?: () => void;
  readonly dismiss: () => void;
}

/**
 * Opens the study that was on the desk when the window ended, with everything as it lay; and says that nothing lies
 * there any more once a study is put away by hand.
 */
export function useKeptDesk(): KeptDeskNotice | undefined {
  const { client } = useHostAccess();
  const [start, setStart] = useState<KeptStart>();
  const place = useStore(route, (now) => now.place);
  const { answer: host } = useAnswer('host.describe', {});
  const profile = host?.profile;
  // Each profile has a desk of its own.
  useEffect(() => {
    if (profile === undefined) return undefined;
    let isGone = false;
    setStart(undefined);
    void startOfDesk(client, profile, () => isGone).then((found) => {
      if (isGone || !found) return;
      const now = asFarAsFree(found, route.getState());
      if (now.kind === 'opened') openDesk(now.desk);
      setStart(now);
    });
    return () => {
      isGone = true;
    };
  }, [client, profile]);
  // What was offered is there until it is decided, or another study lies on the desk.
  useEffect(() => {
    if (place === 'reading') setStart((now) => (now?.kind === 'offered' ? { kind: 'nothing' } : now));
  }, [place]);
  const isPutAway = start !== undefined && start.kind !== 'offered' && place === 'worklist';
  useEffect(() => {
    if (!isPutAway || profile === undefined) return;
    bringBack(undefined);
    void client['desk.save']({ profile });
  }, [client, isPutAway, profile]);
  const dismiss = () => setStart({ kind: 'nothing' });
  if (start?.kind === 'dropped') return { kind: 'dropped', dismiss };
  if (start?.kind !== 'offered') return undefined;
  return { kind: 'offered', open: () => openDesk({ ...start.desk, restoring: true }), dismiss };
}

function openDesk(desk: KeptDesk): void {
  bringBack(desk);
  deskPanels.setState(desk.panels);
  goTo({ place: 'reading', study: desk.study });
}
