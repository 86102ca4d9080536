import type { TFunction } from 'i18next';
import type { Annotation } from '#shared/annotations/annotation.ts';
import { flatOf } from '#shared/annotations/ground.ts';
import type { Draft } from '../../../imaging/drawing/drawingHand.ts';
import { handlesOf } from '../../../imaging/drawing/editing.ts';
import { endsOf, type LabelWish, placeLabels } from '../../../imaging/drawing/labelPlaces.ts';
import { leaderOf } from '../../../imaging/drawing/leaders.ts';
import {
  type Ink,
  lineHeight,
  type PlacedLabel,
  paintHandles,
  paintLabels,
  paintLeaders,
  paintLines,
} from '../../../imaging/drawing/painter.ts';
import { type Bounds, boundsOf, overlap, type Shape, shapeOf, strokesOf } from '../../../imaging/drawing/shapes.ts';
import type { BoardSheet } from '../../../session/annotationBoard.ts';
import { annotationLines, annotationMark, type Told } from './annotationWords.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface LayerWords {
  readonly t: TFunction;
  readonly notSaved: ReadonlySet<string>;
}

/** More figures in sight than this, and only those that are pointed at have words: nobody reads a thousand. */
const mostLabelled = 150;

/** Clears a canvas and makes it as fine as the screen is. */
export function cleared(canvas: HTMLCanvasElement, size: Size): CanvasRenderingContext2D | undefined {
  canvas.hidden = false;
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d') ?? undefined;
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, size.width, size.height);
  return context;
}

/** A canvas with nothing on it is taken away: cleared and laid over the image at every image, it would cost as much as that. */
export function putAway(canvas: HTMLCanvasElement): undefined {
  canvas.hidden = true;
}

/** Figures of which anything is inside the box. */
export function inSight(sheet: BoardSheet, size: Size): readonly Shape[] {
  const corners = [
    { x: 0, y: 0 },
    { x: size.width, y: 0 },
    { x: 0, y: size.height },
    { x: size.width, y: size.height },
  ].map(sheet.projection.toFlat);
  const seen = boundsOf(corners);
  return sheet.shapes.filter(({ bounds }) => overlap(bounds, seen));
}

/** Draws figures with their words; answers where the words stand. */
export function drawFigures(
  context: CanvasRenderingContext2D,
  shapes: readonly Shape[],
  sheet: BoardSheet,
  parts: LayerWords & {
    readonly size: Size;
    readonly ink: Ink;
    readonly told: (annotation: Annotation) => Told;
    readonly taken?: readonly PlacedLabel[];
    /** Figures that are drawn elsewhere: words stand beside them as well. */
    readonly around?: readonly Shape[];
    readonly bold?: boolean;
    readonly handles?: boolean;
    /** All that is known of them, in words; else in short. */
    readonly detailed?: boolean;
    /** Where words stand already. */
    readonly standing?: readonly PlacedLabel[];
  },
): readonly PlacedLabel[] {
  const { ink, size, taken = [], around = [], bold = false, handles = false, standing = [] } = parts;
  paintLines(context, shapes, sheet.projection, ink, bold);
  if (handles) {
    for (const { annotation, points } of shapes) {
      paintHandles(context, handlesOf(annotation.kind, points).map(sheet.projection.toBox), ink);
    }
  }
  if (shapes.length > mostLabelled) return [];
  context.font = ink.font;
  const worded = shapes.map((shape) => ({ shape, ...wordsOf(shape.annotation, parts) }));
  const wishes = worded.map(({ shape, lines }) => {
    const wish = wishOf(context, shape, lines, sheet);
    const stands = standing.find(({ id }) => id === wish.id);
    return stands ? { ...wish, at: { x: stands.left, y: stands.top } } : wish;
  });
  const { toBox } = sheet.projection;
  const figures = [...shapes, ...(around.length > mostLabelled ? [] : around)];
  const places = placeLabels(
    wishes,
    size,
    taken,
    figures.map((shape) => ({ id: shape.annotation.id, bounds: boxBounds(shape, toBox) })),
  );
  const labels = places.flatMap((place, index): readonly PlacedLabel[] => {
    const { lines, warns } = worded[index] ?? { lines: [], warns: false };
    return lines.length > 0 ? [{ ...place, lines, warns }] : [];
  });
  paintLeaders(context, leadersOf(labels, shapes, sheet), ink);
  paintLabels(context, labels, ink);
  return labels;
}

/** The figure that is being drawn or moved, as a shape. */
export function shapeOfDraft(draft: Draft, before: Annotation | undefined, sheet: BoardSheet): Shape {
  const annotation: Annotation = {
    id: draft.id ?? '',
    trackingUID: '',
    surface: sheet.surface.surface,
    setId: '',
    imageNumber: 0,
    text: '',
    values: [],
    basis: undefined,
    ...before,
    kind: draft.kind,
    points: draft.points,
    ...(draft.labelAt && { labelAt: draft.labelAt }),
  };
  const shape = shapeOf(annotation, sheet.ground);
  return {
    ...shape,
    strokes: strokesOf(
      draft.kind,
      draft.points.map((point) => flatOf(sheet.ground, point)),
    ),
  };
}

function wordsOf(
  annotation: Annotation,
  {
    t,
    notSaved,
    told,
    detailed = false,
  }: LayerWords & { readonly told: (annotation: Annotation) => Told; readonly detailed?: boolean },
): { readonly lines: readonly string[]; readonly warns: boolean } {
  const lines = (detailed ? annotationLines : annotationMark)(told(annotation), t);
  const warns = notSaved.has(annotation.id);
  return { lines: warns ? [...lines, `▲ ${t('annotations.notSaved')}`] : lines, warns };
}

function wishOf(
  context: CanvasRenderingContext2D,
  shape: Shape,
  lines: readonly string[],
  { projection }: BoardSheet,
): LabelWish {
  const width = Math.max(0, ...lines.map((line) => context.measureText(line).width));
  const points = wordedPoints(shape).map(projection.toBox);
  return {
    id: shape.annotation.id,
    width: lines.length > 0 ? width + 4 : 0,
    height: lines.length * lineHeight + 4,
    bounds: boundsOf(points),
    ends: endsOf(points),
    at: shape.label && projection.toBox(shape.label),
  };
}

/** The points beside which words stand: of an arrow its end, where the hand has led it. */
function wordedPoints({ annotation, points, strokes }: Shape) {
  return annotation.kind === 'arrow' ? points.slice(-1) : [...points, ...strokes.flatMap((stroke) => stroke.points)];
}

function boxBounds({ points, strokes }: Shape, toBox: BoardSheet['projection']['toBox']): Bounds {
  return boundsOf([...points, ...strokes.flatMap((stroke) => stroke.points)].map(toBox));
}

/** Words that stand away from their figure are tied to the nearest place of it. */
function leadersOf(labels: readonly PlacedLabel[], shapes: readonly Shape[], { projection }: BoardSheet) {
  return labels.flatMap((label) => {
    const shape = shapes.find(({ annotation }) => annotation.id === label.id);
    if (!shape) return [];
    const strokes = shape.strokes.map(({ points }) => points.map(projection.toBox));
    return leaderOf(label, strokes.length > 0 ? strokes : [shape.points.map(projection.toBox)]) ?? [];
  });
}
