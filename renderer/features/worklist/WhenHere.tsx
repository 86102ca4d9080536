import { useTranslation } from 'react-i18next';
import { useAnswer } from '#renderer/host/hostContext.ts';
import { fillSentence } from '#renderer/i18n/failureText.ts';
import { formatBytes, formatCount, formatInstant } from '#renderer/i18n/format.ts';
import { useNow } from '#renderer/ui/clock.ts';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import type { Readiness, WorklistItem } from '#shared/contract/worklist.ts';
import styles from './Details.module.css';
import { readinessSentence } from './ReadyCell.tsx';
import { type LineMeasure, readinessLook, rowFacts } from './readinessText.ts';
import { readyHelp } from './readyHelp.ts';

/** Three rounds of asking: who has not heard for so long does not speak for the archive. */
const askedOfLateMs = 3.5 * 60_000;

/** When the selected study is here, how much of it is, since when that is known, and what would bring it sooner. */
export function WhenHere({ item, line }: { item: WorklistItem; line: LineMeasure }) {
  const { t } = useTranslation();
  const now = useNow();
  const { readiness } = item;
  const look = readinessLook(readiness, rowFacts(item, line), now);
  const help = readyHelp(look, readiness, useDiskIsTheLimit());
  return (
    <div className={styles.part}>
      <h3>{t('worklist.details.onThisComputer')}</h3>
      <p className={styles.when}>{readinessSentence({ ...look, share: '' }, readiness, item.archiveName, t)}</p>
      <p className={styles.muted}>
        <Counts readiness={readiness} />{' '}
        {readiness.state === 'complete' &&
          readiness.agreedAt !== undefined &&
          t(now - readiness.agreedAt > askedOfLateMs ? 'worklist.details.agreedLong' : 'worklist.details.agreed', {
            at: formatInstant(readiness.agreedAt, now),
          })}
      </p>
      {readiness.goneImages !== undefined && (
        <p className={styles.when}>{t('worklist.details.gone', { count: readiness.goneImages })}</p>
      )}
      {help.length > 0 && (
        <ul className={styles.help}>
          {help.map(({ help: name, keys }) => (
            <li key={name}>
              {t(`worklist.details.help.${name}`)} {keys !== undefined && <KeyHint keys={keys} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useDiskIsTheLimit(): boolean {
  const { answer: line } = useAnswer('link.read', {});
  const { answer: settings } = useAnswer('settings.read', {});
  return line?.storage !== undefined && settings !== undefined && line.storage.limitBytes < settings.cacheLimitBytes;
}

function Counts({ readiness }: { readiness: Readiness }) {
  const { t } = useTranslation();
  const { state, presentFrames, expectedFrames, remainingBytes } = readiness;
  const bytes = remainingBytes ? formatBytes(remainingBytes) : '';
  // Before anything of it has come, its size is what such studies usually take.
  const size = bytes !== '' && presentFrames === 0 ? t('worklist.details.about', { size: bytes }) : bytes;
  if (state === 'noImages') return null;
  if (expectedFrames === undefined) return size === '' ? null : t('worklist.details.toCome', { size });
  const sentence = t('worklist.details.counted', { skipInterpolation: true });
  return fillSentence(sentence, { present: formatCount(presentFrames), expected: formatCount(expectedFrames), size });
}
