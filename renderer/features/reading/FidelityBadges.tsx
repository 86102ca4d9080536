import { useTranslation } from 'react-i18next';
import type { Plane } from '#shared/dicom/orientation.ts';
import type { BoxState } from '../../imaging/imageBoxView.ts';
import type { NamedDisplaySet } from '../../session/studyImages.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Icon, PartRing } from '../../ui/Icon.tsx';
import { type FidelityMark, fidelityMarks } from './fidelityMarks.ts';
import styles from './Overlay.module.css';
import { useLedger, usePresent } from './readingContext.ts';
import { countHere, sliceMarks } from './sliceMap.ts';

interface FidelityBadgesProps {
  readonly state: BoxState;
  readonly named: NamedDisplaySet;
  readonly plane: Plane | undefined;
}

/**
 * How far the pixels may be trusted, each as a shape and a word: what came over the line, what was lost before that,
 * what is missing, what cannot be measured. Each explains itself under the pointer.
 */
export function FidelityBadges({ state, named, plane }: FidelityBadgesProps) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const presence = usePresent();
  const { imageIds } = state;
  if (imageIds.length === 0) return null;
  const here = countHere(sliceMarks(imageIds, ledger, presence));
  return (
    <span className={styles.badges} data-testid="fidelity">
      {here < imageIds.length && (
        <Badge shape={<PartRing part={here / imageIds.length} />} title={t('reading.badge.partTitle')}>
          {`${here}/${imageIds.length}`}
        </Badge>
      )}
      {fidelityMarks({ state, named, plane, ledger }).map(({ name, tone, values = {} }) => (
        <Badge key={name} tone={tone} shape={shapeOf(name)} title={t(`reading.badge.${name}Title`, values)}>
          {t(`reading.badge.${name}`, values)}
        </Badge>
      ))}
    </span>
  );
}

function shapeOf(name: FidelityMark['name']) {
  if (name === 'lossless') return <Icon name="tick" />;
  if (name === 'pixelsOnly') return <Shape name="pixels" />;
  if (name === 'missing' || name === 'reformatted') return <Shape name={name} />;
  if (name === 'lossy' || name === 'lossyRatio' || name === 'lossyAtSource') return <Shape name="lossy" />;
  return <Icon name="triangle" />;
}

// Drawn, not typed: these signs are in no font that every system has.
const drawnShapes = {
  missing: 'M2 2h12v12H2zM2 6h12M2 10h12',
  lossy: 'M2 6c3-4 5 4 8 0 2-2 3-2 4 0M2 11c3-4 5 4 8 0 2-2 3-2 4 0',
  reformatted: 'M2 2h12v12H2zM2 6h12M2 10h12M6 2v12',
  pixels: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3zM8 0v5M8 11v5M0 8h5M11 8h5',
} as const;

function Shape({ name }: { name: keyof typeof drawnShapes }) {
  return (
    <svg viewBox="0 0 16 16" width="12" height="12" fill="none" stroke="currentColor" aria-hidden="true">
      <path d={drawnShapes[name]} strokeWidth="1.6" />
    </svg>
  );
}
