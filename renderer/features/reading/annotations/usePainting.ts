import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Annotation } from '#shared/annotations/annotation.ts';
import type { Ink, PlacedLabel } from '../../../imaging/drawing/painter.ts';
import type { Shape } from '../../../imaging/drawing/shapes.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import type { AnnotationBoard, BoardSheet } from '../../../session/annotationBoard.ts';
import { useReadingState } from '../readingContext.ts';
import { useAnnotations } from './annotationContext.ts';
import { cleared, drawFigures, inSight, putAway, type Size, shapeOfDraft } from './drawLayer.ts';
import { createReader, readOn } from './readFigure.ts';

const font = '500 12px "IBM Plex Mono", ui-monospace, monospace';
const current: Ink = {
  colour: '#f2d44c',
  halo: 'rgb(0 0 0 / 80%)',
  plate: 'rgb(0 0 0 / 65%)',
  warning: '#e0a33b',
  font,
};
/** What lies on an earlier study is told apart by its colour, and by the words of its box. */
const earlier: Ink = { ...current, colour: '#4fb3bf' };

interface Painting {
  readonly still: RefObject<HTMLCanvasElement | null>;
  readonly moving: RefObject<HTMLCanvasElement | null>;
  readonly sheet: BoardSheet | undefined;
}

/**
 * Paints what lies on the image on two canvases: one that stands still while the hand moves, with everything, and one
 * over it with what is selected, pointed at and being drawn.
 */
export function usePainting(board: AnnotationBoard, state: BoxState, size: Size): Painting {
  const { t } = useTranslation();
  const still = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const placed = useRef<readonly PlacedLabel[]>([]);
  const { set, selected, notSaved } = useAnnotations((all) => all);
  const hovered = useAnnotations((all) => all.hovered?.id);
  const draft = useAnnotations(({ draft: being }) => (being?.box === board.view.id ? being.draft : undefined));
  const ink = useInk(state);
  const sheet = useMemo(() => board.sheet(state, set), [board, set, state]);
  const read = useReader(board);
  const moved = draft?.id;
  useLayoutEffect(() => {
    placed.current = [];
    const around = sheet ? inSight(sheet, size) : [];
    const shapes = around.filter(({ annotation: { id } }) => id !== selected && id !== moved);
    const context = canvasFor(still.current, size, shapes);
    if (!context || !sheet) return;
    const told = (each: Annotation) => read(each, sheet);
    placed.current = drawFigures(context, shapes, sheet, { t, notSaved, size, ink, around, told });
  }, [sheet, size, selected, moved, notSaved, ink, t, read]);
  useLayoutEffect(() => {
    const others = (sheet?.shapes ?? []).filter(({ annotation: { id } }) => id !== moved);
    const before = moved === undefined ? undefined : set.annotations.get(moved);
    const being = sheet && draft?.sheetKey === sheet.key ? [shapeOfDraft(draft, before, sheet)] : [];
    const chosen = others.filter(({ annotation }) => annotation.id === selected);
    const pointed = others.filter(({ annotation: { id } }) => id === hovered && id !== selected);
    const context = canvasFor(moving.current, size, [...being, ...chosen, ...pointed]);
    if (!context || !sheet) {
      board.noteLabels(placed.current);
      return;
    }
    const parts = { t, notSaved, size, ink, bold: true, handles: true, around: inSight(sheet, size) };
    const taken = placed.current.filter(({ id }) => id !== hovered);
    const drawn = [
      ...drawFigures(context, chosen, sheet, { ...parts, taken, detailed: true, told: (each) => read(each, sheet) }),
      ...drawFigures(context, being, sheet, { ...parts, taken, told: (each) => readOn(board, each, sheet) }),
    ];
    // Over its short words on the other canvas stand all of them; what is taken hold of is these.
    const told = (each: Annotation) => read(each, sheet);
    const standing = placed.current;
    const all = drawFigures(context, pointed, sheet, { ...parts, standing, detailed: true, told });
    board.noteLabels([...standing.filter(({ id }) => !all.some((label) => label.id === id)), ...drawn, ...all]);
  }, [sheet, set, size, selected, hovered, draft, moved, notSaved, ink, board, t, read]);
  return { still, moving, sheet };
}

/** The canvas, cleared, where there is anything to draw on it. */
function canvasFor(canvas: HTMLCanvasElement | null, size: Size, shapes: readonly Shape[]) {
  if (!canvas) return undefined;
  return shapes.length > 0 ? cleared(canvas, size) : putAway(canvas);
}

function useInk({ set }: BoxState): Ink {
  const study = useReadingState(({ snapshot }) => snapshot.item.study.studyInstanceUID);
  return study === set?.frames[0]?.image.studyInstanceUID ? current : earlier;
}

function useReader(board: AnnotationBoard) {
  return useMemo(() => createReader(board), [board]);
}
