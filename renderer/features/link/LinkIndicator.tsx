import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatRate } from '#renderer/i18n/format.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import link from './Link.module.css';
import styles from './LinkIndicator.module.css';
import { awayBeside, type LineSummary, summariseLines } from './lineSummary.ts';
import { RateChart } from './RateChart.tsx';

interface LinkIndicatorProps {
  readonly snapshot: LinkSnapshot | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Beside images: rate or reason alone. */
  readonly isShort?: boolean;
}

/** Always in sight: what the line does, in a shape and a few words. A press opens the panel. */
export function LinkIndicator({ snapshot, isOpen, onToggle, isShort = false }: LinkIndicatorProps) {
  const { t } = useTranslation();
  if (!snapshot || snapshot.lines.length === 0) return null;
  const summary = summariseLines(snapshot);
  const away = awayBeside(snapshot);
  const roundTripMs = 'roundTripMs' in summary ? summary.roundTripMs : undefined;
  return (
    <button
      type="button"
      className={summary.kind === 'away' || summary.kind === 'noHost' ? styles.signAway : styles.sign}
      aria-expanded={isOpen}
      aria-label={t('link.indicator.label', { state: summaryWords(summary, t) })}
      title={t('link.indicator.hint')}
      data-line={summary.kind}
      onClick={onToggle}
    >
      {summary.kind === 'fetching' && !isShort ? <RateChart columns={12} /> : <Icon name={iconOf(summary)} />}
      <span className={styles.rate}>{summaryWords(summary, t)}</span>
      {!isShort && roundTripMs !== undefined && <span className={link.figure}>{Math.round(roundTripMs)} ms</span>}
      {!isShort && (
        <span className={link.figure}>{t('link.indicator.today', { size: formatBytes(snapshot.bytesToday) })}</span>
      )}
      {away > 0 && (
        <span className={link.away}>
          <Icon name="broken" /> {t('link.indicator.away', { count: away })}
        </span>
      )}
      <KeyHint keys="Alt+L" />
    </button>
  );
}

function iconOf({ kind }: LineSummary) {
  if (kind === 'away' || kind === 'noHost') return 'broken';
  if (kind === 'rests') return 'pause';
  return kind === 'fetching' ? 'down' : 'link';
}

export function summaryWords(summary: LineSummary, t: TFunction): string {
  switch (summary.kind) {
    case 'away':
      return summary.isAll && summary.count > 1
        ? t('link.summary.allAway')
        : t('link.summary.away', { name: summary.name });
    case 'noHost':
      return t('link.summary.noHost');
    case 'rests':
      return t(`link.rests.${summary.rest}`);
    case 'idle':
      return t('link.summary.idle');
    case 'fetching':
      return summary.bytesPerSecond === undefined ? t('link.summary.measuring') : formatRate(summary.bytesPerSecond);
  }
}
