import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { NotApplied } from '#shared/dicom/documents/notApplied.ts';
import { type PresentationState, readPresentationState, stateFor } from '#shared/dicom/documents/presentationState.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import { Button } from '../../../ui/Button.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './Documents.module.css';
import type { OpenDocument } from './documentDesk.ts';
import { findImage, goToImage, type ImagePlace, setsFor } from './goToImage.ts';
import { LayerSwitch } from './LayerSwitch.tsx';
import { notAppliedOn } from './presentationGrey.ts';

/** How somebody saw images: what it would change, and the switch that does. */
export function Presentation({ open, dataset }: { open: OpenDocument; dataset: DicomDataset }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const studies = useReadingState((state) => state.studies);
  const sets = useMemo(() => setsFor(studies, open), [studies, open]);
  const state = useMemo(() => readPresentationState(dataset), [dataset]);
  const places = useMemo(() => state.images.flatMap((reference) => findImage(sets, reference) ?? []), [state, sets]);
  const [place] = places;
  const missing = useMemo(() => notAppliedAt(state, places), [state, places]);
  const words = [state.label, state.description].filter((part) => part !== '').map(shownText);
  return (
    <div className={styles.report} data-testid="presentation">
      <p className={styles.text} dir="auto">
        {words.join(' · ')}
      </p>
      <p className={styles.note}>{t('documents.presentation.names', { count: state.images.length })}</p>
      {state.images.length === 0 && <p className={styles.warning}>{t('documents.presentation.namesNothing')}</p>}
      {missing.length > 0 && (
        <div className={styles.warning} role="alert" data-testid="presentation-not-applied">
          <p className={styles.text}>{t('documents.presentation.notAll')}</p>
          <ul>
            {missing.map((name) => (
              <li key={name}>{t(`documents.presentation.notApplied.${name}`)}</li>
            ))}
          </ul>
        </div>
      )}
      {place && (
        <Button onClick={() => goToImage(session, place)}>
          {t('documents.image', { series: place.named.seriesNumber ?? '–', number: place.index + 1 })}
        </Button>
      )}
      <LayerSwitch open={open} dataset={dataset} pixels={undefined} />
    </div>
  );
}

/** Of a list of images: a state has the same of all, or of a few kinds. */
const mostLookedAt = 200;

function notAppliedAt(state: PresentationState, places: readonly ImagePlace[]): readonly NotApplied[] {
  const found = places.slice(0, mostLookedAt).flatMap(({ named, index }) => {
    const item = named.set.frames[index];
    const applied = item && stateFor(state, item.image.sopInstanceUID, item.frame.frameNumber);
    return applied ? notAppliedOn(applied, item) : [];
  });
  return [...new Set([...state.notApplied, ...found])];
}
