import { type ReactNode, useCallback, useEffect, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { PortalPlace } from '../../../ui/portalPlace.ts';
import { ImageBoxGrid } from '../boxes/ImageBoxGrid.tsx';
import { pointerPlace } from '../hands/pointerPlace.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import { forwardKeys } from './forwardKeys.ts';
import styles from './ReadingWindows.module.css';
import { numberOf, type ReadingWindow, readingWindows } from './readingWindows.ts';

/** The boxes of the study on the desk that are in further windows: drawn from here, by the same engine. */
export function ReadingWindows({ bandOf }: { readonly bandOf?: BandOfWindow | undefined }) {
  const windows = readingWindows();
  const open = useSyncExternalStore(windows.subscribe, windows.list);
  return open.map((each) => <Further key={each.name} shown={each} bandOf={bandOf} />);
}

/** What must be told in a further window of what is in it, by the window's name: practice or patients, its monitor. */
export type BandOfWindow = (name: string) => ReactNode;

interface FurtherProps {
  readonly shown: ReadingWindow;
  readonly bandOf: BandOfWindow | undefined;
}

function Further({ shown: { name, view, root }, bandOf }: FurtherProps) {
  const { t } = useTranslation();
  const { session } = useReading();
  const title = t('displays.windowTitle', { number: numberOf(name) });
  useEffect(() => {
    // The system shows titles in places that are not ours: no name of a patient stands in one.
    view.document.title = title;
  }, [view, title]);
  useEffect(() => {
    session.windows.open(name);
    return () => session.windows.close(name);
  }, [session, name]);
  useEffect(() => forwardKeys(view), [view]);
  useEffect(() => pointerPlace.follow(view), [view]);
  const isHung = useReadingState(({ arrangement }) => arrangement.windows?.some((each) => each.name === name) ?? false);
  const isOtherScale = useOtherScale(view);
  return createPortal(
    <PortalPlace value={root}>
      <main className={styles.window}>
        {isHung && <ImageBoxGrid name={name} />}
        <footer className={styles.band} data-testid="window-band">
          <b>{title}</b>
          {bandOf?.(name)}
        </footer>
        {isOtherScale && (
          <p className={styles.scale} role="status">
            {t('displays.otherScale')}
          </p>
        )}
      </main>
    </PortalPlace>,
    root,
  );
}

/** The engine draws at the scale of the page's own window; on a monitor of another one that is not said in silence. */
function useOtherScale(view: Window): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const gone = new AbortController();
      // A window that comes to a monitor of another scale changes its size in its own pixels.
      for (const each of [view, window]) each.addEventListener('resize', listener, { signal: gone.signal });
      return () => gone.abort();
    },
    [view],
  );
  return useSyncExternalStore(subscribe, () => view.devicePixelRatio !== window.devicePixelRatio);
}
