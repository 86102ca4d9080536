import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatBytes } from '#renderer/i18n/format.ts';
import { Field } from '#renderer/ui/Field.tsx';
import type { SettingsSnapshot } from '#shared/contract/settings.ts';
import styles from './Settings.module.css';
import { useSettings } from './useSettings.ts';

const gigabyte = 1_000_000_000;

/** How much of the disk fetched studies may fill, and what makes room. Reports and drafts do not count. */
export function StorageSection() {
  const { settings } = useSettings();
  return settings ? <Storage settings={settings} /> : null;
}

function Storage({ settings }: { settings: SettingsSnapshot }) {
  const { t } = useTranslation();
  const { save, failure } = useSettings();
  const { cacheLimitBytes, keepReadDays } = settings;
  return (
    <div className={styles.group}>
      <p>{t('settings.storage.text')}</p>
      <Used setBytes={cacheLimitBytes} />
      <div className={styles.pair}>
        <NumberField
          label={t('settings.storage.limit')}
          value={Math.round(cacheLimitBytes / gigabyte)}
          within={[1, 100_000]}
          hint={t('settings.storage.now', { size: formatBytes(cacheLimitBytes) })}
          problem={t('settings.problem.notGigabytes')}
          onValue={(gigabytes) => void save({ cacheLimitBytes: Math.round(gigabytes * gigabyte) })}
        />
        <NumberField
          label={t('settings.storage.keep')}
          value={keepReadDays}
          within={[0, 3650]}
          hint={t('settings.storage.keepHint')}
          problem={t('settings.problem.notKeepDays')}
          onValue={(days) => void save({ keepReadDays: Math.round(days) })}
        />
      </div>
      <h3>{t('settings.storage.letGo')}</h3>
      <ol className={styles.sentences}>
        <li>{t('settings.storage.order.delivered', { days: keepReadDays })}</li>
        <li>{t('settings.storage.order.spare')}</li>
        <li>{t('settings.storage.order.read')}</li>
      </ol>
      <p>{t('settings.storage.never')}</p>
      {failure && <p className={styles.problem}>{failureText(failure)}</p>}
    </div>
  );
}

/** How full it is, as a bar and in words; nothing while the host has not said. */
function Used({ setBytes }: { setBytes: number }) {
  const { t } = useTranslation();
  const { answer: line } = useAnswer('link.read', {});
  const storage = line?.storage;
  if (!storage) return null;
  const { usedBytes, limitBytes, level } = storage;
  const part = Math.min(1, usedBytes / Math.max(1, limitBytes));
  const isDiskTheLimit = limitBytes < setBytes;
  const [used, limit] = [formatBytes(usedBytes), formatBytes(limitBytes)];
  return (
    <div>
      <p>
        {t(usedBytes > limitBytes ? 'settings.storage.over' : 'settings.storage.used', { used, limit })}
        {level !== 'roomy' && <span className={styles.level}> {t(`settings.storage.level.${level}`)}</span>}
      </p>
      {isDiskTheLimit && (
        <p className={styles.muted}>{t('settings.storage.less', { set: formatBytes(setBytes), limit })}</p>
      )}
      {isDiskTheLimit && level !== 'roomy' && <p>{t('settings.storage.freeDisk')}</p>}
      <div className={styles.bar} aria-hidden="true" data-level={level}>
        <div style={{ inlineSize: `${part * 100}%` }} />
      </div>
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly within: readonly [number, number];
  readonly hint: string;
  readonly problem: string;
  readonly onValue: (value: number) => void;
}

function NumberField({ label, value, within: [least, most], hint, problem, onValue }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  const typed = text.trim() === '' ? Number.NaN : Number(text);
  const isValid = Number.isFinite(typed) && typed >= least && typed <= most;
  return (
    <Field
      label={label}
      inputMode="numeric"
      value={text}
      hint={hint}
      problem={isValid ? undefined : problem}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (isValid && typed !== value) onValue(typed);
      }}
    />
  );
}
