import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import type { Failure } from '#shared/contract/failures.ts';
import styles from './Worklist.module.css';

export type EmptyReason =
  | 'asking'
  | 'failed'
  | 'noAnswer'
  | 'drawing'
  | 'practice'
  | 'noArchive'
  | 'noStudies'
  | 'onlyOlder'
  | 'noMatch';

interface EmptyProps {
  readonly reason: EmptyReason;
  readonly failure: Failure | undefined;
  readonly onClear: () => void;
  readonly onRefresh: () => void;
  readonly onAddArchive: () => void;
  readonly onOpenDisc: () => void;
}

/** An empty list says why it is empty, and what fills it. */
export function Empty({ reason, failure, onClear, onRefresh, onAddArchive, onOpenDisc }: EmptyProps) {
  const { t } = useTranslation();
  const isQuiet = reason === 'noStudies' || reason === 'onlyOlder';
  const adds = reason === 'noArchive' || reason === 'noAnswer' || reason === 'noStudies' || reason === 'practice';
  return (
    <div className={styles.empty}>
      <h2>{t(`worklist.empty.${reason}.title`)}</h2>
      {(reason === 'failed' || reason === 'noAnswer') && failure && <p>{failureText(failure)}</p>}
      {reason !== 'failed' && <p>{t(`worklist.empty.${reason}.text`)}</p>}
      <div className={styles.acts}>
        {reason === 'noMatch' && (
          <Button kind="primary" keys="Escape" onClick={onClear}>
            {t('worklist.filter.clear')}
          </Button>
        )}
        {reason === 'onlyOlder' && (
          // The days are the archive's own setting, where what they cost on the line is seen too.
          <Button kind="primary" icon="link" onClick={onAddArchive}>
            {t('worklist.widenDays')}
          </Button>
        )}
        {(isQuiet || reason === 'noAnswer' || reason === 'failed') && (
          <Button kind={reason === 'onlyOlder' ? 'plain' : 'primary'} icon="refresh" keys="R" onClick={onRefresh}>
            {t('worklist.commands.refresh')}
          </Button>
        )}
        {adds && (
          <>
            <Button icon="link" onClick={onAddArchive}>
              {t('worklist.addArchive')}
            </Button>
            <Button icon="disc" onClick={onOpenDisc}>
              {t('worklist.openDisc')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
