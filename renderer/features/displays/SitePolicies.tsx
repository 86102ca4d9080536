import { useTranslation } from 'react-i18next';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Select } from '#renderer/ui/Select.tsx';
import { type DisplaysSnapshot, displayAct } from '#shared/contract/displays.ts';
import styles from './Displays.module.css';

/** What happens at each site when a report is signed on a monitor short for the study. */
export function SitePolicies({ policies, unsaidAct }: Pick<DisplaysSnapshot, 'policies' | 'unsaidAct'>) {
  const { t } = useTranslation();
  const { answer: archives } = useAnswer('archives.list', {});
  const set = useAct('displays.setPolicy');
  if (!archives || archives.length === 0) return null;
  return (
    <section className={styles.group}>
      <h3>{t('displays.policy.title')}</h3>
      <p className={styles.muted}>{t('displays.policy.text')}</p>
      <div className={styles.pair}>
        {archives.map(({ archiveId, name }) => (
          <Select
            key={archiveId}
            label={name}
            value={policies.find((policy) => policy.archiveId === archiveId)?.act ?? unsaidAct}
            options={displayAct.options.map((value) => ({ value, label: t(`displays.policy.${value}`) }))}
            onChange={(act) => void set.act({ archiveId, act })}
          />
        ))}
      </div>
      {set.failure && <p role="alert">{failureText(set.failure)}</p>}
    </section>
  );
}
