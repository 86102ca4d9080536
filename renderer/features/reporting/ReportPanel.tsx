import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { prefill } from './prefill.ts';
import { ReportDesk } from './ReportDesk.tsx';
import styles from './Reporting.module.css';
import { useReport } from './useReport.ts';

export interface ReportPanelProps {
  /** The study on the desk; the panel follows it. */
  readonly study: StudyRef;
  /** What the worklist knows of it, for what is filled in. */
  readonly item: WorklistItem | undefined;
  /** Earlier studies of the patient, newest first. */
  readonly priors?: readonly WorklistItem[];
}

const none: readonly WorklistItem[] = [];

/** The report of the study on the desk. Fills the place it is given; takes the focus only when a key asks it to. */
export function ReportPanel({ study, item, priors = none }: ReportPanelProps) {
  const { t } = useTranslation();
  const filled = useMemo(() => prefill(item, priors), [item, priors]);
  const { report, keeper, failure, askAgain } = useReport(study, filled);
  if (report && keeper) return <ReportDesk key={studyKey(study)} study={study} report={report} keeper={keeper} />;
  return (
    <section className={styles.panel} aria-label={t('reporting.title')}>
      <div className={styles.head}>
        <h2>{t('reporting.title')}</h2>
        {!failure && <span className={styles.muted}>{t('reporting.opening')}</span>}
      </div>
      {failure && (
        <div className={styles.notice} role="alert">
          <Badge tone="attention" icon="triangle">
            {failureText(failure)}
          </Badge>
          <Button icon="refresh" onClick={() => void askAgain()}>
            {t('reporting.retry')}
          </Button>
        </div>
      )}
    </section>
  );
}
