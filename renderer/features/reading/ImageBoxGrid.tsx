import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plane } from '#shared/dicom/orientation.ts';
import { boxesOf } from '../../session/firstHanging.ts';
import { PlaneBox, StackBox } from './ImageBox.tsx';
import styles from './ImageBoxGrid.module.css';
import { useReading, useReadingState } from './readingContext.ts';

/** The places of boxes on the screen; a place, not an item of a list, is what stays. */
const places = [0, 1, 2, 3] as const;
const planes: readonly Plane[] = ['axial', 'coronal', 'sagittal'];

/** The image boxes, as the layout has them. */
export function ImageBoxGrid() {
  const { imaging, session } = useReading();
  const layout = useReadingState((state) => state.layout);
  const boxes = useReadingState((state) => state.boxes);
  const active = useReadingState((state) => state.active);
  const enlarged = useReadingState((state) => state.enlarged);
  const { generation, lost } = useSyncExternalStore(imaging.graphics.subscribe, imaging.graphics.snapshot);
  const { t } = useTranslation();
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = grid.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => imaging.resize());
    observer.observe(element);
    return () => observer.disconnect();
  }, [imaging]);
  // A box that changes its place or size must redraw, though the grid has not changed its own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: layout and enlarged move the boxes.
  useEffect(() => imaging.resize(), [imaging, layout, enlarged]);
  return (
    <div ref={grid} className={styles.grid} data-layout={enlarged ? '1x1' : layout} data-testid="image-box-grid">
      {places.slice(0, boxesOf[layout]).map((box) => {
        const named = session.setOf(boxes[box]);
        const hidden = enlarged && box !== active;
        if (!named) return <EmptyBox key={`empty-${box}`} box={box} hidden={hidden} />;
        const plane = planes[box];
        return layout === 'mpr' && plane ? (
          <PlaneBox
            // A slice that comes late makes another volume.
            key={`${generation} ${named.set.id} ${named.set.frames.length} ${plane}`}
            box={box}
            named={named}
            plane={plane}
            hidden={hidden}
          />
        ) : (
          <StackBox key={`stack-${generation}-${box}`} box={box} named={named} hidden={hidden} />
        );
      })}
      {lost && (
        <p className={styles.lost} role="alert" data-testid="graphics-lost">
          {t('reading.graphicsLost')}
        </p>
      )}
    </div>
  );
}

/** A box in which nothing hangs says how something comes into it. */
function EmptyBox({ box, hidden }: { box: number; hidden: boolean }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const active = useReadingState((state) => state.active === box);
  const hasSeries = useReadingState(({ images }) => images.sets.length > 0);
  return (
    <button
      type="button"
      className={styles.empty}
      data-active={active}
      hidden={hidden}
      onClick={() => session.activate(box)}
    >
      {hasSeries ? t(active ? 'reading.emptyActive' : 'reading.emptyBox') : active && t('reading.nothingToShow')}
    </button>
  );
}
