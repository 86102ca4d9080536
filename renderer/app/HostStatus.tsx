import { useTranslation } from 'react-i18next';
import { useAnswer } from '../host/hostContext.ts';
import { formatPercent } from '../i18n/format.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './HostStatus.module.css';
import { useConnection } from './useConnection.ts';

/** What is true of the whole window: practice or patients, whether the host answers, whether the clock can be trusted. */
export function HostStatus({ locked }: { locked: boolean }) {
  const { t } = useTranslation();
  const connection = useConnection();
  const { answer: host } = useAnswer('host.describe', {});
  return (
    <>
      {connection === 'lost' && (
        <div className={styles.lost} role="alert">
          <Icon name="triangle" />
          <span>{t('app.host.lost')}</span>
        </div>
      )}
      {host?.clockSuspect === true && (
        <div className={styles.lost} role="alert">
          <Icon name="clock" />
          <span>{t('app.host.clock')}</span>
        </div>
      )}
      {host?.profile === 'practice' && !locked && (
        <div className={styles.practice}>
          <span>{t('app.host.practice')}</span>
          {host.practiceProgress !== undefined && (
            <span className={styles.progress}>
              <span>{t('app.host.drawing', { percent: formatPercent(host.practiceProgress) })}</span>
              <progress aria-label={t('app.host.drawingLabel')} max={1} value={host.practiceProgress} />
            </span>
          )}
        </div>
      )}
    </>
  );
}

/** In a further window, whose picture may be taken alone: practice is told from patients there too. */
export function PracticeWord() {
  const { t } = useTranslation();
  const { answer: host } = useAnswer('host.describe', {});
  return host?.profile === 'practice' ? <span className={styles.practice}>{t('app.host.practice')}</span> : null;
}
