import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { LockAfter } from './LockAfter.tsx';
import { LockSetUp } from './LockSetUp.tsx';
import styles from './Settings.module.css';
import { useProfileChange } from './useProfileChange.ts';

/** The lock on patient data, and the change between practice and patients. */
export function LockSection({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { answer: host } = useAnswer('host.describe', {});
  const [settingUp, setSettingUp] = useState(false);
  const change = useProfileChange();
  if (!host) return null;
  const { state, keychain } = host.lock;
  const toPatients = async () => {
    if (state === 'notSetUp') setSettingUp(true);
    else if (await change.to('patients')) onDone();
  };
  return (
    <div className={styles.group}>
      <p>{t(`settings.lock.state.${state}`)}</p>
      <p>{t(`settings.profile.${host.profile}`)}</p>
      {change.failure && <p className={styles.problem}>{failureText(change.failure)}</p>}
      <div className={styles.acts}>
        {host.profile === 'practice' ? (
          <Button kind="primary" disabled={change.acting} onClick={() => void toPatients()}>
            {t(state === 'notSetUp' ? 'settings.lock.setUpAct' : 'settings.profile.toPatients')}
          </Button>
        ) : (
          <Button disabled={change.acting} onClick={() => void change.to('practice').then((done) => done && onDone())}>
            {t('settings.profile.toPractice')}
          </Button>
        )}
        {state === 'open' && host.profile === 'patients' && (
          <Button
            icon="lock"
            keys="Ctrl+Shift+L"
            disabled={change.acting}
            onClick={() => void change.lock({ fetchOn: true })}
          >
            {t('settings.lock.now')}
          </Button>
        )}
        {state === 'open' && (
          <Button kind="quiet" icon="lock" disabled={change.acting} onClick={() => void change.lock({})}>
            {t('settings.lock.everything')}
          </Button>
        )}
      </div>
      {state === 'open' && <p className={styles.muted}>{t('settings.lock.everythingText')}</p>}
      {host.profile === 'patients' && <LockAfter />}
      {settingUp && (
        <LockSetUp
          keychain={keychain}
          onCancel={() => setSettingUp(false)}
          onDone={async () => {
            await change.to('patients').finally(() => setSettingUp(false));
          }}
        />
      )}
    </div>
  );
}
