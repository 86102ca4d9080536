import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { unsavedDrawings } from '../session/pageJournals.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './UnsentWhileReading.module.css';

/** Drawings that are on no disk yet are said everywhere, also after their study has been closed (LN10). */
export function UnsavedDrawings() {
  const { t } = useTranslation();
  const count = useStore(unsavedDrawings, ({ drawings }) => drawings);
  if (count === 0) return null;
  return (
    <span className={styles.unsaved} role="status" title={t('app.unsaved.title')} data-testid="unsaved-drawings">
      <Icon name="triangle" />
      {t('app.unsaved.drawings', { count })}
    </span>
  );
}
