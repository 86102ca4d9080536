import { useTranslation } from 'react-i18next';
import type { BoxState, ImageBoxView } from '../../imaging/imageBoxView.ts';
import styles from './ImageBox.module.css';

/** Frames a second where the data name no rate. */
const assumed = 30;

/** A moving picture says whether it moves, how fast its data ask it to, and what the reader has made of that. */
export function CineButton({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const { t } = useTranslation();
  const { cine } = state;
  const dataRate = cine?.dataRate;
  const rate = (dataRate ?? assumed) * (cine?.speed ?? 1);
  const words = [
    t(state.playing ? 'reading.cine.stop' : 'reading.cine.play'),
    t('reading.cine.rate', { rate: rate >= 10 ? rate.toFixed(0) : rate.toFixed(1) }),
    cine && cine.speed !== 1 ? t('hands.cine.speed', { speed: cine.speed }) : '',
    cine?.direction === -1 ? t('hands.cine.backwards') : '',
    cine?.bounce ? t('hands.cine.sweep') : '',
  ].filter((word) => word !== '');
  return (
    <button
      type="button"
      className={styles.cine}
      aria-pressed={state.playing}
      title={dataRate === undefined ? t('reading.cine.noRateTitle') : undefined}
      onClick={(event) => {
        // The key that plays must not press the button as well.
        event.currentTarget.blur();
        view.togglePlaying();
      }}
    >
      <svg viewBox="0 0 16 16" width="12" height="12" fill="currentColor" aria-hidden="true">
        <path d={state.playing ? 'M3 2h4v12H3zM9 2h4v12H9z' : 'M3 1.5 14 8 3 14.5z'} />
      </svg>
      {words.join(' · ')}
    </button>
  );
}
