import { useTranslation } from 'react-i18next';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import { Isolated } from '#renderer/ui/PersonName.tsx';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { wordsOf } from './ReadyCell.tsx';
import { readinessLook } from './readinessText.ts';
import styles from './StatNotice.module.css';

interface StatNoticeProps {
  readonly waiting: readonly WorklistItem[];
  readonly onGo: () => void;
  readonly onDismiss: () => void;
}

/** A STAT study has come: said once, in the frame, until it is looked at. Names nobody: the screen may be shown. */
export function StatNotice({ waiting, onGo, onDismiss }: StatNoticeProps) {
  const { t } = useTranslation();
  const now = useNow();
  const [item] = waiting;
  if (!item) return null;
  const look = readinessLook(item.readiness, { dueAt: item.dueAt, awaited: true, line: 'measuring' }, now);
  const what = [item.modalities.join(' '), item.bodyPart].filter(Boolean).join(' ');
  return (
    <div className={styles.notice} role="status" data-testid="stat-notice">
      <button type="button" className={styles.go} onClick={onGo}>
        <Icon name="octagon" />
        <b>{t('worklist.stat.arrived', { count: waiting.length })}</b>
        <Isolated text={what} />
        <span className={styles.ready}>{wordsOf(look.words, 'short', t)}</span>
        <KeyHint keys="Alt+S" />
      </button>
      <button type="button" className={styles.dismiss} aria-label={t('worklist.stat.dismiss')} onClick={onDismiss}>
        <Icon name="cross" />
      </button>
    </div>
  );
}
