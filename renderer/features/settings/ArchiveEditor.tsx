import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { ArchiveFields } from './ArchiveFields.tsx';
import { type ArchiveForm, draftOf, isChanged, isReadableOnTheWay, problemsOf } from './archiveForm.ts';
import { ConnectionChecks } from './ConnectionChecks.tsx';
import { LockSetUp } from './LockSetUp.tsx';
import styles from './Settings.module.css';
import { useAskBeforeLeaving } from './useAskBeforeLeaving.ts';
import { useProfileChange } from './useProfileChange.ts';

/** Adds or changes an archive: fill in, try, keep. Before the first one is kept, the lock on patient data is chosen. */
export function ArchiveEditor({ start, onDone }: { start: ArchiveForm; onDone: () => void }) {
  const { t } = useTranslation();
  const [form, setForm] = useState(start);
  const [shown, setShown] = useState(false);
  const test = useAct('archives.test');
  const keeping = useKeepArchive(form, onDone);
  const leaving = useAskBeforeLeaving(isChanged(form, start) && !keeping.settingUp);
  const problems = problemsOf(form);
  const isWhole = Object.keys(problems).length === 0;
  const failure = test.failure ?? keeping.failure;
  const busy = test.acting || keeping.acting;
  const tryIt = () => {
    setShown(true);
    if (isWhole) void test.act(draftOf(form));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setShown(true);
    if (isWhole && !busy) void keeping.keep();
  };
  const report = test.result?.ok === true ? test.result.value : undefined;
  return (
    <>
      <form className={styles.form} onSubmit={submit} noValidate>
        <ArchiveFields form={form} problems={shown ? problems : {}} onChange={setForm} />
        {isReadableOnTheWay(form) && (
          <p className={styles.warning}>
            <Icon name="triangle" /> {t('settings.archives.readable')}
          </p>
        )}
        {failure && <p className={styles.problem}>{failureText(failure)}</p>}
        {leaving.asks && <Unsaved onLeave={onDone} onGoOn={leaving.goOn} />}
        <div className={styles.acts}>
          <Button icon="refresh" disabled={busy} onClick={tryIt}>
            {test.acting ? t('settings.archives.testing') : t('settings.archives.test')}
          </Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {t('settings.archives.save')}
          </Button>
          <Button kind="quiet" onClick={onDone}>
            {t('settings.cancel')}
          </Button>
        </div>
        {report && <ConnectionChecks report={report} />}
      </form>
      {/* Beside the form and not in it: a form inside a form is submitted to nobody. */}
      {keeping.settingUp && (
        <LockSetUp keychain={keeping.keychain} onCancel={keeping.cancelSetUp} onDone={keeping.lockIsSetUp} />
      )}
    </>
  );
}

function Unsaved({ onLeave, onGoOn }: { onLeave: () => void; onGoOn: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.acts} role="alert">
      <span>{t('settings.archives.unsaved')}</span>
      <Button kind="danger" onClick={onLeave}>
        {t('settings.archives.leaveAnyway')}
      </Button>
      <Button kind="quiet" keys="Escape" onClick={onGoOn}>
        {t('settings.archives.keepEditing')}
      </Button>
    </div>
  );
}

/** Keeps the archive with the patients' data, after the lock: set up the first time, else open. */
function useKeepArchive(form: ArchiveForm, onDone: () => void) {
  const { answer: host, askAgain } = useAnswer('host.describe', {});
  const save = useAct('archives.save');
  const profile = useProfileChange();
  const [settingUp, setSettingUp] = useState(false);
  const saveNow = async () => {
    if (host?.profile !== 'patients' && !(await profile.to('patients'))) return;
    const saved = await save.act(draftOf(form));
    if (saved.ok) onDone();
  };
  return {
    keep: async () => {
      // Pressed before the host has said what it is: waited for, not taken for a lock that is there.
      const known = host ?? (await askAgain()).data;
      if (known?.lock.state === 'notSetUp') setSettingUp(true);
      else await saveNow();
    },
    lockIsSetUp: () => saveNow().finally(() => setSettingUp(false)),
    cancelSetUp: () => setSettingUp(false),
    settingUp,
    keychain: host?.lock.keychain ?? false,
    acting: save.acting || profile.acting,
    failure: save.failure ?? profile.failure,
  };
}
