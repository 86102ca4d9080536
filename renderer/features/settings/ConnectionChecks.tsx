import { useTranslation } from 'react-i18next';
import { failureText, fillSentence } from '#renderer/i18n/failureText.ts';
import { formatInstant } from '#renderer/i18n/format.ts';
import { Badge, type Tone } from '#renderer/ui/Badge.tsx';
import { useNow } from '#renderer/ui/clock.ts';
import type { IconName } from '#renderer/ui/Icon.tsx';
import type { ConnectionCheck, ConnectionReport } from '#shared/contract/archives.ts';
import styles from './Settings.module.css';

const looks: Readonly<Record<ConnectionCheck['outcome'], { readonly tone: Tone; readonly icon: IconName }>> = {
  works: { tone: 'proven', icon: 'tick' },
  limited: { tone: 'attention', icon: 'triangle' },
  fails: { tone: 'danger', icon: 'octagon' },
  notTried: { tone: 'quiet', icon: 'empty' },
};

const decisive: ReadonlySet<string> = new Set(['reach', 'signIn', 'search']);

/** What an archive can do, a sentence a check: what works, what does not, and what that means for reading. */
export function ConnectionChecks({ report }: { report: ConnectionReport }) {
  const { t } = useTranslation();
  const now = useNow();
  // What was never reached is one line: ten rows of "not tried" hide the one that says why.
  const stopped = report.checks.some(({ check, outcome }) => outcome === 'fails' && decisive.has(check));
  const told = stopped ? report.checks.filter(({ outcome }) => outcome !== 'notTried') : report.checks;
  return (
    <div className={styles.group} role="status">
      <span className={styles.muted}>{t('settings.check.tested', { at: formatInstant(report.testedAt, now) })}</span>
      <dl className={styles.checks}>
        {told.map((check) => (
          <Check key={check.check} check={check} />
        ))}
      </dl>
      {stopped && <span className={styles.muted}>{t('settings.check.restNotTried')}</span>}
    </div>
  );
}

function Check({ check: { check, outcome, failure, details } }: { check: ConnectionCheck }) {
  const { t } = useTranslation();
  const look = looks[outcome];
  const sentence = fillSentence(
    t(`settings.check.${check}.${outcome}`, { skipInterpolation: true, defaultValue: t(`settings.check.${outcome}`) }),
    details,
  );
  return (
    <>
      <dt>
        <Badge tone={look.tone} icon={look.icon}>
          {t(`settings.check.${check}.name`)}
        </Badge>
      </dt>
      <dd>
        {sentence} {failure && <span className={styles.muted}>{failureText(failure)}</span>}
      </dd>
    </>
  );
}
