import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatCount } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon, type IconName } from '#renderer/ui/Icon.tsx';
import { Isolated } from '#renderer/ui/PersonName.tsx';
import type { Failure } from '#shared/contract/failures.ts';
import { LockFirst } from './LockFirst.tsx';
import styles from './Settings.module.css';

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'container' | 'file';
}

/** What the host calls the home folder among the places to begin with. */
const homeName = '~';

interface Opened {
  readonly studies: number;
  readonly instances: number;
  readonly refused: readonly { readonly file: string; readonly failure: Failure }[];
  readonly refusedCount: number;
}

/** Opens what came by hand: a CD, a USB stick, a folder, a ZIP or an ISO image. */
export function DiscsSection({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [path, setPath] = useState<string>();
  const { answer: place, failure } = useAnswer('discs.browse', path === undefined ? {} : { path });
  const open = useAct('discs.open');
  const needsLock = open.failure?.code === 'VaultNotSetUp' || open.failure?.code === 'StoreLocked';
  const result = open.result?.ok === true ? open.result.value : undefined;
  return (
    <div className={styles.group}>
      <p>{t('settings.discs.text')}</p>
      <div className={styles.acts}>
        <Button icon="up" disabled={path === undefined} onClick={() => setPath(place?.parent)}>
          {t('settings.discs.up')}
        </Button>
        {path !== undefined && (
          <Button kind="primary" icon="disc" disabled={open.acting} onClick={() => void open.act({ path })}>
            {t('settings.discs.openThis')}
          </Button>
        )}
        {path === undefined ? (
          <span className={styles.muted}>{t('settings.discs.places')}</span>
        ) : (
          <bdi dir="ltr" className={styles.path}>
            {path}
          </bdi>
        )}
      </div>
      {failure && <p className={styles.problem}>{failureText(failure)}</p>}
      <ul className={styles.entries}>
        {(place?.entries ?? []).map((entry) => (
          <EntryRow
            key={entry.path}
            entry={entry}
            busy={open.acting}
            onEnter={() => setPath(entry.path)}
            onOpen={() => void open.act({ path: entry.path })}
          />
        ))}
        {place?.entries.length === 0 && <li className={styles.entryName}>{t('settings.discs.empty')}</li>}
      </ul>
      {open.acting && <p role="status">{t('settings.discs.opening')}</p>}
      {open.failure && (needsLock ? <LockFirst /> : <p className={styles.problem}>{failureText(open.failure)}</p>)}
      {result && <OpenedDisc opened={result} onDone={onDone} />}
    </div>
  );
}

interface EntryRowProps {
  readonly entry: Entry;
  readonly busy: boolean;
  readonly onEnter: () => void;
  readonly onOpen: () => void;
}

function EntryRow({ entry, busy, onEnter, onOpen }: EntryRowProps) {
  const { t } = useTranslation();
  const icons: Readonly<Record<Entry['kind'], IconName>> = { folder: 'folder', container: 'disc', file: 'file' };
  const isOpenable = entry.kind !== 'file';
  return (
    <li className={styles.entryRow}>
      <button
        type="button"
        className={styles.entryName}
        disabled={!isOpenable || busy}
        onClick={entry.kind === 'folder' ? onEnter : onOpen}
      >
        <Icon name={icons[entry.kind]} />
        <Isolated text={entry.name === homeName ? t('settings.discs.home') : entry.name} />
      </button>
      {isOpenable && (
        <Button kind="quiet" disabled={busy} onClick={onOpen}>
          {t('settings.discs.open')}
        </Button>
      )}
    </li>
  );
}

/** What was found; and every file that was left out, with why: nothing of a patient's disc disappears silently. */
function OpenedDisc({ opened, onDone }: { opened: Opened; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <section className={styles.card} role="status">
      <p>
        {t('settings.discs.found', { count: opened.studies, images: formatCount(opened.instances) })}
        {opened.refusedCount > 0 && ` ${t('settings.discs.refused', { count: opened.refusedCount })}`}
      </p>
      {opened.refused.length > 0 && (
        <details>
          <summary>{t('settings.discs.showRefused')}</summary>
          <ul>
            {opened.refused.map(({ file, failure }) => (
              <li key={file}>
                <bdi dir="ltr" className={styles.path}>
                  {file}
                </bdi>{' '}
                <span className={styles.muted}>{failureText(failure)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className={styles.acts}>
        <Button kind="primary" onClick={onDone}>
          {t('settings.discs.toWorklist')}
        </Button>
      </div>
    </section>
  );
}
