import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { followLooked, lookedAt, timesLooked } from '#renderer/session/openedStudies.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { comparisonOffers } from './comparisonOffers.ts';
import { prefill } from './prefill.ts';
import { ReportDesk } from './ReportDesk.tsx';
import styles from './Reporting.module.css';
import { useReport } from './useReport.ts';

export interface ReportPanelProps {
  /** The study on the desk; the panel follows it. */
  readonly study: StudyRef;
  /** What the archive says of it, once that is here: what is filled in and offered, and whose report it is. */
  readonly snapshot: StudySnapshot | undefined;
}

const none: StudySnapshot['series'] = [];

/** The report of the study on the desk. Fills the place it is given; takes the focus only when a key asks it to. */
export function ReportPanel({ study, snapshot }: ReportPanelProps) {
  const { t } = useTranslation();
  // Not while the snapshot is still that of the study before: nothing of one patient goes into another's report.
  const known = snapshot && studyKey(snapshot.item.study) === studyKey(study) ? snapshot : undefined;
  const [item, series] = [known?.item, known?.series ?? none];
  const filled = useMemo(() => prefill(item, series), [item, series]);
  // Said of now: an earlier study that comes onto the screen while the report is written is compared from then on.
  useSyncExternalStore(followLooked, timesLooked);
  const offers = known ? comparisonOffers(known.item, known.priors, lookedAt) : [];
  const { report, keeper, failure, askAgain } = useReport(study, filled);
  if (report && keeper) {
    const desk = { study, report, keeper, item, offers };
    return <ReportDesk key={studyKey(study)} {...desk} />;
  }
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
