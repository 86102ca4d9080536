import { useTranslation } from 'react-i18next';
import { formatBytes, formatCount, formatRate } from '#renderer/i18n/format.ts';
import { Isolated } from '#renderer/ui/PersonName.tsx';
import type { LinkSnapshot, StudyTransfer } from '#shared/contract/link.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import styles from './Coming.module.css';
import { type ComingGroup, comingGroups, countUnfetchable } from './comingGroups.ts';
import link from './Link.module.css';
import { Transfer } from './Transfer.tsx';

/** So many of a site are told one by one; what is further back changes too often to be worth reading. */
const mostShown = 30;

interface ComingProps {
  readonly snapshot: LinkSnapshot;
  readonly items: readonly WorklistItem[];
  readonly opened: StudyRef | undefined;
  readonly onOpen: (study: StudyRef) => void;
}

/** What comes and what waits, of each site in the order in which it comes, each with its reason. */
export function Coming({ snapshot, items, opened, onOpen }: ComingProps) {
  const { t } = useTranslation();
  const known = new Map(items.map((item) => [studyKey(item.study), item]));
  const groups = comingGroups(snapshot, opened && known.get(studyKey(opened)));
  const all = groups.flatMap(({ transfers }) => transfers);
  const unfetchable = countUnfetchable(items, all);
  return (
    <section className={styles.coming} aria-label={t('link.coming.title')}>
      <h3>
        {t('link.coming.title')}
        {all.length > 0 && (
          <span className={link.figure}>
            {t('link.coming.total', { count: all.length, size: formatBytes(bytesOf(all)) })}
          </span>
        )}
      </h3>
      {all.length === 0 && unfetchable === 0 && <p className={styles.nothing}>{t('link.coming.nothing')}</p>}
      {unfetchable > 0 && <p className={styles.hindered}>{t('link.coming.unfetchable', { count: unfetchable })}</p>}
      <div className={styles.groups}>
        {groups.map((group) => (
          <Group
            key={group.archiveId}
            group={group}
            known={known}
            restUntil={snapshot.restUntil}
            isNamed={snapshot.lines.length > 1}
            onOpen={onOpen}
          />
        ))}
      </div>
    </section>
  );
}

interface GroupProps {
  readonly group: ComingGroup;
  readonly known: ReadonlyMap<string, WorklistItem>;
  readonly restUntil: number | undefined;
  /** With one line alone its name says nothing. */
  readonly isNamed: boolean;
  readonly onOpen: (study: StudyRef) => void;
}

function Group({ group: { line, transfers }, known, restUntil, isNamed, onOpen }: GroupProps) {
  const { t } = useTranslation();
  const further = transfers.slice(mostShown);
  const rate = line?.state === 'fetching' && line.bytesPerSecond ? formatRate(line.bytesPerSecond) : undefined;
  const [first] = transfers;
  const name = line?.name ?? (first && known.get(studyKey(first.study))?.archiveName);
  return (
    <>
      {isNamed && (
        <h4 className={styles.site}>
          <Isolated text={name ?? ''} />
          <span className={line?.state === 'away' ? link.away : undefined}>
            {rate ?? (line ? t(`link.lines.state.${line.state}`) : '')}
          </span>
        </h4>
      )}
      <ol className={styles.transfers}>
        {transfers.slice(0, mostShown).map((transfer) => (
          <Transfer
            key={studyKey(transfer.study)}
            transfer={transfer}
            known={known}
            restUntil={restUntil}
            isAway={line?.state === 'away'}
            onOpen={onOpen}
          />
        ))}
      </ol>
      {further.length > 0 && (
        <p className={styles.nothing}>
          {t('link.coming.more', {
            count: further.length,
            number: formatCount(further.length),
            size: formatBytes(bytesOf(further)),
          })}
        </p>
      )}
    </>
  );
}

function bytesOf(transfers: readonly StudyTransfer[]): number {
  return transfers.reduce((sum, { remainingBytes }) => sum + remainingBytes, 0);
}
