import { useTranslation } from 'react-i18next';
import { Select } from '#renderer/ui/Select.tsx';
import styles from './Settings.module.css';
import { useSettings } from './useSettings.ts';

const minutes = ['1', '2', '5', '10', '15'] as const;
type Chosen = (typeof minutes)[number] | 'never';

/** After how long without a touch patients' studies are locked; kept at once. */
export function LockAfter() {
  const { t } = useTranslation();
  const { settings, save } = useSettings();
  if (!settings) return null;
  const { lockAfterMinutes } = settings;
  const value: Chosen =
    minutes.find((each) => Number(each) === lockAfterMinutes) ?? (lockAfterMinutes === null ? 'never' : '10');
  return (
    <>
      <Select
        label={t('settings.lock.after')}
        value={value}
        options={[
          ...minutes.map((each) => ({
            value: each as Chosen,
            label: t('settings.lock.minutes', { count: Number(each) }),
          })),
          { value: 'never' as const, label: t('settings.lock.never') },
        ]}
        onChange={(chosen) => void save({ lockAfterMinutes: chosen === 'never' ? null : Number(chosen) })}
      />
      <p className={styles.muted}>{t('settings.lock.afterText')}</p>
    </>
  );
}
