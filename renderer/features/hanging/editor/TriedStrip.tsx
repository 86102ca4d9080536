import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { tryProtocol } from '#shared/hanging/trial.ts';
import { formatDate } from '../../../i18n/format.ts';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import type { TriedStudy } from './useExamples.ts';
import { useInForce } from './useProtocols.ts';

interface TriedStripProps {
  readonly studies: readonly TriedStudy[];
  readonly chosen: string | undefined;
  readonly onChoose: (study: string) => void;
}

/** One mark for each study: it hangs as wanted, some boxes differ, or another protocol hangs it. */
export function TriedStrip({ studies, chosen, onChoose }: TriedStripProps) {
  const { t } = useTranslation();
  const { protocol } = useEditor();
  const inForce = useInForce();
  const trials = useMemo(
    () =>
      studies.map(({ toHang, item }) => ({
        item,
        trial: tryProtocol(toHang, { ...protocol, enabled: true }, inForce),
      })),
    [studies, protocol, inForce],
  );
  if (trials.length === 0) return <p className={styles.muted}>{t('hanging.editor.noneCached')}</p>;
  const right = trials.filter(({ trial }) => trial.outcome.kind === 'asWanted').length;
  return (
    <>
      <p className={styles.score}>{t('hanging.editor.hangsIn', { count: trials.length, right })}</p>
      <div className={styles.strip}>
        {trials.map(({ item, trial }) => {
          const words = [formatDate(item.studyDate), item.studyDescription ?? '']
            .filter((part) => part !== '')
            .join(' ');
          return (
            <button
              key={trial.study.id}
              type="button"
              className={styles.mark}
              data-outcome={trial.outcome.kind}
              aria-pressed={trial.study.id === chosen}
              title={`${words}: ${t(`hanging.editor.outcome.${trial.outcome.kind}`, { name: trial.then.protocol.name })}`}
              aria-label={`${words}: ${t(`hanging.editor.outcome.${trial.outcome.kind}`, { name: trial.then.protocol.name })}`}
              onClick={() => onChoose(trial.study.id)}
            />
          );
        })}
      </div>
    </>
  );
}
