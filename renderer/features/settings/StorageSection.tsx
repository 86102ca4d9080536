import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatBytes } from '#renderer/i18n/format.ts';
import { Field } from '#renderer/ui/Field.tsx';
import styles from './Settings.module.css';
import { useSettings } from './useSettings.ts';

const gigabyte = 1_000_000_000;

/** How much of the disk fetched studies may fill. Reports and drafts do not count and are never evicted. */
export function StorageSection() {
  const { settings } = useSettings();
  return settings ? <CacheLimit limitBytes={settings.cacheLimitBytes} /> : null;
}

function CacheLimit({ limitBytes }: { limitBytes: number }) {
  const { t } = useTranslation();
  const { save, failure } = useSettings();
  const [text, setText] = useState(String(Math.round(limitBytes / gigabyte)));
  const gigabytes = Number(text);
  const isSize = Number.isFinite(gigabytes) && gigabytes >= 1 && gigabytes <= 100_000;
  return (
    <div className={styles.group}>
      <p>{t('settings.storage.text')}</p>
      <div className={styles.pair}>
        <Field
          label={t('settings.storage.limit')}
          inputMode="numeric"
          value={text}
          hint={t('settings.storage.now', { size: formatBytes(limitBytes) })}
          problem={isSize ? undefined : t('settings.problem.notGigabytes')}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => {
            const bytes = Math.round(gigabytes * gigabyte);
            if (isSize && bytes !== limitBytes) void save({ cacheLimitBytes: bytes });
          }}
        />
      </div>
      {failure && <p className={styles.problem}>{failureText(failure)}</p>}
    </div>
  );
}
