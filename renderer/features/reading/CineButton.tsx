import { useTranslation } from 'react-i18next';
import type { BoxState, ImageBoxView } from '../../imaging/imageBoxView.ts';
import styles from './ImageBox.module.css';

/** A moving picture says whether it moves, and how fast its data ask it to. */
export function CineButton({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const { t } = useTranslation();
  const frameTimeMs = state.set?.frames[0]?.image.frameTimeMs;
  const rate = frameTimeMs === undefined ? t('reading.cine.noRate') : (1000 / frameTimeMs).toFixed(0);
  return (
    <button
      type="button"
      className={styles.cine}
      aria-pressed={state.playing}
      title={frameTimeMs === undefined ? t('reading.cine.noRateTitle') : undefined}
      onClick={(event) => {
        // The key that plays must not press the button as well.
        event.currentTarget.blur();
        view.togglePlaying();
      }}
    >
      <svg viewBox="0 0 16 16" width="12" height="12" fill="currentColor" aria-hidden="true">
        <path d={state.playing ? 'M3 2h4v12H3zM9 2h4v12H9z' : 'M3 1.5 14 8 3 14.5z'} />
      </svg>
      {t(state.playing ? 'reading.cine.stop' : 'reading.cine.play')} · {t('reading.cine.rate', { rate })}
    </button>
  );
}
