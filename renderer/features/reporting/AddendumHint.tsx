import { useTranslation } from 'react-i18next';
import { useAnswer } from '#renderer/host/hostContext.ts';
import type { WorklistItem, WorklistSnapshot } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import styles from './Reporting.module.css';

interface AddendumHintProps {
  readonly study: StudyRef;
  readonly item: WorklistItem | undefined;
}

/** Images that came after the report was signed are said beside it, quietly: what is to be done is the reader's (V8). */
export function AddendumHint({ study, item }: AddendumHintProps) {
  const { t } = useTranslation();
  const { answer: list } = useAnswer('worklist.list', {});
  const count = imagesSinceSigned(list, study, item);
  if (count === 0) return null;
  return (
    <p className={styles.muted} role="status" data-testid="addendum-hint">
      {t('reporting.signed.newImages', { count })}
    </p>
  );
}

/** As the list has it now, which is told of each change; else as it was when the study was opened. */
export function imagesSinceSigned(
  list: Pick<WorklistSnapshot, 'items'> | undefined,
  study: StudyRef,
  item: Pick<WorklistItem, 'readiness'> | undefined,
): number {
  const listed = list?.items.find((each) => studyKey(each.study) === studyKey(study));
  return (listed ?? item)?.readiness.newImages ?? 0;
}
