import { useTranslation } from 'react-i18next';
import { lengthText } from './lengthText.ts';
import { useReadingState } from './readingContext.ts';
import styles from './SeriesPanel.module.css';

/** Every length of this sitting in words, for the eye that looks away from the image and for those that cannot see it. */
export function MeasurementList() {
  const { t } = useTranslation();
  const measurements = useReadingState((state) => state.measurements);
  if (measurements.length === 0) return null;
  return (
    <section aria-label={t('reading.measurements')}>
      <ul className={styles.list} data-testid="measurement-list">
        {measurements.map(({ id, imageNumber, length }) => (
          <li
            key={id}
            className={styles.note}
            data-value={length.value}
            data-unit={length.unit}
            data-basis={length.basis}
          >
            {t('reading.measurementOn', { text: lengthText(length, t), number: imageNumber })}
          </li>
        ))}
      </ul>
    </section>
  );
}
