import type { SliceGap } from '#shared/dicom/sliceGaps.ts';
import type { AnnotationMark } from '../annotations/annotationMarks.ts';
import { linesOfGap } from './scrollMap.ts';
import type { SliceMark } from './sliceMap.ts';

/** Lines of the bar's own canvas: however many slices there are, no more is drawn. */
export const barLines = 512;

interface Bar {
  readonly lines: readonly SliceMark[];
  readonly gaps: readonly SliceGap[];
  readonly ticks: ReadonlyMap<number, AnnotationMark>;
  readonly count: number;
}

const gapFill = '#d9a441';
const tickFill = '#f2d44c';
const fills: Readonly<Record<SliceMark, string | undefined>> = {
  failed: '#f07067',
  viewed: '#92929c',
  here: '#4a4a53',
  awaited: undefined,
  unknown: undefined,
};

/** The slices fill the right part of the bar, so that ticks at its left, and the notch of what failed, stand free. */
const slicesFrom = 4;

export function drawBar(canvas: HTMLCanvasElement, { lines, gaps, ticks, count }: Bar): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  for (const [line, mark] of lines.entries()) {
    const fill = fills[mark];
    if (mark === 'awaited') hatch(context, '#6b6b75', line, line, 1);
    if (fill === undefined) continue;
    context.fillStyle = fill;
    context.fillRect(mark === 'failed' ? 0 : slicesFrom, line, width, 1);
  }
  for (const gap of gaps) {
    const [first, last] = linesOfGap(gap, Math.max(count, 1), height);
    context.clearRect(0, first, width, last - first + 1);
    hatch(context, gapFill, first, last, -1);
    context.fillStyle = gapFill;
    context.fillRect(2, first, width, 1);
    context.fillRect(2, last, width, 1);
  }
  for (const [place, mark] of ticks) drawTick(context, ((place + 0.5) * height) / count, mark);
}

/** Lines that run on from line to line, so that a long stretch is one hatched area; gaps lean the other way. */
function hatch(context: CanvasRenderingContext2D, fill: string, first: number, last: number, lean: 1 | -1): void {
  context.fillStyle = fill;
  for (let y = first; y <= last; y += 1) {
    for (let x = slicesFrom - 1; x < context.canvas.width; x += 1) {
      if ((((x + lean * y) % 5) + 5) % 5 === 0) context.fillRect(x, y, 1, 1);
    }
  }
}

/** A measurement is a dash, a key image a diamond. */
function drawTick(context: CanvasRenderingContext2D, at: number, mark: AnnotationMark): void {
  const y = Math.round(at);
  context.fillStyle = '#000';
  context.fillRect(0, y - 3, 7, 7);
  context.fillStyle = tickFill;
  if (mark === 'measurement') {
    context.fillRect(0, y - 1, 6, 2);
    return;
  }
  context.beginPath();
  context.moveTo(3, y - 3);
  context.lineTo(6, y);
  context.lineTo(3, y + 3);
  context.lineTo(0, y);
  context.fill();
}
