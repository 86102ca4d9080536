import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { unsavedReports } from '../features/reporting/index.ts';
import { unsavedDrawings } from '../session/pageJournals.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './UnsentWhileReading.module.css';

/** Drawings and words that are on no disk are said everywhere, also after their study has been closed (LN10, P3). */
export function UnsavedWork() {
  const { t } = useTranslation();
  const drawings = useStore(unsavedDrawings, (state) => state.drawings);
  // Not those that are only a moment ahead of the disk: somebody is typing.
  const reports = useStore(unsavedReports, (state) => state.failing);
  const words = [
    reports > 0 ? t('app.unsaved.reports', { count: reports }) : '',
    drawings > 0 ? t('app.unsaved.drawings', { count: drawings }) : '',
  ].filter((each) => each !== '');
  if (words.length === 0) return null;
  return (
    <span className={styles.unsaved} role="status" title={t('app.unsaved.title')} data-testid="unsaved-work">
      <Icon name="triangle" />
      {words.join(' · ')}
    </span>
  );
}
