import { useTranslation } from 'react-i18next';
import policy from '#resources/displays/policy.json';
import { zoomedOut } from '#shared/displays/displayGrade.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import styles from './ZoomedOut.module.css';

/** A radiograph that is shown on fewer megapixels than it should be says how far it is zoomed out (reading.md K). */
export function ZoomedOut({ state: { set, drawn, pixelScale } }: { state: BoxState }) {
  const { t } = useTranslation();
  const layout = drawn?.item.image.layout;
  if (!set || !layout || pixelScale === undefined) return null;
  const { columns, rows } = layout;
  const times = zoomedOut({ columns, rows, modality: set.modality }, pixelScale, policy);
  if (times === undefined) return null;
  return (
    <span className={styles.zoomedOut} data-testid="zoomed-out" title={t('displays.zoomedOutWhy')}>
      {t('displays.zoomedOut', { times: times.toFixed(1) })}
    </span>
  );
}
