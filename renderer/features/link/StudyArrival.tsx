import { useTranslation } from 'react-i18next';
import { arrivalOf } from '#renderer/i18n/arrival.ts';
import { formatCount } from '#renderer/i18n/format.ts';
import type { StudyLimits } from '#renderer/session/studyLimits.ts';
import { useNow } from '#renderer/ui/clock.ts';
import { Icon, PartRing } from '#renderer/ui/Icon.tsx';
import type { Readiness } from '#shared/contract/worklist.ts';
import link from './Link.module.css';
import { isAllListedHere, ShortListed } from './ShortListed.tsx';
import styles from './StudyArrival.module.css';

interface StudyArrivalProps {
  readonly readiness: Readiness | undefined;
  /** What will not be seen of it, though all that was to come is here. */
  readonly limits: Pick<StudyLimits, 'lacking' | 'widestGapMm' | 'notAllShown'>;
}

/** While reading: when all of the open study will be here, or that it is, or why no more comes. */
export function StudyArrival({ readiness, limits }: StudyArrivalProps) {
  const { t } = useTranslation();
  const now = useNow();
  if (!readiness || readiness.state === 'noImages') return null;
  const { shortList } = readiness;
  if (shortList && isAllListedHere(readiness)) return <ShortListed shortList={shortList} />;
  // What is on the desk comes in any case; what rests is only what is fetched ahead.
  const { state, presentFrames, expectedFrames, readyBetween, failure } = readiness;
  const gone = readiness.goneImages ?? 0;
  if (state === 'complete' && (limits.lacking > 0 || limits.widestGapMm > 0 || limits.notAllShown || gone > 0))
    return <HereWithLimits limits={limits} gone={gone} />;
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
    : t(when === '' ? 'link.arriving.coming' : shortList ? 'link.arriving.listedWhen' : 'link.arriving.when', { when });
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
      {shortList && <ShortListed shortList={shortList} />}
    </span>
  );
}

/** Nothing more is to come, and yet it is not what the archive has, or not everything: never the green of a whole study. */
function HereWithLimits({
  limits: { lacking, widestGapMm, notAllShown },
  gone,
}: Pick<StudyArrivalProps, 'limits'> & { gone: number }) {
  const { t } = useTranslation();
  const words = [
    ...(lacking > 0 ? [t('link.arriving.lacking', { count: lacking })] : []),
    ...(lacking === 0 && widestGapMm > 0 ? [t('link.arriving.gaps', { mm: Math.round(widestGapMm) })] : []),
    ...(gone > 0 ? [t('link.arriving.gone', { count: gone })] : []),
    ...(notAllShown ? [t('link.arriving.notAllShown')] : []),
  ];
  return (
    <span className={styles.stopped} data-arrival="limited" role="status">
      <Icon name="triangle" /> {words.join(' · ')}
    </span>
  );
}
