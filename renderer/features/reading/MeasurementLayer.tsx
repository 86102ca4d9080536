import { useTranslation } from 'react-i18next';
import type { MeasuredLength } from '#shared/dicom/calibration.ts';
import type { BoxState, ImageBoxView, LineInSpace } from '../../imaging/imageBoxView.ts';
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
  const measurements = useReadingState((reading) => reading.measurements);
  const surface = view.surfaceKey();
  if (surface === undefined || state.drawnVersion === 0) return null;
  const draft = drafted?.surfaceKey === surface ? view.measure(drafted.line) : undefined;
  return (
    <svg className={styles.layer} data-testid="measurements" role="img" aria-label={t('reading.measurements')}>
      {measurements
        .filter(({ surfaceKey }) => surfaceKey === surface)
        .map(({ id, line, length }) => (
          <LengthLine key={id} view={view} line={line} length={length} />
        ))}
      {drafted && draft && <LengthLine view={view} line={drafted.line} length={draft} />}
    </svg>
  );
}

function LengthLine({ view, line, length }: { view: ImageBoxView; line: LineInSpace; length: MeasuredLength }) {
  const { t } = useTranslation();
  const from = view.boxPointAt(line.from);
  const to = view.boxPointAt(line.to);
  const right = from.x > to.x ? from : to;
  const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  return (
    <g>
      <line {...ends} className={styles.halo} />
      <line {...ends} className={styles.line} />
      {[from, to].map(({ x, y }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={3} className={styles.end} />
      ))}
      <text x={right.x + 8} y={right.y + 4} className={styles.text}>
        {lengthText(length, t)}
      </text>
    </g>
  );
}
