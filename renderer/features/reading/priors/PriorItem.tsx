import { useTranslation } from 'react-i18next';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { listedPatient, otherPatient } from '#shared/worklist/otherPatient.ts';
import { failureText } from '../../../i18n/failureText.ts';
import { formatDate, formatDescription } from '../../../i18n/format.ts';
import { keyOf, otherPatientOf } from '../../../session/studyOnDesk.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Isolated } from '../../../ui/PersonName.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './PriorsList.module.css';

/** One earlier study: what it is, whether it may be another patient's, and how it stands. Its series join those above. */
export function PriorItem({ item }: { item: WorklistItem }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const key = studyKey(item.study);
  const current = useReadingState(({ snapshot }) => snapshot.item);
  const asked = useReadingState(({ priorsAsked }) => priorsAsked.find(({ study }) => studyKey(study) === key));
  const here = useReadingState(({ studies }) => studies.find((study, place) => place > 0 && keyOf(study) === key));
  const differs = here ? otherPatientOf(current, here) : otherPatient(current, listedPatient(item));
  return (
    <div className={styles.prior} data-beside={asked !== undefined}>
      <button
        type="button"
        className={styles.study}
        aria-pressed={asked !== undefined}
        onClick={() => (asked ? session.priors.leave(item.study) : session.priors.ask(item.study))}
      >
        <b>{formatDate(item.studyDate)}</b> {item.modalities.join(' ')}
        <span className={styles.words}>
          <Isolated text={formatDescription(item.studyDescription)} />
        </span>
      </button>
      {differs && (
        <Badge tone="danger" icon="triangle" wraps>
          {t(`desk.priors.${differs}`)}
        </Badge>
      )}
      {asked && !here && (
        <span role="status" className={styles.note}>
          {asked.failure ? failureText(asked.failure) : t('desk.priors.coming')}
        </span>
      )}
      {here?.images.sets.length === 0 && <span className={styles.note}>{t('desk.priors.noImages')}</span>}
    </div>
  );
}
