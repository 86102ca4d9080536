import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { LockSetUp } from './LockSetUp.tsx';
import styles from './Settings.module.css';
import { useProfileChange } from './useProfileChange.ts';

/** Why what was asked for needs the lock, and the way there, in the place where it was asked. */
export function LockFirst() {
  const { t } = useTranslation();
  const { answer: host } = useAnswer('host.describe', {});
  const [settingUp, setSettingUp] = useState(false);
  const change = useProfileChange();
  if (!host) return null;
  const isSetUp = host.lock.state !== 'notSetUp';
  return (
    <div className={styles.card} role="alert">
      <p>{t(isSetUp ? 'settings.discs.locked' : 'settings.discs.needsLock')}</p>
      {change.failure && isSetUp && <p className={styles.problem}>{failureText(change.failure)}</p>}
      <div className={styles.acts}>
        <Button
          kind="primary"
          icon="lock"
          disabled={change.acting}
          onClick={() => (isSetUp ? void change.to('patients') : setSettingUp(true))}
        >
          {t(isSetUp ? 'settings.discs.unlock' : 'settings.discs.setUpLock')}
        </Button>
      </div>
      {settingUp && (
        <LockSetUp
          keychain={host.lock.keychain}
          onCancel={() => setSettingUp(false)}
          onDone={async () => {
            await change.to('patients').finally(() => setSettingUp(false));
          }}
        />
      )}
    </div>
  );
}
