import { useEffect, useRef } from 'react';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { cssOf } from './LayerSwitch.tsx';
import styles from './Layers.module.css';
import type { LayerPath } from './layerDrawing.ts';

interface LayerLinesProps {
  readonly paths: readonly LayerPath[];
  readonly view: ImageBoxView;
}

/** Many lines of a layer as one picture: elements of the page for each of them would hold up the hands. */
export function LayerLines({ paths, view }: LayerLinesProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // With every change of the box: it is not made anew for any other reason.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const scale = window.devicePixelRatio || 1;
    element.width = Math.round(element.clientWidth * scale);
    element.height = Math.round(element.clientHeight * scale);
    context.scale(scale, scale);
    for (const path of paths) drawPath(context, path, view);
    for (const path of paths) drawLabel(context, path, view);
  });
  return <canvas ref={canvas} className={styles.graphics} data-layer-lines={paths.length} />;
}

function drawPath(context: CanvasRenderingContext2D, path: LayerPath, view: ImageBoxView): void {
  const outline = new Path2D();
  const last = path.points.length - 1;
  let drawn = { x: Number.NaN, y: Number.NaN };
  for (const [index, point] of path.points.entries()) {
    const { x, y } = view.boxPointAt(point);
    // Points of one line that fall together on the screen are one.
    if (index > 0 && index < last && Math.hypot(x - drawn.x, y - drawn.y) < 0.5) continue;
    drawn = { x, y };
    if (path.isPoint) {
      outline.moveTo(x - 5, y);
      outline.lineTo(x + 5, y);
      outline.moveTo(x, y - 5);
      outline.lineTo(x, y + 5);
    } else if (index === 0) outline.moveTo(x, y);
    else outline.lineTo(x, y);
  }
  if (path.closed && !path.isPoint) outline.closePath();
  context.setLineDash([]);
  context.lineWidth = 3.5;
  context.strokeStyle = 'rgb(0 0 0 / 70%)';
  context.stroke(outline);
  // Broken: what the reader draws is whole.
  context.setLineDash([5, 3]);
  context.lineWidth = 1.5;
  context.strokeStyle = cssOf(path.colour);
  context.fillStyle = cssOf(path.colour);
  if (path.filled) context.fill(outline);
  context.stroke(outline);
}

const longestLabel = 80;

function drawLabel(context: CanvasRenderingContext2D, { label, points, colour }: LayerPath, view: ImageBoxView): void {
  const [first] = points;
  if (label === '' || !first) return;
  const { x, y } = view.boxPointAt(first);
  const words = label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;
  context.setLineDash([]);
  context.font = '500 12px sans-serif';
  context.lineWidth = 3;
  context.strokeStyle = '#000';
  context.strokeText(words, x + 4, y - 4);
  context.fillStyle = cssOf(colour);
  context.fillText(words, x + 4, y - 4);
}
