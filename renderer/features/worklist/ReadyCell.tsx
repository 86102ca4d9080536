import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { failureAt } from '#renderer/i18n/failureText.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon, PartRing } from '#renderer/ui/Icon.tsx';
import type { Readiness } from '#shared/contract/worklist.ts';
import { type ReadinessLook, type ReadyWords, type RowFacts, readinessLook } from './readinessText.ts';
import styles from './Worklist.module.css';

/**
 * When a study may be counted on. Its own component, so that a tick draws this and nothing else of the row. Its data
 * attributes are for whoever checks.
 */
export function ReadyCell({ readiness, facts, site }: { readiness: Readiness; facts: RowFacts; site: string }) {
  const { t } = useTranslation();
  const look = readinessLook(readiness, facts, useNow());
  const said = readinessSentence(look, readiness, site, t);
  return (
    <span
      className={styles.ready}
      title={said}
      data-ready={look.words.key}
      data-from={readiness.readyBetween?.from}
      data-to={readiness.readyBetween?.to}
      data-present={readiness.presentFrames}
    >
      <span aria-hidden="true" className={styles.readyShown}>
        <Badge tone={look.tone} shape={<ReadyShape look={look} />}>
          {wordsOf(look.words, 'short', t)}
        </Badge>
        {against(look) && (
          <span className={styles.readyAgainst}>{t('worklist.ready.against', { ...look.words.values })}</span>
        )}
        {look.share !== '' && <span className={styles.readyShare}>{look.share}</span>}
      </span>
      <span className="visuallyHidden">{said}</span>
    </span>
  );
}

/** A deadline that will be missed says, where there is room, what is needed against what the line gives. */
function against({ words: { key } }: ReadinessLook): boolean {
  return key === 'misses' || key === 'missesBy';
}

function ReadyShape({ look }: { look: ReadinessLook }) {
  return look.shape === 'part' ? <PartRing part={look.part} /> : <Icon name={look.shape} />;
}

/** What the row's few words mean, with what stopped it in full: for the pointer, and for whoever hears the list. */
export function readinessSentence(look: ReadinessLook, { failure }: Readiness, site: string, t: TFunction): string {
  const said = wordsOf(look.words, 'said', t);
  const { key } = look.words;
  // Of a study never begun nothing was cut off: a line that was cut is the line's, and not one study's.
  const why = failure && key !== 'now' && key !== 'waits.line' ? failureAt(failure, site) : '';
  const share = look.share === '' ? '' : t('worklist.ready.share', { percent: look.share });
  if (key === 'partAndNew') return [said, why].filter(Boolean).join(' ');
  return [why === '' ? said : why, share].filter(Boolean).join(' ');
}

export function wordsOf({ key, values, arrival }: ReadyWords, form: 'short' | 'said', t: TFunction): string {
  const when = arrival ? t(`link.arrival.${arrival.key}`, { ...arrival }) : '';
  return t(`worklist.ready.${key}.${form}`, { ...values, when });
}
