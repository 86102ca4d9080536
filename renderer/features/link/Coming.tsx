import { useTranslation } from 'react-i18next';
import { arrivalOf } from '#renderer/i18n/arrival.ts';
import { formatBytes, formatCount } from '#renderer/i18n/format.ts';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon, type IconName } from '#renderer/ui/Icon.tsx';
import { Isolated, PersonName } from '#renderer/ui/PersonName.tsx';
import type { LinkSnapshot, StudyTransfer } from '#shared/contract/link.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import styles from './Link.module.css';

/** So many are told one by one; what is further back changes too often to be worth reading. */
const mostShown = 30;

interface ComingProps {
  readonly snapshot: LinkSnapshot;
  readonly items: readonly WorklistItem[];
  readonly onOpen: (study: StudyRef) => void;
}

/** What comes and what waits, in the order in which it comes, each with its reason. */
export function Coming({ snapshot, items, onOpen }: ComingProps) {
  const { t } = useTranslation();
  const { transfers } = snapshot;
  const known = new Map(items.map((item) => [studyKey(item.study), item]));
  const shown = transfers.slice(0, mostShown);
  const rest = transfers.slice(mostShown);
  const bytes = (list: readonly StudyTransfer[]) =>
    formatBytes(list.reduce((sum, { remainingBytes }) => sum + remainingBytes, 0));
  return (
    <section className={styles.coming} aria-label={t('link.coming.title')}>
      <h3>
        {t('link.coming.title')}
        {transfers.length > 0 && (
          <span className={styles.figure}>
            {t('link.coming.total', { count: transfers.length, size: bytes(transfers) })}
          </span>
        )}
      </h3>
      {transfers.length === 0 && <p className={styles.nothing}>{t('link.coming.nothing')}</p>}
      <ol className={styles.transfers}>
        {shown.map((transfer) => (
          <Transfer
            key={studyKey(transfer.study)}
            transfer={transfer}
            item={known.get(studyKey(transfer.study))}
            rests={snapshot.rest !== undefined}
            onOpen={onOpen}
          />
        ))}
      </ol>
      {rest.length > 0 && (
        <p className={styles.nothing}>
          {t('link.coming.more', { count: rest.length, number: formatCount(rest.length), size: bytes(rest) })}
        </p>
      )}
    </section>
  );
}

interface TransferProps {
  readonly transfer: StudyTransfer;
  readonly item: WorklistItem | undefined;
  readonly rests: boolean;
  readonly onOpen: (study: StudyRef) => void;
}

function Transfer({ transfer, item, rests, onOpen }: TransferProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { reason, isFetching, expectedBytes, remainingBytes, readyBetween } = transfer;
  const arrival = readyBetween && arrivalOf(readyBetween, now);
  const part = expectedBytes > 0 ? 1 - Math.min(1, remainingBytes / expectedBytes) : 0;
  // A STAT that cannot be in time any more may step back behind what still can (link.md O6): it stays marked.
  const isLateStat = reason === 'due' && item?.priority === 'STAT';
  const shown = isLateStat ? 'lateStat' : reason;
  const why = isFetching || !rests ? t(`link.reason.${shown}`) : t('link.coming.rests');
  return (
    <li>
      <button
        type="button"
        className={styles.transfer}
        data-fetching={isFetching}
        onClick={() => onOpen(transfer.study)}
      >
        <span className={styles.mark} data-reason={isLateStat ? 'stat' : reason}>
          <Icon
            name={isFetching ? 'down' : iconOf[isLateStat ? 'stat' : reason]}
            label={t(isFetching ? 'link.coming.now' : 'link.coming.waits')}
          />
        </span>
        <span className={styles.who}>
          <PersonName name={item?.patientName} absent={item?.patientId ?? t('link.coming.unknown')} both={false} />
        </span>
        <span className={styles.when}>
          {arrival ? t(`link.arrival.${arrival.key}`, { ...arrival }) : t('link.coming.noEstimate')}
        </span>
        <span className={styles.what}>
          <span data-reason={isLateStat ? 'stat' : reason} className={styles.why}>
            {why}
          </span>
          {' · '}
          <Isolated text={item?.studyDescription || item?.modalities.join(' ') || ''} />
        </span>
        <span className={styles.size}>{formatBytes(remainingBytes)}</span>
        <span className={styles.track}>
          <span style={{ inlineSize: `${part * 100}%` }} />
        </span>
      </button>
    </li>
  );
}

const iconOf: Readonly<Record<StudyTransfer['reason'], IconName>> = {
  open: 'file',
  stat: 'octagon',
  due: 'clock',
  prior: 'back',
  likely: 'empty',
};
