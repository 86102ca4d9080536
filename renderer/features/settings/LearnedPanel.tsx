import { useTranslation } from 'react-i18next';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatInstant } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { ArchiveDescription } from '#shared/contract/archives.ts';
import styles from './Settings.module.css';

/** What has been found out of how an archive can be asked, and the way to say that it has been mended. */
export function LearnedPanel({ archiveId }: Pick<ArchiveDescription, 'archiveId'>) {
  const { t } = useTranslation();
  const { answer: known } = useAnswer('archives.knowledge', { archiveId });
  const again = useAct('archives.askAgain');
  const now = useNow();
  if (!known) return null;
  const { compression, compressedPercent: percent, stoppedOn, stoppedAt, lossyAnswers } = known;
  return (
    <>
      {compression === 'works' && <p className={styles.muted}>{t('settings.learned.works', { percent })}</p>}
      {compression === 'failed' && <p className={styles.muted}>{t('settings.learned.failed')}</p>}
      {lossyAnswers > 0 && <p className={styles.muted}>{t('settings.learned.lossy', { count: lossyAnswers })}</p>}
      {stoppedOn > 0 && stoppedAt !== undefined && (
        <div className={styles.acts}>
          <span className={styles.warning}>
            <Icon name="triangle" /> {t('settings.learned.stopped', { when: formatInstant(stoppedAt, now) })}
          </span>
          <Button kind="quiet" disabled={again.acting} onClick={() => void again.act({ archiveId })}>
            {t('settings.learned.askAgain')}
          </Button>
        </div>
      )}
      {again.failure && <p className={styles.problem}>{failureText(again.failure)}</p>}
    </>
  );
}
