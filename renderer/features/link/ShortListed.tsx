import { useTranslation } from 'react-i18next';
import { formatCount } from '#renderer/i18n/format.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Readiness } from '#shared/contract/worklist.ts';
import styles from './StudyArrival.module.css';

/** The archive counts more than its lists name (link.md V6): what it does not list is not on its way, and nobody knows what it is. */
export function ShortListed({ shortList }: { shortList: NonNullable<Readiness['shortList']> }) {
  const { t } = useTranslation();
  const values = { counted: formatCount(shortList.counted), listed: formatCount(shortList.listed) };
  return (
    <span className={styles.stopped} data-arrival="short" role="status" title={t('link.arriving.shortSaid', values)}>
      <Icon name="triangle" /> {t('link.arriving.short', values)}
    </span>
  );
}

/** All that its lists name is here: nothing more is to be waited for. */
export function isAllListedHere({ shortList, presentFrames, expectedFrames }: Readiness): boolean {
  return shortList !== undefined && expectedFrames !== undefined && presentFrames >= expectedFrames;
}
