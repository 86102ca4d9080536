import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { flushDrafts } from '../features/reporting/index.ts';
import { useAnswer } from '../host/hostContext.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './UnsentWhileReading.module.css';

/** Half a minute before patients' studies are locked: whoever reads without touching anything can say so. */
export function AwayNotice() {
  const { t } = useTranslation();
  const { answer: host } = useAnswer('host.describe', {});
  const isWarned = host?.lock.locksAt !== undefined;
  useEffect(() => {
    if (isWarned) void flushDrafts();
  }, [isWarned]);
  if (!isWarned) return null;
  return (
    <span className={styles.unsaved} role="status" data-testid="away-notice">
      <Icon name="lock" />
      {t('app.away')}
    </span>
  );
}
