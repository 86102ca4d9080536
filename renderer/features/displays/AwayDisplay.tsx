import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import type { KnownDisplay } from '#shared/contract/displays.ts';
import styles from './Displays.module.css';
import { factsText, nameOf } from './displayText.ts';
import { GradeBadge } from './GradeBadge.tsx';

/** A monitor that is not plugged in, in one line: nothing can be checked or entered there, and it can be forgotten. */
export function AwayDisplay({ display }: { display: KnownDisplay }) {
  const { t } = useTranslation();
  const forget = useAct('displays.forget');
  return (
    <section className={styles.card} data-testid="display-card" data-where="away">
      <div className={styles.row}>
        <b>
          <bdi>{nameOf(t, display)}</bdi>
        </b>
        <GradeBadge display={display} />
        <span className={styles.muted}>{t('displays.where.away')}</span>
        <Button
          kind="quiet"
          title={t('displays.forgetSaid')}
          disabled={forget.acting}
          onClick={() => void forget.act({ displayId: display.facts.displayId })}
        >
          {t('displays.forget')}
        </Button>
      </div>
      <p className={styles.muted}>{factsText(t, display)}</p>
      {forget.failure && <p role="alert">{failureText(forget.failure)}</p>}
    </section>
  );
}
