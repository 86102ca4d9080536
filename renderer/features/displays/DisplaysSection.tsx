import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import type { CheckKind } from '#shared/displays/displayPolicy.ts';
import { AwayDisplay } from './AwayDisplay.tsx';
import { DisplayCard } from './DisplayCard.tsx';
import { DisplayCheck } from './DisplayCheck.tsx';
import styles from './Displays.module.css';
import { SitePolicies } from './SitePolicies.tsx';
import { useDisplays } from './useDisplays.ts';

/** Every monitor that was ever seen here: the one that this window is on first, and that one can be checked. */
export function DisplaysSection() {
  const { t } = useTranslation();
  const { answer, failure, current, seen, here, watch } = useDisplays();
  const [checking, setChecking] = useState<CheckKind>();
  const plugged = new Set(seen.map(({ displayId }) => displayId));
  const ordered = [...(answer?.displays ?? [])].sort(
    (one, other) => place(one.facts.displayId) - place(other.facts.displayId),
  );
  function place(displayId: string): number {
    return displayId === current ? 0 : plugged.has(displayId) ? 1 : 2;
  }
  return (
    <div className={styles.group}>
      <p>{t('displays.text')}</p>
      {failure && <p role="alert">{failureText(failure)}</p>}
      {watch.canAsk() && (
        <div className={styles.row}>
          <p className={styles.muted}>{t('displays.askText')}</p>
          <Button onClick={() => void watch.ask()}>{t('displays.ask')}</Button>
        </div>
      )}
      {ordered.map((display) => {
        const { displayId } = display.facts;
        return place(displayId) === 2 ? (
          <AwayDisplay key={displayId} display={display} />
        ) : (
          <DisplayCard
            key={displayId}
            display={display}
            where={displayId === current ? 'here' : 'plugged'}
            onCheck={setChecking}
          />
        );
      })}
      {answer && <SitePolicies {...answer} />}
      <p className={styles.muted}>{t('displays.limits')}</p>
      {checking && here && <DisplayCheck display={here} kind={checking} onDone={() => setChecking(undefined)} />}
    </div>
  );
}
