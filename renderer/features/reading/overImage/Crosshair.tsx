import { type PointerEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoxPoint, BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';
import { useReading } from '../readingContext.ts';
import { angleOnScreen, type CrossingLine, crossingLines } from './crossingLines.ts';
import styles from './layers.module.css';

/** Where the other two planes cross this one, and which parts of it are no image. Their ends turn the other planes. */
export function Crosshair({ box, view, state }: { box: number; view: PlaneView; state: BoxState }) {
  const { session } = useReading();
  const pattern = useId();
  if (state.drawnVersion === 0) return null;
  const at = view.boxPointAt(view.model.crosshair());
  const lines = crossingLines(
    view.plane,
    view.model.axes(),
    at,
    (world) => view.boxPointAt(world),
    view.model.crosshair(),
  );
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
          {lines.flatMap(({ plane, arms }) =>
            (['first', 'second'] as const).map((arm) => {
              const { from, to } = arms[arm];
              return <line key={`${plane} ${arm}`} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />;
            }),
          )}
        </g>
        {lines.map((line) => (
          <Handles key={line.plane} view={handsOn(session.viewAt(box), view)} at={at} line={line} />
        ))}
      </svg>
    </>
  );
}

/** What the hands turn can be taken back. */
function handsOn(noted: ImageBoxView | undefined, view: PlaneView): PlaneView {
  return noted instanceof PlaneView ? noted : view;
}

/** The two handles of one line: dragged about the crossing, they turn the other planes as far as they are dragged. */
function Handles({ view, at, line }: { view: PlaneView; at: BoxPoint; line: CrossingLine }) {
  const { t } = useTranslation();
  const last = useRef<number>(undefined);
  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent<SVGCircleElement>): BoxPoint => {
    const box = currentTarget.ownerSVGElement?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };
  return (['first', 'second'] as const).map((end) => (
    <circle
      key={end}
      className={styles.turnHandle}
      data-testid={`turn-${line.plane}`}
      cx={line.arms[end].handle.x}
      cy={line.arms[end].handle.y}
      r={6}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = angleOnScreen(at, pointOf(event));
      }}
      onPointerMove={(event) => {
        if (last.current === undefined) return;
        const now = angleOnScreen(at, pointOf(event));
        view.turnCrosshair(shortest(now - last.current));
        last.current = now;
      }}
      onPointerUp={() => {
        last.current = undefined;
      }}
      onPointerCancel={() => {
        last.current = undefined;
      }}
    >
      <title>{t('volumes.turnHandle')}</title>
    </circle>
  ));
}

/** 350° on is 10° back. */
function shortest(degrees: number): number {
  return ((degrees + 540) % 360) - 180;
}
