import { useTranslation } from 'react-i18next';
import { calibrationOf } from '#shared/dicom/calibration.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import type { BoxState } from '../../imaging/imageBoxView.ts';
import type { NamedDisplaySet } from '../../session/studyImages.ts';
import { Badge } from '../../ui/Badge.tsx';
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
        <Badge shape={<i aria-hidden="true">◔</i>} title={t('reading.badge.partTitle')}>
          {`${checked}/${imageIds.length}`}
        </Badge>
      )}
      <Faithfulness drawn={drawn} />
      {missing > 0 && (
        <Badge tone="attention" shape={<i aria-hidden="true">▤</i>}>
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
      {image.missingTable && (
        <Badge tone="attention" icon="triangle">
          {t('reading.badge.tableMissing')}
        </Badge>
      )}
      {inPixels && <Badge shape={<i aria-hidden="true">⌖</i>}>{t('reading.badge.pixelsOnly')}</Badge>}
    </span>
  );
}

function Faithfulness({ drawn }: { drawn: NonNullable<BoxState['drawn']> }) {
  const { t } = useTranslation();
  const { fidelity, item } = drawn;
  if (!fidelity) return null;
  const shape = <i aria-hidden="true">≈</i>;
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
