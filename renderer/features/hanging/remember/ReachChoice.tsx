import { useTranslation } from 'react-i18next';
import type { Level } from '#shared/hanging/protocol.ts';
import { Checkbox } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import styles from './Remember.module.css';

/** For whom a hanging is kept, and for which studies. */
export interface Reach {
  readonly level: Exclude<Level, 'builtin'>;
  /** Only for studies of the archive that this one came from. */
  readonly onlySite: boolean;
}

interface ReachChoiceProps {
  readonly reach: Reach;
  /** One's own is kept anew, for oneself. */
  readonly isNewer: boolean;
  readonly onChange: (reach: Reach) => void;
}

const levels = ['user', 'group', 'site'] as const;

export function ReachChoice({ reach, isNewer, onChange }: ReachChoiceProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.part}>
      <Select
        label={t('hanging.remember.for')}
        value={reach.level}
        disabled={isNewer}
        options={levels.map((level) => ({ value: level, label: t(`hanging.remember.level.${level}`) }))}
        onChange={(level) => onChange({ ...reach, level })}
      />
      <Checkbox
        label={t('hanging.remember.onlySite')}
        checked={reach.onlySite}
        onChange={(event) => onChange({ ...reach, onlySite: event.target.checked })}
      />
    </section>
  );
}
