import { useTranslation } from 'react-i18next';
import type { Shape } from '../../../imaging/drawing/shapes.ts';
import styles from './AnnotationLayer.module.css';

/** Says that the image on the screen is a key image. */
export function KeyImageMark({ shapes }: { shapes: readonly Shape[] }) {
  const { t } = useTranslation();
  if (!shapes.some(({ annotation }) => annotation.kind === 'keyImage')) return null;
  return (
    <span className={styles.key} title={t('annotations.keyImageTitle')} data-testid="key-image">
      ★ {t('annotations.keyImage')}
    </span>
  );
}
