import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatLocalDate } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/Button.tsx';
import type { KnownDisplay } from '#shared/contract/displays.ts';
import type { CheckKind } from '#shared/displays/displayPolicy.ts';
import styles from './Displays.module.css';
import { factsText, gradeSentences, nameOf } from './displayText.ts';
import { GradeBadge } from './GradeBadge.tsx';
import { LuminanceEntry } from './LuminanceEntry.tsx';
import { TextEntry } from './TextEntry.tsx';
import { WidthEntry } from './WidthEntry.tsx';

interface DisplayCardProps {
  readonly display: KnownDisplay;
  /** The window is on it; it is plugged in. */
  readonly where: 'here' | 'plugged';
  readonly onCheck: (kind: CheckKind) => void;
}

/** One monitor: what it is, how good, why, and what can be done about it. */
export function DisplayCard({ display, where, onCheck }: DisplayCardProps) {
  const { t } = useTranslation();
  const title = useId();
  const describe = useAct('displays.describe');
  const { displayId } = display.facts;
  const { lastFull, lastCheck } = display;
  return (
    <section className={styles.card} aria-labelledby={title} data-testid="display-card" data-where={where}>
      <header className={styles.row}>
        <h3 id={title}>
          <bdi>{nameOf(t, display)}</bdi>
        </h3>
        <GradeBadge display={display} />
        <span className={styles.muted}>{t(`displays.where.${where}`)}</span>
      </header>
      <p className={styles.muted}>{factsText(t, display)}</p>
      <ul className={styles.reasons}>
        {gradeSentences(t, display).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {lastCheck && (
        <p className={styles.muted}>
          {t('displays.lastCheck', {
            kind: t(`displays.kinds.${lastCheck.kind}`),
            date: formatLocalDate(lastCheck.at),
            operator: lastCheck.operator || t('displays.nobody'),
            light: t(`displays.ambient.${lastCheck.ambient}`),
            result: t(lastCheck.passed ? 'displays.passed' : 'displays.failed'),
          })}
        </p>
      )}
      {where === 'here' && (
        <div className={styles.row}>
          <Button kind="primary" onClick={() => onCheck('full')}>
            {t(lastFull ? 'displays.checkAgain' : 'displays.checkFirst')}
          </Button>
          {lastFull && <Button onClick={() => onCheck('daily')}>{t('displays.checkDaily')}</Button>}
        </div>
      )}
      <div className={styles.pair}>
        <TextEntry
          label={t('displays.name')}
          value={display.name}
          onValue={(name) => void describe.act({ displayId, name })}
        />
        <WidthEntry
          display={display}
          canMeasure={where === 'here'}
          onWidth={(widthMm) => void describe.act({ displayId, widthMm })}
        />
      </div>
      <LuminanceEntry display={display} />
      {describe.failure && <p role="alert">{failureText(describe.failure)}</p>}
    </section>
  );
}
