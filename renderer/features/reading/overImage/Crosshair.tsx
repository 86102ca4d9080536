import { Fragment, type PointerEvent, useId, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { FusionView } from '../../../imaging/fusion/fusionView.ts';
import type { BoxPoint, BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';
import type { BoxContent } from '../../../session/arrangement.ts';
import { togetherOf } from '../../../session/together.ts';
import { pointerPlace } from '../hands/pointerPlace.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import { angleOnScreen, type CrossingLine, crossingLines, slabEdges } from './crossingLines.ts';
import styles from './layers.module.css';
import { useOtherPlanes } from './useOtherPlanes.ts';

/** Where the other two planes cross this one, and which parts of it are no image. Their ends turn the other planes. */
export function Crosshair({ box, view, state }: { box: number; view: PlaneView; state: BoxState }) {
  const pattern = useId();
  if (state.drawnVersion === 0) return null;
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
      <Lines box={box} view={view} />
    </>
  );
}

/** One colour for each plane: that of the word on its own box. */
function Lines({ box, view }: { box: number; view: PlaneView }) {
  const { session } = useReading();
  const isShown = useStore(togetherOf(session).store, ({ lines }) => lines);
  const others = useOtherPlanes(view);
  const isAsked = useReadingState(({ tool }) => tool === 'crosshair');
  const isSeveral = useReadingState(({ arrangement }) => arrangement.boxes.filter(isPlane).length > 1);
  // What is told of a fusion is told of the crossing; any other plane that stands alone has nothing to cross.
  const hasSense = isSeveral || view instanceof FusionView || isAsked;
  if (!isShown || !hasSense) return null;
  const at = view.boxPointAt(view.model.crosshair());
  const boxPointAt = (world: Vector3) => view.boxPointAt(world);
  const lines = crossingLines(view.plane, view.model.axes(), at, boxPointAt, view.model.crosshair());
  return (
    <svg className={[styles.layer, styles.clearOfWords].join(' ')} aria-hidden="true" data-testid="crosshair">
      {lines.map((line) => (
        <g key={line.plane} data-line={line.plane} style={{ color: `var(--plane-${line.plane})` }}>
          <SlabBand line={line} thicknessMm={others.get(line.plane)} />
          <g className={styles.crosshair}>
            {(['first', 'second'] as const).map((arm) => {
              const { from, to } = line.arms[arm];
              const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
              return (
                <Fragment key={arm}>
                  <line className={styles.shade} {...ends} />
                  <line {...ends} />
                </Fragment>
              );
            })}
          </g>
          <Handles view={handsOn(session.viewAt(box), view)} at={at} line={line} />
        </g>
      ))}
    </svg>
  );
}

function isPlane(content: BoxContent | undefined): boolean {
  return content?.kind === 'plane' || content?.kind === 'fusion';
}

/** What another box shows as one, where it shows several slices. */
function SlabBand({ line, thicknessMm = 0 }: { line: CrossingLine; thicknessMm: number | undefined }) {
  if (thicknessMm <= 0) return null;
  const edges = slabEdges(line, thicknessMm);
  const [[a, b], [d, c]] = [edges[0] ?? [], edges[1] ?? []];
  if (!a || !b || !c || !d) return null;
  return (
    <g className={styles.slabBand} data-testid="slab-band" data-mm={thicknessMm}>
      <polygon points={[a, b, c, d].map(({ x, y }) => `${x},${y}`).join(' ')} />
      {edges.map(([from, to], edge) => (
        <line key={edge === 0 ? 'behind' : 'before'} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      ))}
    </g>
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
  const ends = useRef<Record<'first' | 'second', SVGCircleElement | null>>({ first: null, second: null });
  const near = useSyncExternalStore(pointerPlace.subscribe, () => nearestEnd(ends.current));
  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent<SVGCircleElement>): BoxPoint => {
    const box = currentTarget.ownerSVGElement?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };
  return (['first', 'second'] as const).map((end) => (
    <circle
      key={end}
      ref={(circle) => {
        ends.current[end] = circle;
      }}
      className={styles.turnHandle}
      data-near={near === end}
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

/** Rings lie where something may be seen: they come when the hand comes to them. CSS pixels. */
const nearEnough = 44;

function nearestEnd(
  ends: Readonly<Record<'first' | 'second', SVGCircleElement | null>>,
): 'first' | 'second' | undefined {
  const { at } = pointerPlace;
  if (!at) return undefined;
  return (['first', 'second'] as const).find((end) => {
    const circle = ends[end];
    if (circle?.ownerDocument !== at.view.document) return false;
    const { left, top, width, height } = circle.getBoundingClientRect();
    return Math.hypot(at.x - left - width / 2, at.y - top - height / 2) < nearEnough;
  });
}

/** 350° on is 10° back. */
function shortest(degrees: number): number {
  return ((degrees + 540) % 360) - 180;
}
