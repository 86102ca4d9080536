import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { Checkbox, Field } from '#renderer/ui/Field.tsx';
import { minimumLength, strengthOf } from './passphrase.ts';
import styles from './Settings.module.css';

interface LockSetUpProps {
  readonly keychain: boolean;
  /** Goes on to the patients. The dialog stays until then: what is behind it still shows the practice reader's settings. */
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** Asked once, before the first patient's data: how it is locked; then the recovery code, which is shown once. */
export function LockSetUp({ keychain, onDone, onCancel }: LockSetUpProps) {
  const [code, setCode] = useState<string>();
  return code === undefined ? (
    <ChooseLock keychain={keychain} onCode={setCode} onCancel={onCancel} />
  ) : (
    <RecoveryCode code={code} onDone={onDone} />
  );
}

interface ChooseLockProps {
  readonly keychain: boolean;
  readonly onCode: (code: string) => void;
  readonly onCancel: () => void;
}

function ChooseLock({ keychain, onCode, onCancel }: ChooseLockProps) {
  const { t } = useTranslation();
  const [method, setMethod] = useState<'keychain' | 'passphrase'>(keychain ? 'keychain' : 'passphrase');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const setUp = useAct('vault.setUp');
  const strength = strengthOf(passphrase);
  const differs = again !== '' && again !== passphrase;
  const mayGoOn = method === 'keychain' || (strength !== 'tooShort' && again === passphrase);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!mayGoOn || setUp.acting) return;
    const done = await setUp.act(method === 'keychain' ? { method } : { method, passphrase });
    if (done.ok) onCode(done.value.recoveryCode);
  };
  return (
    <Dialog title={t('settings.lock.setUpTitle')} onClose={onCancel}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <p>{t('settings.lock.setUpText')}</p>
        {keychain && (
          <fieldset className={styles.choices}>
            <legend className="visuallyHidden">{t('settings.lock.setUpTitle')}</legend>
            {(['keychain', 'passphrase'] as const).map((each) => (
              <label key={each} className={styles.choice}>
                <input type="radio" name="lock" checked={method === each} onChange={() => setMethod(each)} />
                <span>{t(`settings.lock.${each}`)}</span>
              </label>
            ))}
          </fieldset>
        )}
        {method === 'passphrase' && (
          <>
            <Field
              label={t('settings.lock.newPassphrase')}
              type="password"
              autoComplete="new-password"
              autoFocus
              value={passphrase}
              hint={t(`settings.lock.strength.${passphrase === '' ? 'empty' : strength}`, { minimum: minimumLength })}
              onChange={(event) => setPassphrase(event.target.value)}
            />
            <Field
              label={t('settings.lock.again')}
              type="password"
              autoComplete="new-password"
              value={again}
              problem={differs ? t('settings.lock.differs') : undefined}
              onChange={(event) => setAgain(event.target.value)}
            />
          </>
        )}
        {setUp.failure && <p className={styles.problem}>{failureText(setUp.failure)}</p>}
        <div className={styles.acts}>
          <Button kind="primary" type="submit" keys="Enter" disabled={!mayGoOn || setUp.acting}>
            {t('settings.lock.act')}
          </Button>
          <Button kind="quiet" keys="Escape" onClick={onCancel}>
            {t('settings.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RecoveryCode({ code, onDone }: { code: string; onDone: () => Promise<void> }) {
  const { t } = useTranslation();
  const [written, setWritten] = useState(false);
  const [goingOn, setGoingOn] = useState(false);
  const goOn = () => {
    setGoingOn(true);
    void onDone();
  };
  return (
    <Dialog title={t('settings.lock.recoveryTitle')} onClose={() => undefined} dismissable={false}>
      <div className={styles.form}>
        <p>{t('settings.lock.recoveryText')}</p>
        <output className={styles.recoveryCode}>{code}</output>
        <Checkbox
          label={t('settings.lock.written')}
          checked={written}
          onChange={(event) => setWritten(event.target.checked)}
        />
        <div className={styles.acts}>
          <Button kind="primary" disabled={!written || goingOn} onClick={goOn}>
            {t('settings.lock.goOn')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
