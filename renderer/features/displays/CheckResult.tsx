import { useTranslation } from 'react-i18next';
import type { DisplaysSnapshot } from '#shared/contract/displays.ts';
import styles from './Displays.module.css';
import { GradeBadge } from './GradeBadge.tsx';

/** What was found, in a sentence, and the grade that follows. */
export function CheckResult({ displayId, snapshot }: { displayId: string; snapshot: DisplaysSnapshot }) {
  const { t } = useTranslation();
  const display = snapshot.displays.find(({ facts }) => facts.displayId === displayId);
  const check = display?.lastCheck;
  if (!display || !check) return null;
  return (
    <section className={styles.group}>
      <h2>{t(check.passed ? 'displays.check.passed' : 'displays.check.failed')}</h2>
      <p>{t('displays.check.found', { found: check.found, hidden: check.hidden, count: check.falseAlarms })}</p>
      <GradeBadge display={display} />
      {!check.passed && <p>{t('displays.check.afterFailing')}</p>}
    </section>
  );
}
