import { useTranslation } from 'react-i18next';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import styles from './WindowWords.module.css';

/** That the image does not lie as it was made, beside the letters that have moved with it (Q9). */
export function LieWords({ state }: { state: BoxState }) {
  const { t } = useTranslation();
  const { pose } = state;
  if (!pose || state.cover || (!pose.mirrored && pose.rotation === 0)) return null;
  const words = [
    pose.mirrored ? t('hands.lie.flipped') : '',
    pose.rotation === 0 ? '' : t('hands.lie.turned', { degrees: Math.round(pose.rotation) }),
  ].filter((word) => word !== '');
  return (
    <span className={styles.lie} title={t('hands.lie.title')} data-testid="lie" data-mirrored={pose.mirrored}>
      <svg viewBox="0 0 16 16" width="12" height="12" fill="none" stroke="currentColor" aria-hidden="true">
        <path d={pose.mirrored ? 'M8 2v12M6 5 2 8l4 3zM10 5l4 3-4 3z' : 'M13 8a5 5 0 1 1-1.5-3.5M12 1.5v3.5H8.5'} />
      </svg>
      {words.join(' · ')}
    </span>
  );
}
