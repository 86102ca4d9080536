import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { SettingsPage, UnlockScreen, useNeedsUnlock } from '../features/settings/index.ts';
import { UnsentReports, useWorklist, Worklist } from '../features/worklist/index.ts';
import { startDispatchingKeys } from '../session/dispatchKey.ts';
import { useCommands } from '../session/useCommands.ts';
import styles from './App.module.css';
import { appCommands } from './appCommands.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Header } from './Header.tsx';
import { HostStatus } from './HostStatus.tsx';
import { KeyCard } from './KeyCard.tsx';
import { prepareReading, ReadingDesk } from './ReadingDesk.tsx';
import { goTo, route } from './route.ts';
import { UnsentWhileReading } from './UnsentWhileReading.tsx';
import { useAppearance } from './useAppearance.ts';
import { useProfileBoundary } from './useProfileBoundary.ts';
import { useUnsentInShell } from './useUnsentInShell.ts';

type Overlay = 'keys' | 'palette' | 'unsent';

export function App() {
  useAppearance();
  useProfileBoundary();
  useEffect(() => startDispatchingKeys(() => route.getState().place), []);
  const lock = useNeedsUnlock();
  return (
    <div className={styles.app}>
      <HostStatus locked={lock.needed} />
      <div className={styles.place}>
        <ErrorBoundary onReset={() => goTo({ place: 'worklist' })}>
          {lock.needed ? <UnlockScreen onPractice={lock.leave} /> : <Room />}
        </ErrorBoundary>
      </div>
    </div>
  );
}

function Room() {
  const at = useStore(route);
  const [overlay, setOverlay] = useState<Overlay>();
  const { answer: list } = useWorklist();
  useUnsentInShell(list);
  const open = useCallback((study: StudyRef) => goTo({ place: 'reading', study }), []);
  const close = () => setOverlay(undefined);
  const hasList = list !== undefined;
  useEffect(() => {
    if (hasList) prepareReading();
  }, [hasList]);
  useCommands(
    appCommands({
      showKeys: () => setOverlay('keys'),
      showPalette: () => setOverlay('palette'),
      showUnsent: () => setOverlay('unsent'),
      showSettings: () => goTo({ place: 'settings', section: 'archives' }),
      toWorklist: () => goTo({ place: 'worklist' }),
    }),
  );
  return (
    <>
      {at.place === 'reading' ? (
        <ReadingDesk
          study={at.study}
          onClose={() => goTo({ place: 'worklist' })}
          notice={<UnsentWhileReading unsent={list?.unsentReports ?? 0} onShow={() => setOverlay('unsent')} />}
        />
      ) : (
        <div className={styles.framed}>
          <Header list={list} place={at.place} onUnsent={() => setOverlay('unsent')} />
          {at.place === 'worklist' ? (
            <Worklist
              onOpen={open}
              onAddArchive={() => goTo({ place: 'settings', section: 'archives' })}
              onOpenDisc={() => goTo({ place: 'settings', section: 'discs' })}
            />
          ) : (
            <SettingsPage
              section={at.section}
              onSection={(section) => goTo({ place: 'settings', section })}
              onDone={() => goTo({ place: 'worklist' })}
            />
          )}
        </div>
      )}
      {overlay === 'keys' && <KeyCard place={at.place} onClose={close} />}
      {overlay === 'palette' && (
        <CommandPalette place={at.place} items={list?.items ?? []} onOpen={open} onClose={close} />
      )}
      {overlay === 'unsent' && <UnsentReports onClose={close} />}
    </>
  );
}
