import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ProfileKind } from '#shared/contract/vault.ts';
import { useHostAccess } from '../../../host/hostContext.ts';
import { deskPanels } from '../../../session/deskPanels.ts';
import { DeskSaver } from '../../../session/deskSaver.ts';
import { bringBack } from '../../../session/keptDesk.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { whenItStands } from '../../../session/standing.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useReading } from '../readingContext.ts';
import styles from './notices.module.css';

/**
 * Has the host keep what lies on the desk, so that it comes back after a crash; and says where that does not work.
 * `profile`: whose desk it is, and no other's.
 */
export function KeepDesk({ profile }: { profile: ProfileKind }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const { client } = useHostAccess();
  const [saver] = useState(
    () =>
      new DeskSaver({
        keep: () => session.keep(deskPanels.getState()),
        save: async (desk) => (await client['desk.save']({ profile, desk })).ok,
      }),
  );
  useEffect(() => {
    saver.begin();
    saver.changed();
    const stops = [session.watch(saver.changed), deskPanels.subscribe(saver.changed), saver.stop];
    if (session.kept.isRestoring) {
      const stands = () => {
        session.kept.noteStanding();
        saver.changed();
      };
      stops.push(whenItStands(() => hasDrawn(session), stands));
    }
    return () => {
      for (const stop of stops) stop();
    };
  }, [session, saver]);
  // The settings are gone to and come back from: the desk lies as it lay.
  useEffect(() => () => bringBack(session.keep(deskPanels.getState())), [session]);
  const isKept = useStore(saver.store, (state) => state.isKept);
  if (isKept) return null;
  return (
    <div className={styles.bar} role="status" data-testid="desk-not-kept">
      <Icon name="triangle" />
      <b>{t('desk.notKept')}</b>
      <span className={styles.hint}>{t('desk.notKeptHint')}</span>
    </div>
  );
}

function hasDrawn(session: ReadingSession): boolean {
  return session.state.arrangement.boxes.some((_, box) => (session.viewAt(box)?.state().drawnVersion ?? 0) > 0);
}
