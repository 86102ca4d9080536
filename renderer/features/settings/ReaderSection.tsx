import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import type { Reader } from '#shared/contract/settings.ts';
import styles from './Settings.module.css';
import { useSettings } from './useSettings.ts';

const fields = [
  ['name', 120],
  ['qualification', 120],
  ['registrationNumber', 60],
  ['organisation', 120],
] as const satisfies readonly (readonly [keyof Reader, number])[];

/** Who reads: the name that stands under every report signed here. */
export function ReaderSection() {
  const { settings } = useSettings();
  return settings ? <ReaderForm stored={settings.reader} /> : null;
}

function ReaderForm({ stored }: { stored: Reader }) {
  const { t } = useTranslation();
  const { save, saved, failure } = useSettings();
  const [reader, setReader] = useState(stored);
  const changed = fields.some(([field]) => reader[field] !== stored[field]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save({ reader });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{t('settings.reader.text')}</p>
      <div className={styles.pair}>
        {fields.map(([field, maxLength]) => (
          <Field
            key={field}
            label={t(`settings.reader.${field}`)}
            dir="auto"
            maxLength={maxLength}
            value={reader[field]}
            onChange={(event) => setReader({ ...reader, [field]: event.target.value })}
          />
        ))}
      </div>
      {failure && <p className={styles.problem}>{failureText(failure)}</p>}
      <div className={styles.acts}>
        <Button kind="primary" type="submit" keys="Enter" disabled={!changed}>
          {t('settings.save')}
        </Button>
        {saved && !changed && <span className={styles.muted}>{t('settings.saved')}</span>}
      </div>
    </form>
  );
}
