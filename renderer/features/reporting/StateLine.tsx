import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatInstant } from '#renderer/i18n/format.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { useNow } from '#renderer/ui/clock.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DraftView } from './draftKeeper.ts';
import styles from './Reporting.module.css';
import type { ReportStage } from './reportProgress.ts';

/** Whether what is on the screen is kept. "Saved" is said only of text that is on the disk (P3). */
export function DraftState({ draft, addendum }: { draft: DraftView; addendum: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  // A warning only when saving fails: while somebody types, text is always a moment ahead of the disk.
  if (draft.saving === 'unsaved' && draft.failure) {
    return (
      <Badge tone="attention" icon="triangle" title={failureText(draft.failure)}>
        {t('reporting.draft.unsavedWhy', { why: failureText(draft.failure) })}
      </Badge>
    );
  }
  return <span className={styles.muted}>{words()}</span>;

  function words(): string {
    if (draft.saving === 'unsaved') return t('reporting.draft.unsaved');
    if (draft.saving === 'saving') return t('reporting.draft.saving');
    if (draft.savedAt === undefined) return t(addendum ? 'reporting.draft.newAddendum' : 'reporting.draft.new');
    return t('reporting.draft.saved', { at: formatInstant(draft.savedAt, now) });
  }
}

interface StageLineProps {
  readonly stage: ReportStage;
  readonly onRetry: () => void;
  readonly failure: Failure | undefined;
}

/** How far what was signed is on its way. Nothing before the first signing. */
export function StageLine({ stage, onRetry, failure }: StageLineProps) {
  const { t } = useTranslation();
  const now = useNow();
  if (stage.stage === 'draft') return null;
  const { delivery } = stage;
  if (stage.stage === 'kept') {
    return (
      <div className={styles.stage} role="status">
        <StageBadge stage={stage} nowMs={now} />
        <p className={styles.reason}>{t('reporting.stage.keptWhy')}</p>
      </div>
    );
  }
  const reason = stage.stage === 'delivered' ? undefined : (failure ?? delivery.failure);
  return (
    <div className={styles.stage} role="status">
      <StageBadge stage={stage} nowMs={now} />
      <bdi className={styles.muted}>{t('reporting.stage.to', { archive: delivery.archiveName })}</bdi>
      {reason && <p className={styles.reason}>{failureText(reason)}</p>}
      {stage.stage === 'attention' && (
        <Button icon="send" onClick={onRetry}>
          {t('reporting.retry')}
        </Button>
      )}
    </div>
  );
}

function StageBadge({ stage, nowMs }: { stage: Exclude<ReportStage, { stage: 'draft' }>; nowMs: number }) {
  const { t } = useTranslation();
  const { delivery } = stage;
  switch (stage.stage) {
    case 'delivered':
      return (
        <Badge tone="proven" icon="tick">
          {t('reporting.stage.delivered', { at: formatInstant(delivery.deliveredAt ?? nowMs, nowMs) })}
        </Badge>
      );
    case 'kept':
      return <Badge icon="file">{t('reporting.stage.kept')}</Badge>;
    case 'attention':
      return (
        <Badge tone="danger" icon="octagon">
          {t('reporting.stage.attention')}
        </Badge>
      );
    case 'waiting':
      return (
        <Badge tone="active" icon="send">
          {t(delivery.state === 'sending' ? 'reporting.stage.sending' : 'reporting.stage.waiting')}
        </Badge>
      );
  }
}
