import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type SliceGap, widestGap } from '#shared/dicom/sliceGaps.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';
import { useAnnotations } from '../annotations/annotationContext.ts';
import { type AnnotationMark, annotationMarks } from '../annotations/annotationMarks.ts';
import { useDocumentDesk } from '../documents/documentDesk.ts';
import { keyPlaces } from '../documents/documentMarks.ts';
import { archiveGapsOf, countLacking, gapText } from '../fidelity/archiveGaps.ts';
import { useLedger, usePresent } from '../readingContext.ts';
import { barLines, drawBar } from './drawScrollBar.ts';
import styles from './ScrollBar.module.css';
import { linesOfMarks, sliceAt } from './scrollMap.ts';
import { countHere, type SliceMark } from './sliceMap.ts';
import { useSliceMarks } from './useSliceMarks.ts';

const noGaps: readonly SliceGap[] = [];
const noMarks: readonly SliceMark[] = [];
const noTicks: ReadonlyMap<number, AnnotationMark> = new Map();

/**
 * Where in the stack, and what each slice is: here as a fine fill, looked at brighter, not here yet hatched, failed in red
 * with a notch; amber hatching across where the archive itself has none; a tick where something was measured, a diamond at
 * a key image. A shape for each, so that it is told without colour.
 */
export function ScrollBar({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const presence = usePresent();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { imageIds, count, asked } = state;
  const stack = !(view instanceof PlaneView);
  const annotations = useAnnotations(({ set }) => set);
  const layers = useDocumentDesk((desk) => desk.layers);
  const aside = useDocumentDesk((desk) => desk.aside);
  const { set } = state;
  const ticks = useMemo(() => {
    if (!stack) return noTicks;
    const own = annotationMarks(annotations, imageIds);
    const ofOthers = set ? keyPlaces({ layers, aside }, set.frames) : [];
    return ofOthers.length === 0 ? own : new Map([...own, ...ofOthers.map((place) => [place, 'keyImage'] as const)]);
  }, [stack, annotations, imageIds, set, layers, aside]);
  const all = useSliceMarks(imageIds);
  const marks = stack ? all : noMarks;
  const drawn = useMemo(() => linesOfMarks(marks, barLines).join(), [marks]);
  const gaps = stack && state.set ? archiveGapsOf(state.set) : noGaps;
  useEffect(() => {
    // The marks as text: drawn again only when one of them is another.
    const lines = drawn === '' ? [] : (drawn.split(',') as SliceMark[]);
    if (canvas.current) drawBar(canvas.current, { lines, gaps, ticks, count });
  }, [drawn, gaps, ticks, count]);
  if (count < 2) return null;
  const here = countHere(marks);
  const [lacking, mm] = [countLacking(gaps), gapText(widestGap(gaps))];
  const words = [
    ...(stack && presence ? [t('reading.scroll.here', { here, count: imageIds.length })] : []),
    ...(lacking > 0 ? [t('fidelity.badge.missing', { count: lacking, mm })] : []),
    ...(lacking === 0 && gaps.length > 0 ? [t('fidelity.badge.gaps', { mm })] : []),
    ...(ticks.size > 0 ? [t('fidelity.scroll.marked', { count: ticks.size })] : []),
  ];
  const goTo = (event: PointerEvent<HTMLElement>) => {
    const bar = event.currentTarget.getBoundingClientRect();
    view.goTo(sliceAt((event.clientY - bar.top) / bar.height, count));
  };
  return (
    <div
      className={styles.bar}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(event);
      }}
      data-checked={ledger.countChecked(imageIds)}
      data-here={here}
      data-gaps={gaps.length}
      data-ticks={ticks.size}
      title={words.join(' · ') || undefined}
    >
      <canvas ref={canvas} width={12} height={barLines} className={styles.marks} />
      <div className={styles.here} style={{ insetBlockStart: `${((asked + 0.5) * 100) / count}%` }} />
    </div>
  );
}
