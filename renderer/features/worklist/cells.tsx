import { useTranslation } from 'react-i18next';
import { dueIn, formatInstant } from '#renderer/i18n/format.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { useNow } from '#renderer/ui/clock.ts';
import type { Priority, ReportProgress } from '#shared/contract/worklist.ts';
import styles from './Worklist.module.css';

export function PriorityCell({ priority }: { priority: Priority }) {
  const { t } = useTranslation();
  switch (priority) {
    case 'STAT':
      return (
        <Badge tone="danger" icon="octagon">
          {t('worklist.priority.STAT')}
        </Badge>
      );
    case 'URGENT':
      return (
        <Badge tone="attention" icon="triangle">
          {t('worklist.priority.URGENT')}
        </Badge>
      );
    case 'ROUTINE':
      return <span className={styles.routine}>{t('worklist.priority.ROUTINE')}</span>;
  }
}

/** Its own component, so that a tick draws this text and nothing else of the row. */
export function DueCell({ dueAt, awaited, earlier }: { dueAt: number; awaited: boolean; earlier: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const due = dueIn(dueAt, now);
  // A signed report, and a study that is another's to report, is late for nobody here.
  const look = awaited ? styles[due.urgency] : styles.routine;
  if (!awaited && earlier) {
    return (
      <span className={styles.routine} title={t('worklist.due.earlierSaid')}>
        {t('worklist.due.earlier')}
      </span>
    );
  }
  return (
    <span className={look} title={awaited ? t('worklist.due.at', { at: formatInstant(dueAt, now) }) : undefined}>
      {awaited ? t(`worklist.due.${due.key}`, { ...due }) : '–'}
    </span>
  );
}

export function ReportCell({ report }: { report: ReportProgress }) {
  const { t } = useTranslation();
  const words = t(`worklist.report.${report}`);
  switch (report) {
    case 'none':
      return <span className={styles.routine}>{words}</span>;
    case 'draft':
      return <Badge icon="file">{words}</Badge>;
    case 'waitingToSend':
      return (
        <Badge tone="attention" icon="send">
          {words}
        </Badge>
      );
    case 'needsAttention':
      return (
        <Badge tone="danger" icon="octagon">
          {words}
        </Badge>
      );
    case 'delivered':
      return (
        <Badge tone="proven" icon="tick">
          {words}
        </Badge>
      );
  }
}
