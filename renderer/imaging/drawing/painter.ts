import type { BoxPoint } from '../imageBoxView.ts';
import type { LabelBox } from './hitTest.ts';
import type { Projection } from './projection.ts';
import type { Shape, Stroke } from './shapes.ts';

/** How figures look; the halo lets them be read on bone and on air alike. */
export interface Ink {
  readonly colour: string;
  readonly halo: string;
  /** Lies under words, so that they are read on white as well. */
  readonly plate: string;
  readonly warning: string;
  readonly font: string;
}

export interface PlacedLabel extends LabelBox {
  readonly lines: readonly string[];
  /** The change is not on the disk: a triangle says so, and the last line. */
  readonly warns: boolean;
}

const lineWidth = 1.25;
const haloWidth = 3;
const arrowHead = 9;
const dashes = [4, 4];
/** Figures in one path: with thousands in one a stroke takes longer than with all of them in their own. */
const atOnce = 64;
export const lineHeight = 15;
const marker = 5;

/** Lines of many figures, halos under all of them; figures that are hardly to be seen cost hardly anything. */
export function paintLines(
  context: CanvasRenderingContext2D,
  shapes: readonly Pick<Shape, 'annotation' | 'points' | 'strokes'>[],
  projection: Projection,
  { colour, halo }: Ink,
  bold = false,
): void {
  for (const pass of ['halo', 'line'] as const) {
    context.strokeStyle = pass === 'halo' ? halo : colour;
    context.lineWidth = (pass === 'halo' ? haloWidth : lineWidth) + (bold ? 0.75 : 0);
    for (const dashed of [false, true]) {
      context.setLineDash(dashed ? dashes : []);
      for (let from = 0; from < shapes.length; from += atOnce) {
        traceAll(context, shapes.slice(from, from + atOnce), projection, dashed);
      }
    }
  }
  context.setLineDash([]);
}

function traceAll(
  context: CanvasRenderingContext2D,
  shapes: readonly Pick<Shape, 'annotation' | 'points' | 'strokes'>[],
  projection: Projection,
  dashed: boolean,
): void {
  context.beginPath();
  for (const shape of shapes) {
    for (const stroke of shape.strokes) {
      if ((stroke.dashed ?? false) === dashed) trace(context, stroke, projection);
    }
    if (!dashed) traceMarks(context, shape, projection);
  }
  context.stroke();
}

function trace(context: CanvasRenderingContext2D, { points, arrow }: Stroke, { toBox }: Projection): void {
  for (const [index, point] of points.entries()) {
    const { x, y } = toBox(point);
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  const [tip, tail] = points.map(toBox);
  if (arrow && tip && tail) traceHead(context, tip, tail);
}

function traceHead(context: CanvasRenderingContext2D, tip: BoxPoint, tail: BoxPoint): void {
  const angle = Math.atan2(tail.y - tip.y, tail.x - tip.x);
  for (const turn of [-0.45, 0.45]) {
    context.moveTo(tip.x, tip.y);
    context.lineTo(tip.x + arrowHead * Math.cos(angle + turn), tip.y + arrowHead * Math.sin(angle + turn));
  }
}

/** A probe is a cross with an open middle, so that what it points at is seen; ends of lines are short bars across. */
function traceMarks(
  context: CanvasRenderingContext2D,
  { annotation: { kind }, points }: Pick<Shape, 'annotation' | 'points'>,
  { toBox }: Projection,
): void {
  if (kind === 'probe' || kind === 'spineLabel') {
    for (const { x, y } of points.map(toBox)) {
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        context.moveTo(x + 2 * dx, y + 2 * dy);
        context.lineTo(x + (marker + 2) * dx, y + (marker + 2) * dy);
      }
    }
  }
  if (kind !== 'length' && kind !== 'bidirectional' && kind !== 'cardiothoracicRatio') return;
  for (let index = 0; index + 1 < points.length; index += 2) {
    const [a, b] = [points[index], points[index + 1]].map((point) => point && toBox(point));
    if (!a || !b) continue;
    const long = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [ux, uy] = [(-(b.y - a.y) * marker) / long, ((b.x - a.x) * marker) / long];
    for (const { x, y } of [a, b]) {
      context.moveTo(x - ux, y - uy);
      context.lineTo(x + ux, y + uy);
    }
  }
}

/** Where the selected figure can be taken hold of: open rings, so that what lies under them is seen. */
export function paintHandles(
  context: CanvasRenderingContext2D,
  handles: readonly BoxPoint[],
  { colour, halo }: Ink,
): void {
  for (const [style, width] of [
    [halo, haloWidth],
    [colour, 1.5],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    for (const { x, y } of handles) {
      context.moveTo(x + 4.5, y);
      context.arc(x, y, 4.5, 0, 2 * Math.PI);
    }
    context.stroke();
  }
}

export function paintLabels(context: CanvasRenderingContext2D, labels: readonly PlacedLabel[], ink: Ink): void {
  context.font = ink.font;
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  for (const { left, top, width, height, lines, warns } of labels) {
    context.fillStyle = ink.plate;
    context.fillRect(left, top, width, height);
    for (const [index, line] of lines.entries()) {
      const isWarning = warns && index === lines.length - 1;
      const at = { x: left + 2, y: top + 2 + index * lineHeight };
      context.fillStyle = isWarning ? ink.warning : ink.colour;
      context.fillText(line, at.x, at.y);
    }
  }
}

/** A fine dashed line from words that stand away to what they belong to; with its halo, for it may lie on white. */
export function paintLeaders(
  context: CanvasRenderingContext2D,
  leaders: readonly { readonly from: BoxPoint; readonly to: BoxPoint }[],
  { colour, halo }: Ink,
): void {
  if (leaders.length === 0) return;
  context.setLineDash([2, 3]);
  context.beginPath();
  for (const { from, to } of leaders) {
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
  }
  for (const [style, width] of [
    [halo, 2.5],
    [colour, 1],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
  context.setLineDash([]);
}
