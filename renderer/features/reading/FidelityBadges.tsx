import { useTranslation } from 'react-i18next';
import { calibrationOf } from '#shared/dicom/calibration.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import type { BoxState } from '../../imaging/imageBoxView.ts';
import type { NamedDisplaySet } from '../../session/studyImages.ts';
import { Badge } from '../../ui/Badge.tsx';
import { PartRing } from '../../ui/Icon.tsx';
import styles from './Overlay.module.css';
import { useLedger } from './readingContext.ts';

/**
 * How far the pixels may be trusted, each as a shape and a word: what came over the line, what was lost before that,
 * what is missing, what cannot be measured.
 */
export function FidelityBadges({ state, named }: { state: BoxState; named: NamedDisplaySet }) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const { drawn, imageIds } = state;
  if (!drawn) return null;
  const { image, frame } = drawn.item;
  const checked = ledger.countChecked(imageIds);
  const grid = volumeGridOf(named.set);
  const missing = grid.ok ? grid.value.missingSlices : 0;
  const inPixels = image.ultrasoundRegions.length === 0 && calibrationOf(image, frame).unit === 'px';
  return (
    <span className={styles.badges} data-testid="fidelity">
      {checked < imageIds.length && (
        <Badge shape={<PartRing part={checked / imageIds.length} />} title={t('reading.badge.partTitle')}>
          {`${checked}/${imageIds.length}`}
        </Badge>
      )}
      <Faithfulness drawn={drawn} />
      {missing > 0 && (
        <Badge tone="attention" shape={<Shape name="missing" />}>
          {t('reading.badge.missing', { count: missing })}
        </Badge>
      )}
      {named.set.duplicates.length > 0 && (
        <Badge tone="attention" icon="triangle">
          {t('reading.badge.duplicates', { count: named.set.duplicates.length })}
        </Badge>
      )}
      {named.set.order === 'number' && named.set.frames.length > 1 && !named.set.cine && (
        <Badge tone="attention" icon="triangle">
          {t('reading.badge.notSorted')}
        </Badge>
      )}
      {named.set.framesOfReference > 1 && (
        <Badge tone="attention" icon="triangle" title={t('reading.badge.framesOfReferenceTitle')}>
          {t('reading.badge.framesOfReference')}
        </Badge>
      )}
      {image.missingTable && (
        <Badge tone="attention" icon="triangle">
          {t('reading.badge.tableMissing')}
        </Badge>
      )}
      {inPixels && <Badge shape={<Shape name="pixels" />}>{t('reading.badge.pixelsOnly')}</Badge>}
    </span>
  );
}

function Faithfulness({ drawn }: { drawn: NonNullable<BoxState['drawn']> }) {
  const { t } = useTranslation();
  const { fidelity, item } = drawn;
  if (!fidelity) return null;
  const shape = <Shape name="lossy" />;
  const ratio = fidelity.ratio ?? item.image.lossyRatio;
  if (fidelity.lossyAtSource || item.image.lossyAtSource) {
    const words =
      ratio === undefined
        ? t('reading.badge.lossyAtSource')
        : t('reading.badge.lossyRatio', { ratio: ratio.toFixed(0) });
    return (
      <Badge tone="attention" shape={shape}>
        {words}
      </Badge>
    );
  }
  if (fidelity.transfer === 'lossy') {
    return (
      <Badge tone="attention" shape={shape}>
        {t('reading.badge.lossy')}
      </Badge>
    );
  }
  return (
    <Badge tone="proven" icon="tick" title={t('reading.badge.losslessTitle')}>
      {t('reading.badge.lossless')}
    </Badge>
  );
}

// Drawn, not typed: these signs are in no font that every system has.
const shapes = {
  missing: 'M2 2h12v12H2zM2 6h12M2 10h12',
  lossy: 'M2 6c3-4 5 4 8 0 2-2 3-2 4 0M2 11c3-4 5 4 8 0 2-2 3-2 4 0',
  pixels: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3zM8 0v5M8 11v5M0 8h5M11 8h5',
} as const;

function Shape({ name }: { name: keyof typeof shapes }) {
  return (
    <svg viewBox="0 0 16 16" width="12" height="12" fill="none" stroke="currentColor" aria-hidden="true">
      <path d={shapes[name]} strokeWidth="1.6" />
    </svg>
  );
}
