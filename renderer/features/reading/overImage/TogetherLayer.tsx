import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { dot, subtract } from '#shared/dicom/vectors.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { cutOf } from '../../../imaging/plane/referenceLines.ts';
import { type Together, togetherOf } from '../../../session/together.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import { LinkWords } from './LinkWords.tsx';
import styles from './layers.module.css';

interface LayerProps {
  readonly box: number;
  readonly view: ImageBoxView;
  readonly state: BoxState;
}

/** What one box says of the others: where the active one cuts it, where the marked point lies, and what links them. */
export function TogetherLayer({ box, view, state }: LayerProps) {
  const { session, imaging } = useReading();
  const together = togetherOf(session);
  const active = useReadingState((reading) => reading.active);
  useStore(together.store);
  useEffect(() => together.attach(box, view), [together, box, view]);
  useEffect(() => {
    together.openVolume = (set) => imaging.openVolume(set);
  }, [together, imaging]);
  if (state.drawnVersion === 0) return null;
  return (
    <>
      <svg className={styles.layer} data-together={box} aria-hidden="true">
        {box !== active && <ReferenceLine together={together} view={view} from={active} />}
        <MarkedPoint together={together} view={view} />
      </svg>
      <LinkWords box={box} active={active} view={view} together={together} />
    </>
  );
}

/** Where the slice of the active box cuts this image; planes of one volume have their crosshair. */
function ReferenceLine({ together, view, from }: { together: Together; view: ImageBoxView; from: number }) {
  const { t } = useTranslation();
  const [source, own] = [together.viewAt(from), together.planeOf(view)];
  const plane = together.planeAt(from);
  const crossed = source?.pointShown && view.pointShown && source.state().set === view.state().set;
  if (!together.store.getState().lines || !source || !plane || !own || crossed) return null;
  // Of a slice that is not on the screen nobody may think that it is.
  const { asked, drawn, cover } = source.state();
  if (cover || (drawn && !source.pointShown && drawn.index !== asked)) return null;
  const ends = cutOf(plane, own)?.map((end) => view.boxPointAt(end));
  const [start, end] = ends ?? [];
  if (!start || !end) return null;
  return (
    <g className={styles.referenceLine} data-testid="reference-line">
      <title>{t('together.referenceLine')}</title>
      <line x1={start.x} y1={start.y} x2={end.x} y2={end.y} />
    </g>
  );
}

/** Nearer than this to the slice, the point lies in it for the eye. */
const inSliceMm = 1;

function MarkedPoint({ together, view }: { together: Together; view: ImageBoxView }) {
  const { t } = useTranslation();
  const [world, plane] = [together.pointIn(view), view.shownPlane?.()];
  if (!world || !plane) return null;
  const { x, y } = view.boxPointAt(world);
  const awayMm = Math.abs(dot(subtract(world, plane.centre), plane.normal));
  return (
    <g className={styles.markedPoint} data-testid="marked-point" data-away={awayMm.toFixed(1)}>
      <circle cx={x} cy={y} r={9} />
      {[-1, 1].map((side) => (
        <line key={`across${side}`} x1={x + side * 5} y1={y} x2={x + side * 14} y2={y} />
      ))}
      {[-1, 1].map((side) => (
        <line key={`up${side}`} x1={x} y1={y + side * 5} x2={x} y2={y + side * 14} />
      ))}
      {awayMm > inSliceMm && (
        <text x={x + 14} y={y - 10}>
          {t('together.pointAway', { mm: awayMm.toFixed(1) })}
        </text>
      )}
    </g>
  );
}
