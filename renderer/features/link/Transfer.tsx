import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { arrivalOf } from '#renderer/i18n/arrival.ts';
import { formatBytes, formatDay, formatDescription } from '#renderer/i18n/format.ts';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon, type IconName } from '#renderer/ui/Icon.tsx';
import { Isolated, PersonName } from '#renderer/ui/PersonName.tsx';
import type { StudyTransfer } from '#shared/contract/link.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { comingReason } from './comingGroups.ts';
import styles from './Transfer.module.css';

interface TransferProps {
  readonly transfer: StudyTransfer;
  readonly known: ReadonlyMap<string, WorklistItem>;
  readonly restUntil: number | undefined;
  readonly isAway: boolean;
  readonly onOpen: (study: StudyRef) => void;
}

/** A study that comes: whose, why, when, and how much of it is still to come. */
export function Transfer({ transfer, known, restUntil, isAway, onOpen }: TransferProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { study, reason, expectedBytes, remainingBytes } = transfer;
  const isFetching = comesNow(transfer);
  const item = known.get(studyKey(study));
  const { key, of = '' } = comingReason(transfer, known, now);
  const part = expectedBytes > 0 ? 1 - Math.min(1, remainingBytes / expectedBytes) : 0;
  const size = formatBytes(remainingBytes);
  return (
    <li>
      <button type="button" className={styles.transfer} data-fetching={isFetching} onClick={() => onOpen(study)}>
        <span className={styles.mark} data-reason={reason}>
          <Icon
            name={isFetching ? 'down' : waitSign(transfer)}
            label={t(isFetching ? 'link.coming.now' : 'link.coming.waits')}
          />
        </span>
        <span className={styles.who}>
          <PersonName name={item?.patientName} absent={absentName(item, t)} both={false} />
        </span>
        <span className={styles.when} title={goesOn(transfer, restUntil, now, t)}>
          {whenWords(transfer, { now, restUntil, isAway, t })}
        </span>
        <span className={styles.what}>
          <span data-reason={key} className={styles.why}>
            {t(`link.reason.${key}`, { of })}
          </span>
          {' · '}
          <Isolated text={formatDescription(item?.studyDescription) || item?.modalities.join(' ') || ''} />
        </span>
        <span className={styles.size}>{isGuess(item) ? t('link.coming.about', { size }) : size}</span>
        <span className={styles.track}>
          <span style={{ inlineSize: `${part * 100}%` }} />
        </span>
      </button>
    </li>
  );
}

/** What rests may have a question left on the line; it is not on its way for that, unless a time is told for it. */
export function comesNow({ isFetching, rest, readyBetween }: Resting): boolean {
  return isFetching && (rest === undefined || readyBetween !== undefined);
}

type Resting = Pick<StudyTransfer, 'isFetching' | 'rest' | 'readyBetween'>;

/** Two bars where somebody stopped it, a clock where time ends the rest; else why it comes. */
export function waitSign({ rest, reason }: Pick<StudyTransfer, 'rest' | 'reason'>): IconName {
  if (rest === 'outsideHours' || rest === 'monthlyCap') return 'clock';
  return rest ? 'pause' : iconOf[reason];
}

/** What stands for a name: the ID; that there is none; or that the list does not know the study. */
function absentName(item: WorklistItem | undefined, t: TFunction): string {
  if (!item) return t('link.coming.unknown');
  return item.patientId || t('worklist.noName');
}

interface WhenFacts {
  readonly now: number;
  readonly restUntil: number | undefined;
  readonly isAway: boolean;
  readonly t: TFunction;
}

/** When a study will be here; else what it waits for. What rests says until when, where that is known. */
export function whenWords(
  { rest, readyBetween, isFetching }: Pick<StudyTransfer, 'rest' | 'readyBetween' | 'isFetching'>,
  { now, restUntil, isAway, t }: WhenFacts,
): string {
  const arrival = readyBetween && arrivalOf(readyBetween, now);
  if (arrival) return t(`link.arrival.${arrival.key}`, { ...arrival });
  if (rest) {
    return restUntil === undefined ? t(`link.rests.${rest}`) : t('link.coming.from', { at: formatDay(restUntil, now) });
  }
  if (isAway) return t('link.coming.whenBack');
  return t(isFetching ? 'link.coming.now' : 'link.coming.noEstimate');
}

function goesOn({ rest }: StudyTransfer, restUntil: number | undefined, now: number, t: TFunction): string | undefined {
  return rest && restUntil !== undefined ? t('link.coming.goesOn', { at: formatDay(restUntil, now) }) : undefined;
}

/** Until its lists are read and something of it has come, the size is what such studies usually take. */
function isGuess(item: WorklistItem | undefined): boolean {
  return item === undefined || item.readiness.expectedFrames === undefined || item.readiness.presentFrames === 0;
}

const iconOf: Readonly<Record<StudyTransfer['reason'], IconName>> = {
  open: 'file',
  stat: 'octagon',
  due: 'clock',
  prior: 'back',
  likely: 'empty',
};
