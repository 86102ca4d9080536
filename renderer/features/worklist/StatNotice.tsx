import { useTranslation } from 'react-i18next';
import { dueIn, formatDescription } from '#renderer/i18n/format.ts';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import { Isolated, writtenGroups } from '#renderer/ui/PersonName.tsx';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { wordsOf } from './ReadyCell.tsx';
import { readinessLook } from './readinessText.ts';
import styles from './StatNotice.module.css';

interface StatNoticeProps {
  readonly waiting: readonly WorklistItem[];
  readonly onGo: () => void;
  readonly onDismiss: () => void;
}

/**
 * A STAT study has come: said once, in the frame, until it is looked at. Whose it is and when it is due come first: by
 * them a reader chooses whether to leave the images. The rest follows where there is room, and stands in its title.
 */
export function StatNotice({ waiting, onGo, onDismiss }: StatNoticeProps) {
  const { t } = useTranslation();
  const now = useNow();
  const [item] = waiting;
  if (!item) return null;
  const look = readinessLook(item.readiness, { dueAt: item.dueAt, awaited: true, line: 'measuring' }, now);
  const study =
    formatDescription(item.studyDescription) || [...item.modalities, item.bodyPart].filter(Boolean).join(' ');
  const { patientName, patientId, dueAt, archiveName } = item;
  const due = dueIn(dueAt, now);
  const dueWords = t(`worklist.due.${due.key}`, { ...due });
  const name = (patientName && writtenGroups(patientName)[0]) || patientId || t('worklist.noName');
  const said = [name, study, archiveName, dueWords, wordsOf(look.words, 'short', t)].join(' · ');
  return (
    <div className={styles.notice} role="status" data-testid="stat-notice">
      <button type="button" className={styles.go} title={said} onClick={onGo}>
        <Icon name="octagon" />
        <b>{t('worklist.stat.arrived', { count: waiting.length })}</b>
        <span className={styles.name}>
          <Isolated text={name} />
        </span>
        <span className={due.urgency === 'late' ? styles.late : styles.due}>{dueWords}</span>
        <span className={styles.more}>
          <Isolated text={study} /> · <Isolated text={archiveName} />
        </span>
        <span className={styles.ready}>{wordsOf(look.words, 'short', t)}</span>
        <KeyHint keys="Alt+S" />
      </button>
      <button type="button" className={styles.dismiss} aria-label={t('worklist.stat.dismiss')} onClick={onDismiss}>
        <Icon name="cross" />
      </button>
    </div>
  );
}
