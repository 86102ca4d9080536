import { useEffect, useRef } from 'react';
import type { BoxState, ImageBoxView } from '../../imaging/imageBoxView.ts';
import { PlaneView } from '../../imaging/planeView.ts';
import { useLedger } from './readingContext.ts';
import styles from './ScrollBar.module.css';

const width = 6;

/** Where in the stack: frames that are here as a fine fill, those looked at brighter, those that failed in red. */
export function ScrollBar({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const ledger = useLedger();
  const canvas = useRef<HTMLCanvasElement>(null);
  const version = ledger.version();
  const { imageIds, count, asked } = state;
  const stack = !(view instanceof PlaneView);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ledger's version says that the marks changed.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current) return;
    const { height } = canvas.current;
    context.clearRect(0, 0, width, height);
    if (!stack) return;
    for (const [index, imageId] of imageIds.entries()) {
      const mark = ledger.markOf(imageId);
      if (mark === undefined) continue;
      const top = Math.floor((index * height) / imageIds.length);
      const bottom = Math.max(top + 1, Math.floor(((index + 1) * height) / imageIds.length));
      context.fillStyle = mark === 'failed' ? '#f07067' : ledger.wasViewed(imageId) ? '#92929c' : '#3c3c44';
      context.fillRect(0, top, width, bottom - top);
    }
  }, [ledger, version, imageIds, stack]);
  if (count < 2) return null;
  return (
    <div
      className={styles.bar}
      onPointerDown={(event) => {
        const bar = event.currentTarget.getBoundingClientRect();
        view.goTo(Math.floor(((event.clientY - bar.top) / bar.height) * count));
      }}
      data-checked={ledger.countChecked(imageIds)}
    >
      <canvas ref={canvas} width={width} height={512} className={styles.marks} />
      <div className={styles.here} style={{ insetBlockStart: `${((asked + 0.5) * 100) / count}%` }} />
    </div>
  );
}
