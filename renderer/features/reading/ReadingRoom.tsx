import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { ProfileKind } from '#shared/contract/vault.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { useAnswer, useHostAccess } from '../../host/hostContext.ts';
import { failureText } from '../../i18n/failureText.ts';
import type { Imaging } from '../../imaging/imaging.ts';
import { alignmentOf } from '../../session/alignment.ts';
import type { HangingMeans } from '../../session/hangingMeans.ts';
import { takeKept } from '../../session/keptDesk.ts';
import { openReadingSession, type ReadingSession } from '../../session/readingSession.ts';
import { hangingKey, type ReadingState } from '../../session/readingState.ts';
import type { StudyOnDesk } from '../../session/studyOnDesk.ts';
import { togetherOf } from '../../session/together.ts';
import { useCommands } from '../../session/useCommands.ts';
import { AnnotationProvider } from './annotations/annotationContext.ts';
import { openAnnotationDesk, useFollowedJournals } from './annotations/openAnnotationDesk.ts';
import { PaletteOffers } from './bar/PaletteOffers.tsx';
import { ToolBar } from './bar/ToolBar.tsx';
import { ImageBoxGrid } from './boxes/ImageBoxGrid.tsx';
import { readingCommands } from './commands/readingCommands.ts';
import { useStudyLimits } from './fidelity/studyLimits.ts';
import { useChainEscape } from './fidelity/useChainEscape.ts';
import { PriorStudies } from './priors/PriorStudies.tsx';
import styles from './ReadingRoom.module.css';
import { ReadingProvider, useReadingState } from './readingContext.ts';
import { usePresence } from './scrolling/presence.ts';
import { SeriesPanel } from './series/SeriesPanel.tsx';
import { ProtocolOffers } from './stages/ProtocolOffers.tsx';
import { RehangOffer, StageLine } from './stages/StageLine.tsx';
import { useHangingMeans } from './stages/useHangingMeans.ts';
import { useHangNotes } from './stages/useHangNotes.ts';
import { KeepDesk } from './study/KeepDesk.tsx';
import { LaterImages } from './study/LaterImages.tsx';
import { useKeptViewed } from './study/useKeptViewed.ts';
import { useLaterImages } from './study/useLaterImages.ts';
import { useSeenStudies } from './study/useSeenStudies.ts';
import { useViewing } from './study/useViewing.ts';
import { useImaging } from './useImaging.ts';
import { LeftWindows } from './windows/LeftWindows.tsx';
import { type BandOfWindow, ReadingWindows } from './windows/ReadingWindows.tsx';
import { readingWindows } from './windows/readingWindows.ts';

interface ReadingRoomProps {
  readonly study: StudyRef;
  readonly onClose: () => void;
  /** What must not be forgotten while reading, at the end of the bar below the images. */
  readonly notice?: ReactNode;
  /** The same of a further window, which has its own monitor. */
  readonly bandOf?: BandOfWindow;
  /** What is said and changed of the hanging, beside the images: of a room of its own. */
  readonly hangingPane?: HangingPaneOf;
  /** The report panel, at the right of the images. */
  readonly children?: ReactNode;
}

type HangingPaneOf = (session: ReadingSession) => ReactNode;

/** One study on the desk. Opening asks the host once; everything else is drawn from that answer. */
export function ReadingRoom({ study, onClose, notice, bandOf, hangingPane, children }: ReadingRoomProps) {
  const { t } = useTranslation();
  const { answer, failure } = useAnswer('studies.open', { study });
  const { answer: host } = useAnswer('host.describe', {});
  const means = useHangingMeans();
  const [openedAt] = useState(() => performance.now());
  const { client } = useHostAccess();
  useEffect(
    () => () => {
      void client['studies.close']({ study });
    },
    [client, study],
  );
  useChainEscape();
  useCommands([
    {
      id: 'reading.toWorklist',
      title: 'reading.commands.toWorklist',
      place: 'reading',
      keys: ['Escape'],
      run: onClose,
    },
  ]);
  return (
    <main className={styles.room} data-testid="reading-room">
      {answer && host && means ? (
        <Desk
          key={`${host.profile} ${studyKey(study)}`}
          snapshot={answer}
          means={means}
          openedAt={openedAt}
          profile={host.profile}
          notice={notice}
          bandOf={bandOf}
          hangingPane={hangingPane}
          overReport={Boolean(children)}
        />
      ) : (
        <p className={styles.notice} role="status">
          {failure ? failureText(failure) : t('reading.opening')}
        </p>
      )}
      {children}
    </main>
  );
}

interface DeskProps {
  readonly snapshot: StudySnapshot;
  readonly means: HangingMeans;
  /** When opening began, by `performance.now`. */
  readonly openedAt: number;
  /** Whose study it is: what is drawn on it goes to this one's records. */
  readonly profile: ProfileKind;
  readonly notice: ReactNode;
  readonly bandOf: BandOfWindow | undefined;
  readonly hangingPane: HangingPaneOf | undefined;
  /** It lies in the place of the report, where that is shown. */
  readonly overReport: boolean;
}

function Desk({ snapshot, means, openedAt, profile, notice, bandOf, hangingPane, overReport }: DeskProps) {
  const imaging = useImaging();
  const { client } = useHostAccess();
  const [{ session, annotations }] = useState(() => {
    const windows = readingWindows()
      .list()
      .map(({ name }) => name);
    const opened = openReadingSession(snapshot, { kept: takeKept(snapshot.item.study), means, windows });
    imaging.addImages(snapshot.item.study.archiveId, opened.state.images.images);
    return { session: opened, annotations: openAnnotationDesk(opened, client, profile) };
  });
  useEffect(() => session.protocol?.takeMeans(means), [session, means]);
  useHangNotes(session, profile, openedAt);
  useFollowedJournals(session, annotations);
  const later = useLaterImages(session, imaging, snapshot, () => {
    void client['studies.noteSeen']({ study: snapshot.item.study });
  });
  const studies = useStore(session.store, refsOf);
  const presence = usePresence(studies);
  useEffect(
    () => imaging.holdStudy(() => session.state.studies.flatMap(({ images }) => images.images)),
    [imaging, session],
  );
  useAskAgain(imaging, studies);
  useEffect(() => () => alignmentOf(togetherOf(session)).stop(), [session]);
  useEffect(() => {
    imaging.notePresence(presence.getState().here);
    return presence.subscribe(({ here }) => imaging.notePresence(here));
  }, [imaging, presence]);
  useStudyLimits(session, imaging.ledger, presence);
  useViewing(session, imaging);
  useKeptViewed(session, imaging, profile);
  useSeenStudies(session, imaging);
  return (
    <AnnotationProvider desk={annotations}>
      <ReadingProvider reading={{ session, imaging, presence }}>
        <SeriesPanel />
        <section className={styles.desk}>
          <ImageBoxGrid />
          <ToolBar />
          <footer className={styles.status}>
            <StageLine />
            <RehangOffer hasNewSeries={later?.hasNewSeries === true} />
            <LaterImages later={later} />
            <LeftWindows />
            <KeepDesk profile={profile} />
            <div className={styles.told}>{notice}</div>
          </footer>
        </section>
        <div className={styles.beside} data-over-report={overReport}>
          {hangingPane?.(session)}
        </div>
        <PriorStudies />
        <ReadingWindows bandOf={bandOf} />
        <Keys session={session} />
        <PaletteOffers />
        <ProtocolOffers />
      </ReadingProvider>
    </AnnotationProvider>
  );
}

/** Readiness that changed within this time is one reason to ask again. */
const gatherMs = 1_000;

/** Frames that were not to be had are asked again when the host says that something of this study came. */
function useAskAgain(imaging: Imaging, studies: readonly StudyRef[]): void {
  const { transport } = useHostAccess();
  const keys = studies.map(studyKey).join(' ');
  useEffect(() => {
    const asked = new Set(keys.split(' '));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = transport.onEvent((event) => {
      if (event.event !== 'readiness.changed' || !event.studies.some((each) => asked.has(studyKey(each)))) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        imaging.askAgain();
      }, gatherMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [transport, imaging, keys]);
}

const refs = new WeakMap<readonly StudyOnDesk[], readonly StudyRef[]>();

/** The same list for the same studies, so that nothing is asked anew. */
function refsOf({ studies }: ReadingState): readonly StudyRef[] {
  const known = refs.get(studies) ?? studies.map(({ snapshot }) => snapshot.item.study);
  refs.set(studies, known);
  return known;
}

/** Registers the keys anew when the display set changes: the presets are those of its modality. */
function Keys({ session }: { session: ReadingSession }) {
  useReadingState(hangingKey);
  useCommands(readingCommands(session));
  return null;
}
