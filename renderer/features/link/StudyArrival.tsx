import { useTranslation } from 'react-i18next';
import { arrivalOf } from '#renderer/i18n/arrival.ts';
import { formatCount } from '#renderer/i18n/format.ts';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon, PartRing } from '#renderer/ui/Icon.tsx';
import type { Readiness } from '#shared/contract/worklist.ts';
import link from './Link.module.css';
import styles from './StudyArrival.module.css';

/** While reading: when all of the open study will be here, or that it is, or why no more comes. */
export function StudyArrival({ readiness }: { readiness: Readiness | undefined }) {
  const { t } = useTranslation();
  const now = useNow();
  if (!readiness || readiness.state === 'noImages') return null;
  // What is on the desk comes in any case; what rests is only what is fetched ahead.
  const { state, presentFrames, expectedFrames, readyBetween, failure } = readiness;
  if (state === 'complete') {
    return (
      <span className={styles.arrived} data-arrival="complete">
        <Icon name="tick" /> {t('link.arriving.complete')}
      </span>
    );
  }
  const arrival = failure ? undefined : readyBetween && arrivalOf(readyBetween, now);
  const when = arrival ? t(`link.arrival.${arrival.key}`, { ...arrival }) : '';
  const part = expectedFrames ? presentFrames / expectedFrames : 0;
  const words = failure
    ? t('link.arriving.stopped')
    : t(when === '' ? 'link.arriving.coming' : 'link.arriving.when', { when });
  return (
    <span
      className={failure ? styles.stopped : styles.arriving}
      data-arrival={failure ? 'stopped' : 'coming'}
      role="status"
    >
      {failure ? <Icon name="broken" /> : <PartRing part={Math.max(0.06, part)} />}
      {words}
      {expectedFrames !== undefined && (
        <span className={link.figure}>
          {formatCount(presentFrames)}/{formatCount(expectedFrames)}
        </span>
      )}
    </span>
  );
}
