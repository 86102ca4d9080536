import { useEffect } from 'react';
import { useHostAccess } from '../../../host/hostContext.ts';
import { deskPanels } from '../../../session/deskPanels.ts';
import { bringBack } from '../../../session/keptDesk.ts';
import { useReading } from '../readingContext.ts';

/** Changes are gathered for so long, in ms: what is lost in a crash is less than a second old. */
const gatherMs = 500;

/**
 * Tells the host what lies on the desk, a moment after each change, so that it comes back after a crash. What is told is
 * only ended by whoever puts the study away by hand; a page that dies says nothing.
 */
export function KeepDesk() {
  const { session } = useReading();
  const { client } = useHostAccess();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let told = '';
    const tell = () => {
      timer = undefined;
      const desk = session.keep(deskPanels.getState());
      const text = JSON.stringify(desk);
      if (text === told) return;
      told = text;
      void client['desk.save']({ desk }).then((answer) => {
        // Kept with the next change, then.
        if (!answer.ok && told === text) told = '';
      });
    };
    const changed = () => {
      timer ??= setTimeout(tell, gatherMs);
    };
    changed();
    const stops = [session.watch(changed), deskPanels.subscribe(changed)];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [session, client]);
  // The settings are gone to and come back from: the desk lies as it lay.
  useEffect(() => () => bringBack(session.keep(deskPanels.getState())), [session]);
  return null;
}
