import { useTranslation } from 'react-i18next';
import type { ArchiveStatus } from '#shared/contract/worklist.ts';
import { failureAt } from '../i18n/failureText.ts';
import { formatInstant } from '../i18n/format.ts';
import { Badge } from '../ui/Badge.tsx';
import { useNow } from '../ui/clock.ts';
import { Icon, PartRing } from '../ui/Icon.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import styles from './Header.module.css';
import { openSettings } from './route.ts';

/** The archives in one short line; each in full on hover and on focus. */
export function ArchiveStates({ archives: all }: { archives: readonly ArchiveStatus[] }) {
  const { t } = useTranslation();
  // A disc that was imported is on this computer: it is connected to nothing.
  const archives = all.filter(({ kind }) => kind !== 'disc');
  const failed = archives.filter(({ state }) => state === 'failed');
  const asking = archives.some(({ state }) => state === 'asking');
  if (archives.length === 0) return null;
  // What only the person can mend comes before what may mend itself.
  const signedOut = failed.find(({ failure }) => failure?.code === 'ArchiveSignInNeeded');
  const words = signedOut
    ? t('app.archives.signIn', { name: signedOut.name })
    : failed.length > 0
      ? t('app.archives.failed', { count: failed.length, name: failed[0]?.name ?? '' })
      : t(asking ? 'app.archives.asking' : 'app.archives.answering', {
          count: archives.length,
          name: archives[0]?.name ?? '',
        });
  return (
    <Tooltip content={<ArchiveList archives={archives} />}>
      <button type="button" className={styles.archives} onClick={() => signedOut && openSettings('archives')}>
        <Badge
          tone={failed.length > 0 ? 'attention' : 'quiet'}
          shape={asking ? <PartRing part={0.35} /> : <Icon name={failed.length > 0 ? 'triangle' : 'link'} />}
        >
          {words}
        </Badge>
      </button>
    </Tooltip>
  );
}

function ArchiveList({ archives }: { archives: readonly ArchiveStatus[] }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <ul className={styles.archiveList}>
      {archives.map(({ archiveId, name, state, answeredAt, unreadableStudies, failure }) => (
        <li key={archiveId}>
          <b>{name}</b>{' '}
          {failure
            ? failureAt(failure, name)
            : t(`app.archives.state.${state}`, { at: answeredAt === undefined ? '' : formatInstant(answeredAt, now) })}
          {unreadableStudies ? ` ${t('app.archives.unreadable', { count: unreadableStudies })}` : ''}
        </li>
      ))}
    </ul>
  );
}
