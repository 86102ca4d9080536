import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import type { SettingsSnapshot } from '#shared/contract/settings.ts';
import styles from './Settings.module.css';
import { useSettings } from './useSettings.ts';

const sizes = ['12', '13', '14', '15', '16', '17', '18'] as const;
const priorities = ['STAT', 'URGENT', 'ROUTINE'] as const;

/** Every change is kept and seen at once. */
export function DisplaySection() {
  const { t } = useTranslation();
  const { settings, save, failure } = useSettings();
  if (!settings) return null;
  return (
    <div className={styles.group}>
      <div className={styles.pair}>
        <Select
          label={t('settings.display.density')}
          value={settings.density}
          options={(['comfortable', 'compact'] as const).map((value) => ({
            value,
            label: t(`settings.display.${value}`),
          }))}
          onChange={(density) => void save({ density })}
        />
        <Select
          label={t('settings.display.textSize')}
          value={String(settings.textSizePx) as (typeof sizes)[number]}
          options={sizes.map((value) => ({ value, label: `${value} px` }))}
          onChange={(size) => void save({ textSizePx: Number(size) })}
        />
      </div>
      <h3>{t('settings.display.due')}</h3>
      <p className={styles.muted}>{t('settings.display.dueText')}</p>
      <div className={styles.triple}>
        {priorities.map((priority) => (
          <DueHours
            key={priority}
            label={t(`worklist.priority.${priority}`)}
            hours={settings.dueHours[priority]}
            onHours={(hours) => void save({ dueHours: withHours(settings.dueHours, priority, hours) })}
          />
        ))}
      </div>
      {failure && <p className={styles.problem}>{failureText(failure)}</p>}
    </div>
  );
}

function withHours(
  dueHours: SettingsSnapshot['dueHours'],
  priority: (typeof priorities)[number],
  hours: number,
): SettingsSnapshot['dueHours'] {
  return { ...dueHours, [priority]: hours };
}

function DueHours({ label, hours, onHours }: { label: string; hours: number; onHours: (hours: number) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(String(hours));
  const value = Number(text);
  const isHours = Number.isFinite(value) && value > 0 && value <= 10_000;
  return (
    <Field
      label={t('settings.display.hours', { priority: label })}
      inputMode="decimal"
      value={text}
      problem={isHours ? undefined : t('settings.problem.notHours')}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (isHours && value !== hours) onHours(value);
      }}
    />
  );
}
