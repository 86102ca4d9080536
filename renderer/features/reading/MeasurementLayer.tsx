import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeasuredLength } from '#shared/dicom/calibration.ts';
import type { BoxState, ImageBoxView, LineInSpace } from '../../imaging/imageBoxView.ts';
import { placeLabel } from './labelPlace.ts';
import styles from './layers.module.css';
import { lengthText } from './lengthText.ts';
import { useReadingState } from './readingContext.ts';

interface LayerProps {
  readonly view: ImageBoxView;
  readonly state: BoxState;
  readonly drafted: { readonly surfaceKey: string; readonly line: LineInSpace } | undefined;
}

/** The lengths drawn on the image that is on the screen now, and the one being drawn. */
export function MeasurementLayer({ view, state, drafted }: LayerProps) {
  const { t } = useTranslation();
  const { size, observe } = useSize();
  const measurements = useReadingState((reading) => reading.measurements);
  const surface = view.surfaceKey();
  if (surface === undefined || state.drawnVersion === 0) return null;
  const draft = drafted?.surfaceKey === surface ? view.measure(drafted.line) : undefined;
  return (
    <svg
      ref={observe}
      className={styles.layer}
      data-testid="measurements"
      role="img"
      aria-label={t('reading.measurements')}
    >
      {measurements
        .filter(({ surfaceKey }) => surfaceKey === surface)
        .map(({ id, line, length }) => (
          <LengthLine key={id} view={view} line={line} length={length} box={size} />
        ))}
      {drafted && draft && <LengthLine view={view} line={drafted.line} length={draft} box={size} />}
    </svg>
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of the element it is given to, in CSS pixels. */
function useSize() {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const observe = useCallback((element: SVGSVGElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { size, observe };
}

interface LengthLineProps {
  readonly view: ImageBoxView;
  readonly line: LineInSpace;
  readonly length: MeasuredLength;
  readonly box: Size;
}

function LengthLine({ view, line, length, box }: LengthLineProps) {
  const { t } = useTranslation();
  const from = view.boxPointAt(line.from);
  const to = view.boxPointAt(line.to);
  const words = lengthText(length, t);
  const label = placeLabel(from, to, words, box);
  const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  return (
    <g>
      <line {...ends} className={styles.halo} />
      <line {...ends} className={styles.line} />
      {[from, to].map(({ x, y }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={3} className={styles.end} />
      ))}
      <text x={label.x} y={label.y} textAnchor={label.anchor} className={styles.text}>
        {words}
      </text>
    </g>
  );
}
