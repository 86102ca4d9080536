import { useTranslation } from 'react-i18next';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { useKeyOf } from '../../../session/useCommands.ts';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { useReadingState } from '../readingContext.ts';
import { PriorItem } from './PriorItem.tsx';
import styles from './PriorsList.module.css';

/** The earlier studies of the patient, newest first: each is put beside, and taken away, where it stands. */
export function PriorsList() {
  const { t } = useTranslation();
  const key = useKeyOf('desk.priorBeside');
  const priors = useReadingState(({ snapshot }) => snapshot.priors);
  if (priors.length === 0) return null;
  return (
    <section className={styles.priors} aria-label={t('desk.priors.title')} data-testid="priors">
      <h2 className={styles.title}>
        {t('desk.priors.title')} {key !== undefined && <KeyHint keys={key} />}
      </h2>
      <ul className={styles.list}>
        {priors.map((item) => (
          <li key={studyKey(item.study)}>
            <PriorItem item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}
