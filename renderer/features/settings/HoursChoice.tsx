import { useTranslation } from 'react-i18next';
import type { LinkSettings } from '#shared/contract/settings.ts';
import { NoneOrSome } from './Choices.tsx';
import { readMinute, writeMinute } from './minuteOfDay.ts';
import styles from './Settings.module.css';
import { ShortField } from './ShortField.tsx';

type Hours = NonNullable<LinkSettings['hours']>;

/** Nights are cheap on many bundles: what is offered when hours are first set. */
const night: Hours = { fromMinute: 22 * 60, toMinute: 6 * 60 };

export function HoursChoice({ hours, onHours }: { hours: Hours | null; onHours: (hours: Hours | null) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.group}>
      <NoneOrSome
        title={t('settings.link.hours')}
        none={t('settings.link.hoursAlways')}
        some={t('settings.link.hoursSome')}
        isSome={hours !== null}
        what={hours && <Times hours={hours} onHours={onHours} />}
        onNone={() => onHours(null)}
        onSome={() => onHours(night)}
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
  return (
    <>
      <TimeField
        label={t('settings.link.from')}
        minute={hours.fromMinute}
        onMinute={(fromMinute) => onHours({ ...hours, fromMinute })}
      />
      <span aria-hidden="true">–</span>
      <TimeField
        label={t('settings.link.to')}
        minute={hours.toMinute}
        onMinute={(toMinute) => onHours({ ...hours, toMinute })}
      />
    </>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly minute: number;
  readonly onMinute: (minute: number) => void;
}

/** By the clock of 24 hours, as everywhere in this program; the system's own time field follows the country. */
function TimeField({ label, minute, onMinute }: TimeFieldProps) {
  const keep = (text: string) => {
    const typed = readMinute(text);
    if (typed !== undefined && typed !== minute) onMinute(typed);
  };
  return (
    <ShortField
      label={label}
      start={writeMinute(minute)}
      inputMode="numeric"
      isValid={(text) => readMinute(text) !== undefined}
      onKeep={keep}
    />
  );
}
