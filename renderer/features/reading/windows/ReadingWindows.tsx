import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { PortalPlace } from '../../../ui/portalPlace.ts';
import { ImageBoxGrid } from '../boxes/ImageBoxGrid.tsx';
import { pointerPlace } from '../hands/pointerPlace.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import { forwardKeys } from './forwardKeys.ts';
import styles from './ReadingWindows.module.css';
import { type ReadingWindow, readingWindows } from './readingWindows.ts';

/** The boxes of the study on the desk that are in further windows: drawn from here, by the same engine. */
export function ReadingWindows() {
  const windows = readingWindows();
  const open = useSyncExternalStore(windows.subscribe, windows.list);
  return open.map((each) => <Further key={each.name} shown={each} />);
}

function Further({ shown: { name, view, root } }: { shown: ReadingWindow }) {
  const { t } = useTranslation();
  const { session } = useReading();
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
