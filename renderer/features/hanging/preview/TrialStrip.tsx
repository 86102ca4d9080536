import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../../i18n/format.ts';
import { Icon, type IconName } from '../../../ui/Icon.tsx';
import { Isolated } from '../../../ui/PersonName.tsx';
import { HangDiagram } from './HangDiagram.tsx';
import { outcomeSaid } from './outcomeSaid.ts';
import styles from './Preview.module.css';
import type { TriedItem } from './trialMarks.ts';
import type { Trials } from './useTrials.ts';

const icons: Readonly<Record<TriedItem['trial']['outcome']['kind'], IconName>> = {
  asWanted: 'tick',
  differs: 'changed',
  doesNotHang: 'cross',
};

/** "As wanted in 17 of 20; differs in 2; 1 hangs otherwise", a mark for each study, and what would hang in the chosen one. */
export function TrialStrip({ tried, isDone }: Trials) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<string>();
  const counts = { asWanted: 0, differs: 0, doesNotHang: 0 };
  for (const { trial } of tried) counts[trial.outcome.kind] += 1;
  const shown = tried.find(({ trial }) => trial.study.id === chosen);
  if (isDone && tried.length === 0) return <p className={styles.note}>{t('hanging.preview.none')}</p>;
  return (
    <div className={styles.trials} data-testid="trials" aria-busy={!isDone}>
      <p className={styles.score} role="status">
        {isDone ? scoreOf(counts, tried.length, t) : t('hanging.preview.trying')}
      </p>
      <div className={styles.strip}>
        {tried.map(({ item, trial, isOfBefore }) => {
          const { id } = trial.study;
          const words = [formatDate(item.studyDate), item.studyDescription ?? '']
            .filter((word) => word !== '')
            .join(' · ');
          const said = `${words}: ${isOfBefore ? t('hanging.preview.trying') : outcomeSaid(trial, t)}`;
          return (
            <button
              key={id}
              type="button"
              className={styles.mark}
              data-outcome={trial.outcome.kind}
              data-of-before={isOfBefore}
              aria-pressed={id === chosen}
              aria-label={said}
              title={said}
              onClick={() => choose(id === chosen ? undefined : id)}
            >
              <Icon name={icons[trial.outcome.kind]} />
            </button>
          );
        })}
      </div>
      {shown && <ShownTrial key={shown.trial.study.id} {...shown} />}
    </div>
  );
}

function scoreOf(
  { asWanted, differs, doesNotHang }: Readonly<Record<keyof typeof icons, number>>,
  count: number,
  t: ReturnType<typeof useTranslation>['t'],
): string {
  const parts = [t('hanging.preview.asWanted', { asWanted, count })];
  if (differs > 0) parts.push(t('hanging.preview.differs', { count: differs }));
  if (doesNotHang > 0) parts.push(t('hanging.preview.doesNotHang', { count: doesNotHang }));
  return parts.join('; ');
}

/** One study: whether it would hang so, the boxes then, and, where they are others, the boxes now. */
function ShownTrial({ item, trial, isOfBefore }: TriedItem) {
  const { t } = useTranslation();
  const { study, now, then, isChanged } = trial;
  return (
    <section className={styles.shown} aria-live="polite" aria-busy={isOfBefore} data-of-before={isOfBefore}>
      <p className={styles.studyName}>
        <Isolated text={item.studyDescription ?? item.modalities.join(', ')} />{' '}
        <span className={styles.date}>{formatDate(item.studyDate)}</span>
      </p>
      <p className={styles.note}>{isOfBefore ? t('hanging.preview.trying') : outcomeSaid(trial, t)}</p>
      <h4 className={styles.heading}>{t('hanging.preview.then', { name: then.protocol.name })}</h4>
      <HangDiagram study={study} hanging={then} />
      {isChanged ? (
        <>
          <h4 className={styles.heading}>{t('hanging.preview.now', { name: now.protocol.name })}</h4>
          <HangDiagram study={study} hanging={now} />
        </>
      ) : (
        <p className={styles.note}>{t('hanging.preview.unchanged')}</p>
      )}
    </section>
  );
}
