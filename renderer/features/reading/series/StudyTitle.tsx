import { useTranslation } from 'react-i18next';
import { readDate } from '#shared/dicom/dateTime.ts';
import { formatDescription } from '../../../i18n/format.ts';
import { Isolated } from '../../../ui/PersonName.tsx';
import type { PanelStudy } from './panelRows.ts';
import styles from './StudyTitle.module.css';

/** Which study the series below it are of, where more than one is on the desk. */
export function StudyTitle({ study: { snapshot, isCurrent } }: { study: PanelStudy }) {
  const { t } = useTranslation();
  const { studyDate, studyDescription } = snapshot.item;
  const date = readDate(studyDate);
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    <h3 className={styles.title} data-current={isCurrent}>
      <span>{t(isCurrent ? 'series.current' : 'series.prior')}</span>
      <span className={styles.when}>{date && `${date.year}-${two(date.month)}-${two(date.day)}`}</span>
      {studyDescription && <Isolated text={formatDescription(studyDescription)} />}
    </h3>
  );
}
