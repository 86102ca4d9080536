import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { readPresentationState } from '#shared/dicom/documents/presentationState.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import { Button } from '../../../ui/Button.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import { setsOnDesk } from '../series/studiesOnDesk.ts';
import styles from './Documents.module.css';
import type { OpenDocument } from './documentDesk.ts';
import { findImage, goToImage } from './goToImage.ts';
import { LayerSwitch } from './LayerSwitch.tsx';

/** How somebody saw images: what it would change, and the switch that does. */
export function Presentation({ open, dataset }: { open: OpenDocument; dataset: DicomDataset }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const studies = useReadingState((state) => state.studies);
  const sets = useMemo(() => setsOnDesk({ studies }), [studies]);
  const state = useMemo(() => readPresentationState(dataset), [dataset]);
  const place = state.images.map((reference) => findImage(sets, reference)).find((found) => found !== undefined);
  const words = [state.label, state.description].filter((part) => part !== '').map(shownText);
  return (
    <div className={styles.report} data-testid="presentation">
      <p className={styles.text} dir="auto">
        {words.join(' · ')}
      </p>
      <p className={styles.note}>{t('documents.presentation.names', { count: state.images.length })}</p>
      {state.images.length === 0 && <p className={styles.warning}>{t('documents.presentation.namesNothing')}</p>}
      {place && (
        <Button onClick={() => goToImage(session, place)}>
          {t('documents.image', { series: place.named.seriesNumber ?? '–', number: place.index + 1 })}
        </Button>
      )}
      <LayerSwitch open={open} dataset={dataset} pixels={undefined} />
    </div>
  );
}
