import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SliceGap } from '#shared/dicom/sliceGaps.ts';
import type { BoxState, ImageBoxView } from '../../imaging/imageBoxView.ts';
import { PlaneView } from '../../imaging/planeView.ts';
import { archiveGapsOf, countLacking } from './archiveGaps.ts';
import { useLedger, usePresent } from './readingContext.ts';
import styles from './ScrollBar.module.css';
import { countHere, type SliceMark, sliceMarks } from './sliceMap.ts';

const width = 8;

/**
 * Where in the stack, and what each slice is: here as a fine fill, looked at brighter, not here yet hatched, failed in red
 * with a notch; an amber line across where the archive itself has none. A shape for each, so that it is told without colour.
 */
export function ScrollBar({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const presence = usePresent();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { imageIds, count, asked } = state;
  const stack = !(view instanceof PlaneView);
  const marks = stack ? sliceMarks(imageIds, ledger, presence) : [];
  const drawn = marks.join();
  const gaps = stack && state.set ? archiveGapsOf(state.set) : noGaps;
  useEffect(() => {
    // The marks as text: drawn again only when one of them is another.
    if (canvas.current) drawMarks(canvas.current, drawn.split(',') as SliceMark[], gaps);
  }, [drawn, gaps]);
  if (count < 2) return null;
  const here = countHere(marks);
  const lacking = countLacking(gaps);
  const words = [
    ...(stack && presence ? [t('reading.scroll.here', { here, count: imageIds.length })] : []),
    ...(lacking > 0 ? [t('reading.badge.missing', { count: lacking })] : []),
  ];
  return (
    <div
      className={styles.bar}
      onPointerDown={(event) => {
        const bar = event.currentTarget.getBoundingClientRect();
        view.goTo(Math.floor(((event.clientY - bar.top) / bar.height) * count));
      }}
      data-checked={ledger.countChecked(imageIds)}
      data-here={here}
      data-gaps={gaps.length}
      title={words.join(' · ') || undefined}
    >
      <canvas ref={canvas} width={width} height={512} className={styles.marks} />
      <div className={styles.here} style={{ insetBlockStart: `${((asked + 0.5) * 100) / count}%` }} />
    </div>
  );
}

const gapFill = '#d9a441';
const noGaps: readonly SliceGap[] = [];
const fills: Readonly<Record<SliceMark, string | undefined>> = {
  failed: '#f07067',
  viewed: '#92929c',
  here: '#4a4a53',
  awaited: undefined,
  unknown: undefined,
};

function drawMarks(canvas: HTMLCanvasElement, marks: readonly SliceMark[], gaps: readonly SliceGap[]): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { height } = canvas;
  context.clearRect(0, 0, width, height);
  for (const [index, mark] of marks.entries()) {
    const top = Math.floor((index * height) / marks.length);
    const tall = Math.max(1, Math.floor(((index + 1) * height) / marks.length) - top);
    const fill = fills[mark];
    if (mark === 'awaited') hatch(context, top, tall);
    if (fill === undefined) continue;
    context.fillStyle = fill;
    // A failed slice reaches over the whole width; the others leave an edge, so that the notch is seen without colour.
    context.fillRect(mark === 'failed' ? 0 : 2, top, width, tall);
  }
  context.fillStyle = gapFill;
  for (const { after } of gaps) context.fillRect(0, Math.round(((after + 1) * height) / marks.length) - 1, width, 2);
}

/** Lines that run on from slice to slice, so that a long gap is one hatched stretch. */
function hatch(context: CanvasRenderingContext2D, top: number, tall: number): void {
  context.fillStyle = '#6b6b75';
  for (let y = top; y < top + tall; y += 1) {
    for (let x = 2; x < width; x += 1) if ((x + y) % 5 === 0) context.fillRect(x, y, 1, 1);
  }
}
