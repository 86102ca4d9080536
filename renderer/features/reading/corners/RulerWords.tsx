import { useTranslation } from 'react-i18next';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { useAnnotations } from '../annotations/annotationContext.ts';
import styles from './RulerWords.module.css';
import { rulerOf, screenScale } from './ruler.ts';

/** A length on the screen, with what it stands on where that is not the patient; none where no size is known. */
export function RulerWords({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const { t } = useTranslation();
  const { drawn } = state;
  const byReader = useAnnotations(({ set }) => (drawn ? set.calibrations.get(drawn.imageId) : undefined));
  const scale = screenScale(view, state, byReader);
  const ruler = scale && rulerOf(scale.mmPerPixel);
  if (!scale || !ruler) return null;
  const { mm, length } = ruler;
  const factor = scale.factor?.toFixed(2);
  const basis = t(`reading.basis.${scale.basis}`, { factor });
  const short = t(`reading.ruler.short.${scale.basis}`, { factor });
  const explained = t('reading.ruler.title', { basis: basis === '' ? t('reading.ruler.patient') : basis });
  return (
    <span className={styles.ruler} title={explained} data-testid="ruler" data-mm={mm} data-basis={scale.basis}>
      <i style={{ inlineSize: `${length}px` }} />
      {mm >= 10 ? `${mm / 10} cm` : `${mm} mm`}
      {short !== '' && <small>{short}</small>}
    </span>
  );
}
