import { useTranslation } from 'react-i18next';
import type { LinkSettings } from '#shared/contract/settings.ts';
import { Choices } from './Choices.tsx';
import { readMinute, writeMinute } from './minuteOfDay.ts';
import styles from './Settings.module.css';

type Hours = NonNullable<LinkSettings['hours']>;

/** Nights are cheap on many bundles: what is offered when hours are first set. */
const night: Hours = { fromMinute: 22 * 60, toMinute: 6 * 60 };

export function HoursChoice({ hours, onHours }: { hours: Hours | null; onHours: (hours: Hours | null) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.group}>
      <Choices
        title={t('settings.link.hours')}
        value={hours ? 'some' : 'always'}
        options={[
          { value: 'always', label: t('settings.link.hoursAlways') },
          {
            value: 'some',
            label: t('settings.link.hoursSome'),
            beside: hours && <Times hours={hours} onHours={onHours} />,
          },
        ]}
        onChoose={(choice) => onHours(choice === 'always' ? null : night)}
      />
      {hours && hours.toMinute < hours.fromMinute && (
        <p className={styles.muted}>
          {t('settings.link.overnight', { from: writeMinute(hours.fromMinute), to: writeMinute(hours.toMinute) })}
        </p>
      )}
    </div>
  );
}

function Times({ hours, onHours }: { hours: Hours; onHours: (hours: Hours) => void }) {
  const { t } = useTranslation();
  const time = (name: keyof Hours, label: string) => (
    <input
      type="time"
      className={styles.short}
      aria-label={label}
      value={writeMinute(hours[name])}
      onChange={(event) => {
        const minute = readMinute(event.target.value);
        if (minute !== undefined) onHours({ ...hours, [name]: minute });
      }}
    />
  );
  return (
    <>
      {time('fromMinute', t('settings.link.from'))}
      <span aria-hidden="true">–</span>
      {time('toMinute', t('settings.link.to'))}
    </>
  );
}
