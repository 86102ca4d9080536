import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatBytes, formatInstant, formatPercent } from '#renderer/i18n/format.ts';
import { networkWords } from '#renderer/i18n/networkWords.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Failure } from '#shared/contract/failures.ts';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import { capReserve } from '#shared/prefetch/budget.ts';
import styles from './Allowance.module.css';
import type { LinkActs } from './commands.ts';
import link from './Link.module.css';
import { summaryWords } from './LinkIndicator.tsx';
import { summariseLines } from './lineSummary.ts';
import { RateChart } from './RateChart.tsx';

interface AllowanceProps {
  readonly snapshot: LinkSnapshot;
  readonly acts: LinkActs;
  readonly failure: Failure | undefined;
}

/** How fast it goes, what it has carried, and what a person may say about that. */
export function Allowance({ snapshot, acts, failure }: AllowanceProps) {
  const { t } = useTranslation();
  const { rest, isPaused = false, overCapAllowed = false, network, monthlyCapBytes } = snapshot;
  const summary = summariseLines(snapshot);
  return (
    <section className={styles.section}>
      <div className={styles.now}>
        <RateChart height={36} />
        <span className={styles.large}>
          {summary.kind === 'fetching' || summary.kind === 'noHost' ? summaryWords(summary, t) : t('link.summary.idle')}
        </span>
      </div>
      {rest && <Rest snapshot={snapshot} />}
      <Usage snapshot={snapshot} />
      <div className={styles.acts}>
        <Button icon="pause" keys="Alt+P" aria-pressed={isPaused} onClick={acts.togglePaused}>
          {t(isPaused ? 'link.act.resume' : 'link.act.pause')}
        </Button>
        {rest === 'monthlyCap' && monthlyCapBytes !== undefined && !overCapAllowed && (
          <Button keys="Alt+Shift+P" onClick={acts.allowOverCap}>
            {t('link.act.allowOverCap')}
          </Button>
        )}
      </div>
      {overCapAllowed && <p className={styles.usage}>{t('link.act.overCapAllowed')}</p>}
      {failure && (
        <p className={link.lineFailure} role="alert">
          {failureText(failure)} {failure.details?.['holds'] === 'untilClosed' && t('link.act.holdsUntilClosed')}
        </p>
      )}
      {network && (
        <label className={styles.metered}>
          <input type="checkbox" checked={network.isMetered} onChange={acts.toggleMetered} />
          <span>
            {t('link.act.metered')}{' '}
            <bdi className={styles.network} title={network.label}>
              {networkWords(network, t)}
            </bdi>
          </span>
        </label>
      )}
    </section>
  );
}

function Rest({ snapshot }: { snapshot: LinkSnapshot }) {
  const { t } = useTranslation();
  const now = useNow();
  const { restUntil } = snapshot;
  return (
    <p className={styles.rest} role="status">
      <Icon name="pause" />
      <span>
        {t(`link.restSaid.${restKey(snapshot)}`, { percent: formatPercent(capPart(snapshot)) })}{' '}
        {restUntil !== undefined && t('link.restUntil', { at: formatInstant(restUntil, now) })}
      </span>
    </p>
  );
}

/** Fetching ahead stops before the cap is used up: the two are told apart. */
export function restKey(snapshot: LinkSnapshot) {
  const { rest = 'pausedByPerson' } = snapshot;
  return rest === 'monthlyCap' && capPart(snapshot) >= 1 ? 'monthlyCapUsed' : rest;
}

function capPart({ bytesThisMonth, monthlyCapBytes }: LinkSnapshot): number {
  return monthlyCapBytes === undefined || monthlyCapBytes <= 0 ? 0 : Math.min(1, bytesThisMonth / monthlyCapBytes);
}

function Usage({ snapshot: { bytesToday, bytesThisMonth, monthlyCapBytes } }: { snapshot: LinkSnapshot }) {
  const { t } = useTranslation();
  const today = t('link.usage.today', { size: formatBytes(bytesToday) });
  if (monthlyCapBytes === undefined) {
    return (
      <p className={styles.usage} title={t('link.usage.counted')}>
        {`${today} · ${t('link.usage.month', { size: formatBytes(bytesThisMonth) })}`}
      </p>
    );
  }
  const part = Math.min(1, bytesThisMonth / monthlyCapBytes);
  const words = t('link.usage.ofCap', { size: formatBytes(bytesThisMonth), cap: formatBytes(monthlyCapBytes) });
  return (
    <div>
      <p className={styles.usage} title={t('link.usage.counted')}>{`${today} · ${words}`}</p>
      <div
        className={styles.cap}
        aria-hidden="true"
        title={t('link.usage.kept', { stop: formatPercent(1 - capReserve) })}
      >
        <div
          className={part >= 1 - capReserve ? styles.capNear : styles.capUsed}
          style={{ inlineSize: `${part * 100}%` }}
        />
        <div className={styles.capKept} style={{ insetInlineStart: `${(1 - capReserve) * 100}%` }} />
      </div>
    </div>
  );
}
