import { useTranslation } from 'react-i18next';
import { useAnswer } from '#renderer/host/hostContext.ts';
import type { ReportVersion } from '#shared/contract/reports.ts';
import type { WorklistItem, WorklistSnapshot } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import styles from './Reporting.module.css';

interface AddendumHintProps {
  readonly study: StudyRef;
  readonly item: WorklistItem | undefined;
  /** As they were signed, the last of them last. */
  readonly versions: readonly Pick<ReportVersion, 'images'>[];
}

/** Images that came after the report was signed are said beside it, quietly: what is to be done is the reader's (V8). */
export function AddendumHint({ study, item, versions }: AddendumHintProps) {
  const { t } = useTranslation();
  const { answer: list } = useAnswer('worklist.list', {});
  const count = imagesSinceSigned(list, study, item, versions.at(-1)?.images?.here);
  if (count === 0) return null;
  return (
    <p className={styles.muted} role="status" data-testid="addendum-hint">
      {t('reporting.signed.newImages', { count })}
    </p>
  );
}

/**
 * As the list has it now, which is told of each change; else as it was when the study was opened. Images that the
 * archive had already, and that were not here, have come since as much as those that are new to it.
 *
 * @param hereThen frames that were here when the last version was signed; undefined where that was not kept.
 */
export function imagesSinceSigned(
  list: Pick<WorklistSnapshot, 'items'> | undefined,
  study: StudyRef,
  item: Pick<WorklistItem, 'readiness'> | undefined,
  hereThen?: number,
): number {
  const listed = list?.items.find((each) => studyKey(each.study) === studyKey(study));
  const { newImages = 0, presentFrames = 0 } = (listed ?? item)?.readiness ?? {};
  return Math.max(newImages, presentFrames - (hereThen ?? presentFrames));
}
