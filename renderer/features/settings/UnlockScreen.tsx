import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useAnswer, useKeepAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import styles from './Settings.module.css';
import { useWasOpen } from './useNeedsUnlock.ts';

/** Stands before the patients' profile until it is unlocked: by the keychain, the passphrase, or the recovery code. */
export function UnlockScreen({ onPractice }: { onPractice: () => void }) {
  const { t } = useTranslation();
  const { answer: host } = useAnswer('host.describe', {});
  const [method, setMethod] = useState<'passphrase' | 'recoveryCode'>('passphrase');
  const [secret, setSecret] = useState('');
  const unlock = useUnlock();
  const practice = usePractice(onPractice);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (secret === '') return;
    void unlock.by(method === 'passphrase' ? { method, passphrase: secret } : { method, recoveryCode: secret });
    setSecret('');
  };
  return (
    <main className={styles.unlock}>
      <form className={styles.unlockForm} onSubmit={submit}>
        <h1>
          <Icon name="lock" /> {t('settings.unlock.title')}
        </h1>
        <p>
          {t(`settings.unlock.text.${method}`)} {host?.lock.fetchesOn === true && t('settings.unlock.fetchesOn')}
        </p>
        <Field
          key={method}
          label={t(`settings.unlock.${method}`)}
          type={method === 'passphrase' ? 'password' : 'text'}
          value={secret}
          autoFocus
          problem={unlock.failure && failureText(unlock.failure)}
          onChange={(event) => setSecret(event.target.value)}
        />
        <div className={styles.acts}>
          <Button kind="primary" type="submit" keys="Enter" disabled={secret === '' || unlock.acting}>
            {unlock.acting ? t('settings.unlock.unlocking') : t('settings.unlock.act')}
          </Button>
          {host?.lock.keychain === true && (
            <Button disabled={unlock.acting} onClick={() => void unlock.by({ method: 'keychain' })}>
              {t('settings.unlock.keychain')}
            </Button>
          )}
          <Button kind="quiet" onClick={() => setMethod(method === 'passphrase' ? 'recoveryCode' : 'passphrase')}>
            {t(`settings.unlock.other.${method}`)}
          </Button>
          <Button kind="quiet" onClick={() => void practice()}>
            {t('settings.unlock.practice')}
          </Button>
        </div>
      </form>
    </main>
  );
}

type UnlockInput = Parameters<ReturnType<typeof useAct<'vault.unlock'>>['act']>[0];

function useUnlock() {
  const unlock = useAct('vault.unlock');
  const switchProfile = useAct('host.switchProfile');
  const keep = useKeepAnswer();
  const by = async (input: UnlockInput) => {
    const opened = await unlock.act(input);
    if (!opened.ok) return false;
    const host = opened.value.profile === 'patients' ? opened : await switchProfile.act({ profile: 'patients' });
    if (host.ok) keep('host.describe', {}, host.value);
    return host.ok;
  };
  // Nobody asked for it, so nobody is told when the lock is of another kind.
  useKeychainOnce(() => void by({ method: 'keychain' }).then((opened) => opened || unlock.forget()));
  return { by, acting: unlock.acting || switchProfile.acting, failure: unlock.failure ?? switchProfile.failure };
}

/** Where the keychain holds the key, nothing needs to be typed: at the start it is asked once, by itself. */
function useKeychainOnce(open: () => void): void {
  const { answer: host } = useAnswer('host.describe', {});
  const asked = useRef(false);
  const wasOpen = useWasOpen();
  // A lock that was closed on purpose, or because nobody was here, does not open itself.
  const hasKeychain = host?.lock.keychain === true && !wasOpen && host.lock.fetchesOn !== true;
  useEffect(() => {
    if (!hasKeychain || asked.current) return;
    asked.current = true;
    open();
  }, [hasKeychain, open]);
}

function usePractice(onPractice: () => void) {
  const switchProfile = useAct('host.switchProfile');
  const keep = useKeepAnswer();
  return async () => {
    const host = await switchProfile.act({ profile: 'practice' });
    if (host.ok) keep('host.describe', {}, host.value);
    onPractice();
  };
}
