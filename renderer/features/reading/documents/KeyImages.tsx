import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { readContentTree } from '#shared/dicom/documents/contentTree.ts';
import { readKeyObject } from '#shared/dicom/documents/keyObject.ts';
import { shownText, withoutUnseen } from '#shared/dicom/shownText.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './Documents.module.css';
import type { OpenDocument } from './documentDesk.ts';
import { findImage, goToImage, setsFor } from './goToImage.ts';
import { LayerSwitch } from './LayerSwitch.tsx';

const mostShown = 500;

/** What somebody pointed out: each image a line that goes to it. */
export function KeyImages({ open, dataset }: { open: OpenDocument; dataset: DicomDataset }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const studies = useReadingState((state) => state.studies);
  const sets = useMemo(() => setsFor(studies, open), [studies, open]);
  const { description, images, rejection } = readKeyObject(readContentTree(dataset));
  const places = images.flatMap((reference) => findImage(sets, reference) ?? []);
  return (
    <div className={styles.report} data-testid="key-images">
      {rejection && (
        <p className={styles.warning} role="alert">
          <Icon name="triangle" /> {t(`documents.rejected.list.${rejection}`)}
        </p>
      )}
      {description !== '' && (
        <p className={styles.text} dir="auto">
          {withoutUnseen(description)}
        </p>
      )}
      <LayerSwitch open={open} dataset={dataset} pixels={undefined} />
      <ol className={styles.keyList}>
        {places.slice(0, mostShown).map((place, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what it is known by.
          <li key={index}>
            <button type="button" className={styles.keyImage} onClick={() => goToImage(session, place)}>
              {t('documents.image', { series: place.named.seriesNumber ?? '–', number: place.index + 1 })}
              <span className={styles.note}>{shownText(place.named.description)}</span>
            </button>
          </li>
        ))}
      </ol>
      {places.length > mostShown && (
        <p className={styles.warning}>{t('documents.moreImages', { count: places.length - mostShown })}</p>
      )}
      {places.length < images.length && (
        <p className={styles.note}>{t('documents.imagesAbsent', { count: images.length - places.length })}</p>
      )}
    </div>
  );
}
