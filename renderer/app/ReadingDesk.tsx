import { useTranslation } from 'react-i18next';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { failureText } from '../i18n/failureText.ts';
import { useAnswer } from '../host/hostContext.ts';
import { useCommands } from '../session/useCommands.ts';
import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';

/** One study on the desk: images and report side by side. Features do not know one another; they meet here. */
export function ReadingDesk({ study, onClose }: { study: StudyRef; onClose: () => void }) {
  const { t } = useTranslation();
  const { answer: snapshot, failure } = useAnswer('studies.open', { study });
  useCommands([
    { id: 'app.closeStudy', title: 'app.commands.toWorklist', place: 'reading', keys: ['Escape'], run: onClose },
  ]);
  return (
    <main className={styles.middle} data-study={studyKey(study)}>
      <h1>{snapshot?.item.studyDescription ?? t('app.reading.opening')}</h1>
      {failure && <p role="alert">{failureText(failure)}</p>}
      <div className={styles.acts}>
        <Button icon="back" keys="Escape" onClick={onClose}>
          {t('app.worklist')}
        </Button>
      </div>
    </main>
  );
}
