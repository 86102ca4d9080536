import { useEffect } from 'react';
import { displayWatch } from '#renderer/host/displayWatch.ts';
import type { Imaging } from '../../../imaging/imaging.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { countShownOn } from '../../../session/shownOn.ts';
import { countUnviewed, noteViewing } from '../../../session/viewedImages.ts';

/** While a study is hung: what of it was looked at, and on which monitors, for whoever signs. */
export function useViewing(session: ReadingSession, { ledger }: Imaging): void {
  useEffect(() => {
    const watch = displayWatch();
    ledger.followMonitors((element) => watch.monitorOf(element));
    // A window that was moved shows its images on another monitor without drawing them anew.
    return watch.subscribe(() => ledger.noteMoved());
  }, [ledger]);
  useEffect(
    () =>
      noteViewing(session.state.snapshot.item.study, {
        unviewed: () => countUnviewed(session.state.images.sets, ledger),
        shownOn: () => {
          const { sets } = session.state.images;
          ledger.noteMoved();
          // Without images it is words that were read, on the monitors where the windows are.
          return sets.some(({ set }) => set.frames.length > 0)
            ? countShownOn(sets, ledger)
            : [{ displays: displayWatch().inUse(), images: 0 }];
        },
      }),
    [session, ledger],
  );
}
