import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Transport } from '#shared/contract/transport.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { HangingPanes } from '../features/hanging/index.ts';
import { ReportPanel } from '../features/reporting/index.ts';
import { type HostAccess, useAnswer } from '../host/hostContext.ts';
import { deskPanels, usePanels } from '../session/deskPanels.ts';
import { reportCovered } from '../session/hangingPane.ts';
import { noteOpened } from '../session/openedStudies.ts';
import { useCommands } from '../session/useCommands.ts';
import styles from './ReadingDesk.module.css';
import { openProtocol } from './route.ts';

// The drawing library is most of the program's size: the worklist does not wait for it.
const ReadingRoom = lazy(async () => ({ default: (await import('../features/reading/index.ts')).ReadingRoom }));

/** Empties the page of images, once the study has left the desk; where none was read, there is nothing to empty. */
export function forgetReading(transport: Transport): void {
  import('../features/reading/index.ts').then(({ forgetImages }) => forgetImages(transport)).catch(() => undefined);
}

/** Fetches the reading room's code before it is wanted, once the worklist stands, and starts what draws when nobody acts. */
export function prepareReading(access: HostAccess): void {
  import('../features/reading/index.ts')
    .then(({ prepareImages, prepareHanging }) => {
      requestIdleCallback(() => prepareImages(access), { timeout: 5_000 });
      return prepareHanging(access);
    })
    // A failure now is nobody's: it is met, and told, when a study is opened.
    .catch(() => undefined);
}

interface ReadingDeskProps {
  readonly study: StudyRef;
  readonly onClose: () => void;
  /** The line's panel lies over the report; where none is shown it has the report's place, for never over an image. */
  readonly lineShown: boolean;
  /** For the bar below the images. */
  readonly notice: ReactNode;
  /** For the bar below the images of a further window, by its name. */
  readonly bandOf: (name: string) => ReactNode;
}

/** One study on the desk: images and report side by side. Features do not know one another; they meet here. */
export function ReadingDesk({ study, lineShown, onClose, notice, bandOf }: ReadingDeskProps) {
  const { t } = useTranslation();
  const { answer: snapshot } = useAnswer('studies.open', { study });
  const { report: reportShown } = usePanels();
  const { covered } = useStore(reportCovered);
  const opened = snapshot?.item.study;
  useEffect(() => {
    if (opened) noteOpened(opened);
  }, [opened]);
  useCommands([
    {
      id: 'app.toggleReport',
      title: 'app.commands.toggleReport',
      place: 'reading',
      keys: ['F2'],
      run: () => deskPanels.setState({ report: !reportShown }),
    },
  ]);
  return (
    <Suspense fallback={<p className={styles.opening}>{t('app.reading.opening')}</p>}>
      <ReadingRoom
        key={studyKey(study)}
        study={study}
        onClose={onClose}
        notice={notice}
        bandOf={bandOf}
        hangingPane={(session) => (
          <Suspense>
            <HangingPanes session={session} onEdit={openProtocol} />
          </Suspense>
        )}
      >
        {(reportShown || lineShown) && (
          <aside className={styles.report} inert={lineShown || covered}>
            {reportShown && <ReportPanel study={study} snapshot={snapshot} />}
          </aside>
        )}
      </ReadingRoom>
    </Suspense>
  );
}
