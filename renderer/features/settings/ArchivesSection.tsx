import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Isolated } from '#renderer/ui/PersonName.tsx';
import type { ArchiveDescription } from '#shared/contract/archives.ts';
import { ArchiveEditor } from './ArchiveEditor.tsx';
import { emptyForm, formOf } from './archiveForm.ts';
import { ConnectionChecks } from './ConnectionChecks.tsx';
import { LearnedPanel } from './LearnedPanel.tsx';
import styles from './Settings.module.css';
import { SignInPanel } from './SignInPanel.tsx';

type Editing = 'none' | 'new' | ArchiveDescription['archiveId'];

export function ArchivesSection() {
  const { t } = useTranslation();
  const { answer: archives, failure } = useAnswer('archives.list', {});
  const { answer: host } = useAnswer('host.describe', {});
  const [editing, setEditing] = useState<Editing>('none');
  const done = () => setEditing('none');
  if (editing === 'new') return <ArchiveEditor start={emptyForm} onDone={done} />;
  const edited = archives?.find(({ archiveId }) => archiveId === editing);
  if (edited) return <ArchiveEditor start={formOf(edited)} onDone={done} />;
  return (
    <div className={styles.group}>
      <p>{t(host?.profile === 'practice' ? 'settings.archives.practice' : 'settings.archives.text')}</p>
      {failure && <p className={styles.problem}>{failureText(failure)}</p>}
      {(archives ?? []).map((archive) => (
        <ArchiveCard key={archive.archiveId} archive={archive} onEdit={() => setEditing(archive.archiveId)} />
      ))}
      <div className={styles.acts}>
        <Button kind="primary" icon="link" onClick={() => setEditing('new')}>
          {t('settings.archives.add')}
        </Button>
      </div>
    </div>
  );
}

function ArchiveCard({ archive, onEdit }: { archive: ArchiveDescription; onEdit: () => void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const remove = useAct('archives.remove');
  return (
    <section className={styles.card} aria-label={archive.name}>
      <div className={styles.cardHead}>
        <span className={styles.cardName}>
          <Isolated text={archive.name} />
        </span>
        {archive.kind === 'dicomweb' && !asked && (
          <>
            <Button kind="quiet" onClick={onEdit}>
              {t('settings.archives.edit')}
            </Button>
            <Button kind="quiet" onClick={() => setAsked(true)}>
              {t('settings.archives.remove')}
            </Button>
          </>
        )}
        {archive.kind !== 'dicomweb' && (
          <span className={styles.muted}>{t(`settings.archives.kind.${archive.kind}`)}</span>
        )}
      </div>
      {archive.kind === 'dicomweb' && (
        <div className={styles.address}>
          <bdi dir="ltr">{archive.url}</bdi> · {t(`settings.signIn.${archive.signIn.kind}`)}
        </div>
      )}
      {archive.signIn.kind === 'oidc' && <SignInPanel archiveId={archive.archiveId} />}
      {archive.kind === 'dicomweb' && <LearnedPanel archiveId={archive.archiveId} />}
      {asked && (
        <div className={styles.acts} role="alert">
          <span>{t('settings.archives.removeAsk')}</span>
          <Button
            kind="danger"
            disabled={remove.acting}
            onClick={() => void remove.act({ archiveId: archive.archiveId })}
          >
            {t('settings.archives.removeAct')}
          </Button>
          <Button kind="quiet" onClick={() => setAsked(false)}>
            {t('settings.cancel')}
          </Button>
        </div>
      )}
      {remove.failure && <p className={styles.problem}>{failureText(remove.failure)}</p>}
      {archive.lastReport && archive.kind === 'dicomweb' && <ConnectionChecks report={archive.lastReport} />}
    </section>
  );
}
