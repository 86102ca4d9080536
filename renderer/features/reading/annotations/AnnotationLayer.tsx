import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import { watchSize } from '../../../imaging/watchSize.ts';
import type { AnnotationBoard } from '../../../session/annotationBoard.ts';
import styles from './AnnotationLayer.module.css';
import { useAnnotationDesk, useAnnotations } from './annotationContext.ts';
import type { Size } from './drawLayer.ts';
import { KeyImageMark } from './KeyImageMark.tsx';
import { KnownLengthField } from './KnownLengthField.tsx';
import { UnreadMark } from './UnreadMark.tsx';
import { usePainting } from './usePainting.ts';
import { WritingField } from './WritingField.tsx';

/** What is drawn on the image that is on the screen now, and what is being drawn. */
export function AnnotationLayer({ board, state }: { board: AnnotationBoard; state: BoxState }) {
  const { t } = useTranslation();
  const { size, observe } = useSize();
  const desk = useAnnotationDesk();
  const { set, writing, calibrating } = useAnnotations((all) => all);
  const { still, moving, sheet } = usePainting(board, state, size);
  useEscape(board);
  const written = writing === undefined ? undefined : set.annotations.get(writing);
  const asked = calibrating === undefined ? undefined : set.annotations.get(calibrating);
  const isAskedHere = asked && sheet?.shapes.some(({ annotation }) => annotation === asked);
  const isHere = written && sheet?.shapes.some(({ annotation }) => annotation.id === writing);
  const count = sheet?.shapes.length ?? 0;
  return (
    <div
      ref={observe}
      className={styles.layer}
      data-testid="annotations"
      data-count={count}
      role="img"
      aria-label={t('annotations.layer', { count })}
    >
      <canvas ref={still} className={styles.canvas} />
      <canvas ref={moving} className={styles.canvas} />
      <UnreadMark state={state} />
      {sheet && <KeyImageMark shapes={sheet.shapes} />}
      {written && isHere && (
        <WritingField key={written.id} annotation={written} at={board.labelOf(written.id)} desk={desk} />
      )}
      {asked && isAskedHere && <KnownLengthField line={asked} at={board.labelOf(asked.id)} board={board} desk={desk} />}
    </div>
  );
}

/** Escape takes back what is being drawn, then lets go of what is selected; only then it is anybody else's. */
function useEscape(board: AnnotationBoard): void {
  const desk = useAnnotationDesk();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input,textarea,[contenteditable]');
      if (isTyping) return;
      const isFor =
        (event.key === 'Escape' && (board.hand.cancel() || letGo(desk))) || (event.key === 'Enter' && board.hand.end());
      if (!isFor) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [board, desk]);
}

function letGo(desk: ReturnType<typeof useAnnotationDesk>): boolean {
  const was = desk.state.selected !== undefined;
  desk.select(undefined);
  return was;
}

/** The size of the element it is given to, in CSS pixels. */
function useSize() {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const observe = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    return watchSize(element, () => setSize({ width: element.clientWidth, height: element.clientHeight }));
  }, []);
  return { size, observe };
}
