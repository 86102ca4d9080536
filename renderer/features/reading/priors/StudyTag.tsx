import { useTranslation } from 'react-i18next';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { formatDate } from '../../../i18n/format.ts';
import { useReadingState } from '../readingContext.ts';
import styles from './StudyTag.module.css';

/** Which study an image box shows: its date; beside an earlier one, in words as well, and the earlier one in teal. */
export function StudyTag({ item }: { item: WorklistItem }) {
  const { t } = useTranslation();
  const isPrior = useReadingState(({ snapshot }) => studyKey(snapshot.item.study) !== studyKey(item.study));
  const isBeside = useReadingState(({ studies }) => studies.length > 1);
  const date = formatDate(item.studyDate);
  if (!isPrior) {
    return (
      <span className={styles.current} data-study="current">
        <span>{date}</span> {isBeside && <span>{t('desk.box.current')}</span>}
      </span>
    );
  }
  return (
    <b className={styles.prior} data-study="prior">
      {date === '' ? t('desk.box.priorNoDate') : t('desk.box.prior', { date })}
    </b>
  );
}
