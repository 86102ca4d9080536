import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { pathsOf } from '#shared/dicom/documents/graphics.ts';
import type { Shutter, ShutterShape } from '#shared/dicom/shutter.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { framePlaneOf, worldAt } from '../../../imaging/placement/framePlane.ts';
import styles from './Layers.module.css';

interface ShutterLayerProps {
  readonly shutter: Shutter;
  readonly view: ImageBoxView;
  readonly item: FrameOfImage;
}

/** Covers what a presentation state leaves out: all of the image outside each of its shapes (PS3.3 C.7.6.11). */
export function ShutterLayer({ shutter, view, item }: ShutterLayerProps) {
  const { rows, columns } = item.image.layout;
  const whole = outlineOf({ kind: 'rectangular', left: 0, upper: 0, right: columns + 1, lower: rows + 1 });
  const plane = framePlaneOf(item);
  const pathOf = (points: readonly { readonly x: number; readonly y: number }[]) => {
    const placed = points.map((point) => view.boxPointAt(worldAt(plane, point)));
    return `M${placed.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;
  };
  return (
    <svg className={styles.graphics} aria-hidden="true" data-testid="presentation-shutter">
      {shutter.shapes.map((shape) => (
        <path key={shape.kind} d={`${pathOf(whole)} ${pathOf(outlineOf(shape))}`} fillRule="evenodd" fill="#000" />
      ))}
    </svg>
  );
}

/** The edge of what may be seen, in pixels from the centre of the first; edges themselves belong to the image. */
function outlineOf(shape: ShutterShape): readonly { readonly x: number; readonly y: number }[] {
  if (shape.kind === 'rectangular') {
    const [left, right] = [shape.left - 1.5, shape.right - 0.5];
    const [upper, lower] = [shape.upper - 1.5, shape.lower - 0.5];
    return [
      { x: left, y: upper },
      { x: right, y: upper },
      { x: right, y: lower },
      { x: left, y: lower },
    ];
  }
  if (shape.kind === 'polygonal') return shape.vertices.map(({ column, row }) => ({ x: column - 1, y: row - 1 }));
  const { column, row } = shape.center;
  const numbers = [column, row, column + shape.radius, row];
  return pathsOf('CIRCLE', numbers, false, (x, y) => ({ x: x - 1, y: y - 1 }))?.[0]?.points ?? [];
}
