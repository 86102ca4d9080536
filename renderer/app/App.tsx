import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { WorklistSnapshot } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { DisplaysSection, DisplayWord } from '../features/displays/index.ts';
import { HangingEditor, HangingSection, useKeptDrafts } from '../features/hanging/index.ts';
import { LinkIndicator, LinkPanel, linkCommands, StudyArrival, useLink } from '../features/link/index.ts';
import { KeysSection, SettingsPage, UnlockScreen, useNeedsUnlock } from '../features/settings/index.ts';
import {
  StatNotice,
  selectInWorklist,
  UnsentReports,
  useStatArrivals,
  useWorklist,
  Worklist,
} from '../features/worklist/index.ts';
import { useAnswer, useHostAccess } from '../host/hostContext.ts';
import { archivesByLines, linesByArchives } from '../host/linesAndArchives.ts';
import { deskPanels, usePanels } from '../session/deskPanels.ts';
import { startDispatchingKeys } from '../session/dispatchKey.ts';
import { useLimits } from '../session/studyLimits.ts';
import { useCommands } from '../session/useCommands.ts';
import styles from './App.module.css';
import { AwayNotice } from './AwayNotice.tsx';
import { appCommands } from './appCommands.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { FaultNotice } from './FaultNotice.tsx';
import { watchFaults } from './faults.ts';
import { Header } from './Header.tsx';
import { HostStatus, PracticeWord } from './HostStatus.tsx';
import { KeptDeskNotice } from './KeptDeskNotice.tsx';
import { KeyCard } from './KeyCard.tsx';
import { prepareReading, ReadingDesk } from './ReadingDesk.tsx';
import { goTo, leaveSettings, openProtocol, openSettings, type Route, route } from './route.ts';
import { UnsavedWork } from './UnsavedWork.tsx';
import { UnsentWhileReading } from './UnsentWhileReading.tsx';
import { useAppearance } from './useAppearance.ts';
import { useAllCommands, useHands } from './useHands.ts';
import { useKeptDesk } from './useKeptDesk.ts';
import { useLockScreen } from './useLockScreen.ts';
import { useProfileBoundary } from './useProfileBoundary.ts';
import { useSettingsOffers } from './useSettingsOffers.ts';
import { useTouched } from './useTouched.ts';
import { useUnsavedWork } from './useUnsavedWork.ts';
import { useUnsentInShell } from './useUnsentInShell.ts';
import { useWithoutHost } from './useWithoutHost.ts';

type Overlay = 'keys' | 'palette' | 'unsent';
type FramedRoute = Exclude<Route, { readonly place: 'reading' }>;

export function App() {
  useAppearance();
  useHands();
  useProfileBoundary();
  useUnsavedWork();
  useEffect(() => watchFaults(window), []);
  useEffect(() => startDispatchingKeys(() => route.getState().place), []);
  const lock = useNeedsUnlock();
  const touched = useTouched();
  return (
    <div className={styles.app} {...touched}>
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
  const { answer: answered } = useWorklist();
  useUnsentInShell(answered);
  useWithoutHost();
  useSettingsOffers();
  useKeptDrafts();
  const close = () => setOverlay(undefined);
  const showUnsent = () => setOverlay('unsent');
  const hasList = answered !== undefined;
  const access = useHostAccess();
  useEffect(() => {
    if (hasList) prepareReading(access);
  }, [hasList, access]);
  const { answer: settings } = useAnswer('settings.read', {});
  // Who is sent there from a report has no name to sign it with.
  const isNameless = settings?.reader.name === '';
  const line = useLinePanel(answered);
  const list = useMemo(
    () => answered && archivesByLines(answered, line.snapshot?.lines ?? []),
    [answered, line.snapshot],
  );
  const stat = useStat(list, at.place === 'reading' ? studyKey(at.study) : undefined);
  const screen = useLockScreen();
  useCommands(
    appCommands({
      ...screen,
      showKeys: () => setOverlay('keys'),
      showPalette: () => setOverlay('palette'),
      showUnsent,
      showSettings: () => openSettings(isNameless && at.place === 'reading' ? 'reader' : 'archives'),
      leaveSettings,
      toStat: stat.go,
      hasStat: () => stat.waiting.length > 0,
    }),
  );
  const kept = useKeptDesk();
  const notice = (
    <>
      <FaultNotice />
      <AwayNotice />
      <UnsavedWork />
      {kept && <KeptDeskNotice notice={kept} />}
      <StatNotice waiting={stat.waiting} onGo={stat.go} onDismiss={stat.dismiss} />
    </>
  );
  const places = { list, notice, sign: line.sign, lineShown: line.isShown, onUnsent: showUnsent };
  return (
    <div className={styles.beside}>
      <div className={styles.work}>
        {at.place === 'reading' ? <ReadingPlace {...places} study={at.study} /> : <FramedPlace {...places} at={at} />}
      </div>
      {line.isShown && line.snapshot && (
        <div className={at.place === 'reading' ? styles.besideImages : styles.overList}>
          <LinkPanel
            snapshot={line.snapshot}
            items={list?.items ?? []}
            acts={line.acts}
            failure={line.failure}
            onSignIn={() => openSettings('archives')}
            opened={at.place === 'reading' ? at.study : undefined}
            onOpen={openStudy}
          />
        </div>
      )}
      {overlay === 'keys' && <KeyCard place={at.place} onClose={close} />}
      {overlay === 'palette' && (
        <CommandPalette place={at.place} items={list?.items ?? []} onOpen={openStudy} onClose={close} />
      )}
      {overlay === 'unsent' && <UnsentReports onClose={close} />}
    </div>
  );
}

function openStudy(study: StudyRef): void {
  goTo({ place: 'reading', study });
}

/** The line, its panel, and the sign that opens it: the same beside the worklist and beside the images. */
function useLinePanel(list: WorklistSnapshot | undefined) {
  const { line: isShown } = usePanels();
  const { snapshot: known, acts, failure } = useLink(() => deskPanels.setState({ line: !isShown }));
  const snapshot = known && linesByArchives(known, list?.archives ?? []);
  useCommands(linkCommands(acts));
  const sign = (isShort: boolean) => (
    <LinkIndicator snapshot={snapshot} isOpen={isShown} onToggle={acts.togglePanel} isShort={isShort} />
  );
  return { isShown, snapshot, acts, failure, sign };
}

function useStat(list: WorklistSnapshot | undefined, opened: string | undefined) {
  const { waiting, dismiss } = useStatArrivals(list?.items, opened);
  const go = () => {
    const [item] = waiting;
    if (item) selectInWorklist(item);
    goTo({ place: 'worklist' });
  };
  return { waiting, dismiss, go };
}

interface PlaceProps {
  readonly list: WorklistSnapshot | undefined;
  readonly notice: ReactNode;
  readonly sign: (isShort: boolean) => ReactNode;
  readonly lineShown: boolean;
  readonly onUnsent: () => void;
}

function ReadingPlace({ list, notice, sign, lineShown, onUnsent, study }: PlaceProps & { readonly study: StudyRef }) {
  const item = list?.items.find((each) => studyKey(each.study) === studyKey(study));
  const limits = useLimits(study);
  return (
    <ReadingDesk
      study={study}
      lineShown={lineShown}
      onClose={() => goTo({ place: 'worklist' })}
      bandOf={(name) => (
        <>
          <PracticeWord />
          <span className={styles.apart} />
          <DisplayWord modalities={item?.modalities ?? []} onShow={() => openSettings('displays')} ofWindow={name} />
        </>
      )}
      notice={
        <span className={styles.notices}>
          <StudyArrival readiness={item?.readiness} limits={limits} />
          {notice}
          <span className={styles.apart} />
          <DisplayWord modalities={item?.modalities ?? []} onShow={() => openSettings('displays')} />
          {sign(true)}
          <UnsentWhileReading unsent={list?.unsentReports ?? 0} onShow={onUnsent} />
        </span>
      }
    />
  );
}

function FramedPlace({ at, list, notice, sign, lineShown, onUnsent }: PlaceProps & { readonly at: FramedRoute }) {
  return (
    <div className={lineShown ? `${styles.framed} ${styles.besideLine}` : styles.framed}>
      <Header
        list={list}
        place={at.place === 'settings' && at.study ? 'settingsOfStudy' : at.place}
        onUnsent={onUnsent}
        link={sign(false)}
        notice={notice}
      />
      {at.place === 'worklist' ? (
        <Worklist
          onOpen={openStudy}
          onAddArchive={() => openSettings('archives')}
          onOpenDisc={() => openSettings('discs')}
        />
      ) : at.editing ? (
        <Suspense>
          <HangingEditor
            key={at.editing.id}
            {...at.editing}
            study={at.study}
            onDone={() => openSettings('hanging')}
            onRenamed={(id) => openProtocol(id, at.editing?.at)}
          />
        </Suspense>
      ) : (
        <SettingsPage
          section={at.section}
          onSection={openSettings}
          onDone={() => goTo({ place: 'worklist' })}
          displays={<DisplaysSection />}
          hanging={
            <Suspense>
              <HangingSection onEdit={openProtocol} />
            </Suspense>
          }
          keys={<KeysPlace />}
        />
      )}
    </div>
  );
}

/** The keys of every place; a moment later than the page, with the code of the reading room. */
function KeysPlace() {
  const commands = useAllCommands();
  return commands ? <KeysSection commands={commands} /> : null;
}
