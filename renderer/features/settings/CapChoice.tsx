import { useTranslation } from 'react-i18next';
import { formatBytes } from '#renderer/i18n/format.ts';
import { NoneOrSome } from './Choices.tsx';
import styles from './Settings.module.css';
import { ShortField } from './ShortField.tsx';

const gigabyte = 1_000_000_000;
/** What is offered when a limit is first set: the smaller of the usual mobile bundles. */
const firstGigabytes = 30;
/** Bundles of a day are sold by the hundred megabytes. */
const leastGigabytes = 0.1;

interface CapChoiceProps {
  /** null: no limit. */
  readonly capBytes: number | null;
  readonly usedBytes: number | undefined;
  readonly onCap: (capBytes: number | null) => void;
}

export function CapChoice({ capBytes, usedBytes, onCap }: CapChoiceProps) {
  const { t } = useTranslation();
  const isCapped = capBytes !== null;
  return (
    <div className={styles.group}>
      <NoneOrSome
        title={t('settings.link.cap')}
        none={t('settings.link.capNone')}
        some={t('settings.link.capSome')}
        isSome={isCapped}
        what={isCapped && <CapField key={capBytes} capBytes={capBytes} onCap={onCap} />}
        onNone={() => onCap(null)}
        onSome={() => onCap(firstGigabytes * gigabyte)}
      />
      {isCapped && <p className={styles.muted}>{t('settings.link.capHint', { size: formatBytes(usedBytes ?? 0) })}</p>}
    </div>
  );
}

function CapField({ capBytes, onCap }: { capBytes: number; onCap: (capBytes: number) => void }) {
  const { t } = useTranslation();
  const isSize = (text: string) => Number(text) >= leastGigabytes && Number(text) <= 100_000;
  const keep = (text: string) => {
    const bytes = Math.round(Number(text) * gigabyte);
    if (bytes !== capBytes) onCap(bytes);
  };
  return (
    <ShortField
      label={t('settings.link.capSome')}
      start={String(capBytes / gigabyte)}
      inputMode="decimal"
      isValid={isSize}
      problem={t('settings.problem.notCap')}
      onKeep={keep}
    />
  );
}
