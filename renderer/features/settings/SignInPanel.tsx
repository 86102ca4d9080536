import { useTranslation } from 'react-i18next';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatInstant } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { ArchiveDescription, SignInPrompt, SignInState } from '#shared/contract/archives.ts';
import styles from './Settings.module.css';

/** Who is signed in to an archive, and the way in and out. */
export function SignInPanel({ archiveId }: Pick<ArchiveDescription, 'archiveId'>) {
  const { t } = useTranslation();
  const { answer: state } = useAnswer('archives.signInState', { archiveId });
  const signIn = useAct('archives.signIn');
  const signOut = useAct('archives.signOut');
  if (!state || state.state === 'notUsed') return null;
  const failure = signIn.failure ?? signOut.failure;
  const end = () => {
    signIn.forget();
    void signOut.act({ archiveId });
  };
  return (
    <div className={styles.signIn} aria-live="polite">
      {state.prompt ? <Prompt prompt={state.prompt} /> : <Standing state={state} />}
      {failure && <p className={styles.problem}>{failureText(failure)}</p>}
      <div className={styles.acts}>
        {state.state === 'signedOut' && (
          <Button kind="primary" icon="lock" disabled={signIn.acting} onClick={() => void signIn.act({ archiveId })}>
            {t(signIn.acting ? 'settings.signedIn.asking' : 'settings.signedIn.act')}
          </Button>
        )}
        {state.state === 'waiting' && (
          <Button kind="quiet" onClick={end}>
            {t('settings.cancel')}
          </Button>
        )}
        {state.state === 'signedIn' && (
          <Button kind="quiet" disabled={signOut.acting} onClick={end}>
            {t('settings.signedIn.out')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Standing({ state: { state, failure, isRenewable, endsAt } }: { state: SignInState }) {
  const { t } = useTranslation();
  const now = useNow();
  if (state === 'signedOut') {
    return (
      <p className={styles.warning}>
        <Icon name="triangle" /> {failure ? failureText(failure) : t('settings.signedIn.nobody')}
      </p>
    );
  }
  const at = endsAt === undefined ? '' : formatInstant(endsAt, now);
  return <p className={styles.muted}>{t(isRenewable ? 'settings.signedIn.yes' : 'settings.signedIn.once', { at })}</p>;
}

/** What the person does elsewhere while this page waits. */
function Prompt({ prompt }: { prompt: SignInPrompt }) {
  const { t } = useTranslation();
  if (prompt.flow === 'browser') {
    return prompt.opened ? (
      <p>{t('settings.signedIn.browserOpen')}</p>
    ) : (
      <p>
        <a href={prompt.url} target="_blank" rel="noopener noreferrer" className={styles.outside}>
          {t('settings.signedIn.openPage')}
        </a>{' '}
        <span className={styles.muted}>{t('settings.signedIn.opensBeside')}</span>
      </p>
    );
  }
  return (
    <>
      <p>
        {t('settings.signedIn.elsewhere')}{' '}
        <bdi dir="ltr" className={styles.path}>
          {prompt.url}
        </bdi>
      </p>
      <output className={styles.deviceCode} aria-label={t('settings.signedIn.code')}>
        {prompt.userCode}
      </output>
    </>
  );
}
