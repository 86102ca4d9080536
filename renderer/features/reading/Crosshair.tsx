import { useId } from 'react';
import type { BoxState } from '../../imaging/imageBoxView.ts';
import type { PlaneView } from '../../imaging/planeView.ts';
import styles from './layers.module.css';

/** Half the gap that is left open around the crossing, so that what is looked at is not covered. */
const gap = 18;

/** Where the other two planes cross this one, and which parts of it are no image. */
export function Crosshair({ view, state }: { view: PlaneView; state: BoxState }) {
  const pattern = useId();
  if (state.drawnVersion === 0) return null;
  const { x, y } = view.boxPointAt(view.model.crosshair());
  return (
    <>
      <svg className={styles.layer} aria-hidden="true">
        <defs>
          <pattern id={pattern} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="8" height="8" className={styles.hatchGround} />
            <line x1="0" y1="0" x2="0" y2="8" className={styles.hatchLine} />
          </pattern>
        </defs>
        {view.absentBands().map((band) => (
          <polygon
            key={band.firstSlot}
            points={band.corners.map(({ x, y }) => `${x},${y}`).join(' ')}
            fill={`url(#${pattern})`}
          />
        ))}
      </svg>
      <svg className={[styles.layer, styles.clearOfWords].join(' ')} aria-hidden="true">
        <g className={styles.crosshair}>
          <line x1={0} y1={y} x2={Math.max(0, x - gap)} y2={y} />
          <line x1={x + gap} y1={y} x2="100%" y2={y} />
          <line x1={x} y1={0} x2={x} y2={Math.max(0, y - gap)} />
          <line x1={x} y1={y + gap} x2={x} y2="100%" />
        </g>
      </svg>
    </>
  );
}
