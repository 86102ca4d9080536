import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Annotation } from '#shared/annotations/annotation.ts';
import type { Ink, PlacedLabel } from '../../../imaging/drawing/painter.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import type { AnnotationBoard, BoardSheet } from '../../../session/annotationBoard.ts';
import { useReadingState } from '../readingContext.ts';
import styles from './AnnotationLayer.module.css';
import { useAnnotationDesk, useAnnotations } from './annotationContext.ts';
import type { Told } from './annotationWords.ts';
import { cleared, drawFigures, inSight, type Size, shapeOfDraft } from './drawLayer.ts';
import { KeyImageMark } from './KeyImageMark.tsx';
import { KnownLengthField } from './KnownLengthField.tsx';
import { WritingField } from './WritingField.tsx';

const font = '500 12px "IBM Plex Mono", ui-monospace, monospace';
const current: Ink = { colour: '#f2d44c', halo: 'rgb(0 0 0 / 80%)', warning: '#e0a33b', font };
/** What lies on an earlier study is told apart by its colour, and by the words of its box. */
const earlier: Ink = { ...current, colour: '#4fb3bf' };

/** What is drawn on the image that is on the screen now, and what is being drawn. */
export function AnnotationLayer({ board, state }: { board: AnnotationBoard; state: BoxState }) {
  const { t, i18n } = useTranslation();
  const { size, observe } = useSize();
  const [still, moving] = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)];
  const placed = useRef<readonly PlacedLabel[]>([]);
  const desk = useAnnotationDesk();
  const { set, selected, notSaved, writing, calibrating } = useAnnotations((all) => all);
  const hovered = useAnnotations((all) => all.hovered?.id);
  const draft = useAnnotations(({ draft: being }) => (being?.box === board.view.id ? being.draft : undefined));
  const ink =
    useReadingState(({ snapshot }) => snapshot.item.study.studyInstanceUID) === studyOf(state) ? current : earlier;
  useEscape(board);
  const sheet = board.sheet();
  const read = useReader(board);
  const movedId = draft?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on the sheet hangs on the camera and the frame.
  useLayoutEffect(() => {
    const context = still.current && cleared(still.current, size);
    placed.current = [];
    if (!context || !sheet) return;
    const shapes = inSight(sheet, size).filter(({ annotation: { id } }) => id !== selected && id !== movedId);
    placed.current = drawFigures(context, shapes, sheet, { t, notSaved, size, ink, told: (each) => read(each, sheet) });
  }, [set, sheet?.key, state.cameraVersion, state.drawnVersion, size, selected, movedId, notSaved, ink, i18n.language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useLayoutEffect(() => {
    const context = moving.current && cleared(moving.current, size);
    if (!context || !sheet) return;
    const before = movedId === undefined ? undefined : set.annotations.get(movedId);
    const over = sheet.shapes.filter(({ annotation: { id } }) => (id === selected || id === hovered) && id !== movedId);
    const being = draft?.sheetKey === sheet.key ? [shapeOfDraft(draft, before, sheet)] : [];
    const own = placed.current.filter(({ id }) => id !== hovered);
    const drawn = drawFigures(
      context,
      [...over.filter(({ annotation }) => annotation.id === selected), ...being],
      sheet,
      {
        ...{ t, notSaved, size, ink, taken: own, bold: true, handles: true },
        told: (each) =>
          being.some(({ annotation }) => annotation === each) ? readDraft(board, each, sheet) : read(each, sheet),
      },
    );
    const pointed = over.filter(({ annotation }) => annotation.id !== selected);
    const shown = new Set(placed.current.map(({ id }) => id));
    drawFigures(context, pointed, sheet, {
      ...{ t, notSaved, size, ink, bold: true, handles: true },
      told: (each) => (shown.has(each.id) ? { ...each, values: [], text: '' } : read(each, sheet)),
    });
    board.noteLabels([...placed.current, ...drawn]);
  }, [set, sheet?.key, state.cameraVersion, state.drawnVersion, size, selected, hovered, draft, notSaved, ink, board]);
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
      {sheet && <KeyImageMark shapes={sheet.shapes} />}
      {written && isHere && (
        <WritingField key={written.id} annotation={written} at={board.labelOf(written.id)} desk={desk} />
      )}
      {asked && isAskedHere && <KnownLengthField line={asked} at={board.labelOf(asked.id)} board={board} desk={desk} />}
    </div>
  );
}

function studyOf({ set }: BoxState): string | undefined {
  return set?.frames[0]?.image.studyInstanceUID;
}

/** What a kept annotation tells on this image: measured anew once for each image that it is seen on, then remembered. */
function useReader(board: AnnotationBoard): (annotation: Annotation, sheet: BoardSheet) => Told {
  const known = useRef(new WeakMap<Annotation, { readonly key: string; readonly told: Told }>());
  return useCallback(
    (annotation, sheet) => {
      const before = known.current.get(annotation);
      if (before?.key === sheet.key) return before.told;
      const { kind, points, text } = annotation;
      const told = { kind, text, ...board.read(kind, points, sheet.surface) };
      // What has no value yet may have one as soon as something comes.
      if (!told.noValues) known.current.set(annotation, { key: sheet.key, told });
      return told;
    },
    [board],
  );
}

function readDraft(board: AnnotationBoard, { kind, points, text }: Annotation, sheet: BoardSheet): Told {
  return { kind, text, ...board.read(kind, points, sheet.surface) };
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
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { size, observe };
}
