import { useTranslation } from 'react-i18next';
import type { FramePreview } from '#shared/contract/studies.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Plane } from '#shared/dicom/orientation.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import { rejectionOfImage } from '../../../session/rejectedImages.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Icon, PartRing } from '../../../ui/Icon.tsx';
import styles from '../corners/Overlay.module.css';
import { useLedger, useReading } from '../readingContext.ts';
import { countHere } from '../scrolling/sliceMap.ts';
import { useSliceMarks } from '../scrolling/useSliceMarks.ts';
import { type FidelityMark, fidelityMarks } from './fidelityMarks.ts';
import { fidelityState } from './fidelityState.ts';
import { useDrawingFacts } from './useDrawingFacts.ts';

interface FidelityBadgesProps {
  readonly state: BoxState;
  readonly named: NamedDisplaySet;
  readonly plane: Plane | undefined;
  readonly box: number;
}

/**
 * How far the pixels may be trusted, each as a shape and a word: what came over the line, what was lost before that,
 * what is missing, what cannot be measured. Each explains itself under the pointer, and all of them tell the whole way.
 */
export function FidelityBadges({ state, named, plane, box }: FidelityBadgesProps) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const marks = useSliceMarks(state.imageIds);
  const { imageIds } = state;
  const drawing = useDrawingFacts();
  const snapshot = useReading().session.studyOf(named.set.id)?.snapshot;
  const rejectionOf = (item: FrameOfImage) => rejectionOfImage(snapshot, item);
  if (imageIds.length === 0) return null;
  const here = countHere(marks);
  const healing = drawing.trouble ? t(`fidelity.healing.${drawing.trouble}`) : '';
  return (
    <span
      className={styles.badges}
      data-testid="fidelity"
      onPointerEnter={() => fidelityState.setState({ pointedAt: box })}
      onPointerLeave={() => fidelityState.setState({ pointedAt: undefined })}
    >
      {here < imageIds.length && (
        <Badge shape={<PartRing part={here / imageIds.length} />} title={t('fidelity.badge.partTitle')}>
          {`${here}/${imageIds.length}`}
        </Badge>
      )}
      {fidelityMarks({ state, named, plane, ledger, drawing, rejectionOf }).map(({ name, tone, values = {} }) => (
        <Badge
          key={name}
          tone={tone}
          shape={shapeOf(name)}
          title={t(`fidelity.badge.${name}Title`, { ...values, why: healing })}
        >
          {t(`fidelity.badge.${name}`, values)}
        </Badge>
      ))}
    </span>
  );
}

/** Says that what is seen is no image: it stands in one's place while that is on its way. */
export function PreviewMark({ kind }: { kind: FramePreview['kind'] }) {
  const { t } = useTranslation();
  return (
    <strong>
      <Shape name="preview" /> {t(kind === 'prefix' ? 'reading.previewQuarter' : 'reading.preview')}
    </strong>
  );
}

/** The sign of each badge: one that is left out here does not compile, and so gets no triangle by chance. */
const signs: Readonly<Record<FidelityMark['name'], keyof typeof drawnShapes | 'tick' | 'triangle'>> = {
  rejected: 'rejected',
  rejectedSome: 'rejected',
  lossless: 'tick',
  lossy: 'lossy',
  lossyAtSource: 'lossy',
  lossyRatio: 'lossy',
  reformatted: 'reformatted',
  missing: 'missing',
  gaps: 'missing',
  collage: 'triangle',
  oneValue: 'triangle',
  duplicates: 'triangle',
  notSorted: 'triangle',
  framesOfReference: 'triangle',
  tableMissing: 'triangle',
  colourMap: 'triangle',
  mirrored: 'triangle',
  pixelsOnly: 'pixels',
  noRescale: 'triangle',
  inverted: 'inverted',
  profileApplied: 'profile',
  profileNotApplied: 'profile',
  overlaysElsewhere: 'layer',
  overlaysRefused: 'layer',
  shutterOff: 'layer',
  shutterFound: 'layer',
  noBorder: 'triangle',
  processor: 'processor',
  processorGrey: 'triangle',
};

function shapeOf(name: FidelityMark['name']) {
  const sign = signs[name];
  return sign === 'tick' || sign === 'triangle' ? <Icon name={sign} /> : <Shape name={sign} />;
}

// Drawn, not typed: these signs are in no font that every system has.
const drawnShapes = {
  rejected: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM4 4l8 8M12 4l-8 8',
  missing: 'M2 2h12v12H2zM2 6h12M2 10h12',
  lossy: 'M2 6c3-4 5 4 8 0 2-2 3-2 4 0M2 11c3-4 5 4 8 0 2-2 3-2 4 0',
  reformatted: 'M2 2h12v12H2zM2 6h12M2 10h12M6 2v12',
  inverted: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 2v12M10 4v8M12 5.5v5',
  processor: 'M4 4h8v8H4zM6 1v3M10 1v3M6 12v3M10 12v3M1 6h3M1 10h3M12 6h3M12 10h3',
  profile: 'M8 2a6 6 0 1 0 0 12c2 0 1-2 2-3s4 0 4-3a6 6 0 0 0-6-6zM5 6h1M9 5h1M5 10h1',
  layer: 'M8 2l6 4-6 4-6-4zM2 10l6 4 6-4',
  preview: 'M8 2l6 6-6 6-6-6z',
  pixels: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3zM8 0v5M8 11v5M0 8h5M11 8h5',
} as const;

function Shape({ name }: { name: keyof typeof drawnShapes }) {
  return (
    <svg viewBox="0 0 16 16" width="12" height="12" fill="none" stroke="currentColor" aria-hidden="true">
      <path d={drawnShapes[name]} strokeWidth="1.6" />
    </svg>
  );
}
