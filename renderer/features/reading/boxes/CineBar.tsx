import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { nextSpeed } from '../../../imaging/stack/cine.ts';
import { commandRegistry } from '../../../session/commands.ts';
import { writeKeys } from '../../../ui/KeyHint.tsx';
import styles from './CineBar.module.css';

/** Frames a second where the data name no rate. */
const assumed = 30;

/** A moving picture by the mouse: whether it moves, how fast its data ask it to, and what the reader has made of that. */
export function CineBar({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const { t } = useTranslation();
  const { cine, playing } = state;
  const speed = cine?.speed ?? 1;
  const rate = (cine?.dataRate ?? assumed) * speed;
  const words = [
    t('reading.cine.rate', { rate: rate >= 10 ? rate.toFixed(0) : rate.toFixed(1) }),
    speed === 1 ? '' : t('hands.cine.speed', { speed }),
  ].filter((word) => word !== '');
  const act = (manner: Parameters<NonNullable<ImageBoxView['playAs']>>[0]) => () => view.playAs?.(manner);
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('hands.cine.bar')} data-testid="cine">
      <Press command="hands.cineBackwards" pressed={cine?.direction === -1} onPress={act(oppositeOf(cine?.direction))}>
        <path d="M13 2 3 8l10 6z" />
      </Press>
      <Press command="hands.cineSlower" onPress={act({ speed: nextSpeed(speed, -1) })}>
        <path d="M3 7h10v2H3z" />
      </Press>
      <button
        type="button"
        className={styles.play}
        aria-pressed={playing}
        title={cine?.dataRate === undefined ? t('reading.cine.noRateTitle') : undefined}
        onClick={(event) => {
          // The key that plays must not press the button as well.
          event.currentTarget.blur();
          view.togglePlaying();
        }}
      >
        <Drawn>
          <path d={playing ? 'M3 2h4v12H3zM9 2h4v12H9z' : 'M3 1.5 14 8 3 14.5z'} />
        </Drawn>
        <span className={styles.hidden}>{t(playing ? 'reading.cine.stop' : 'reading.cine.play')}</span>
        {words.join(' · ')}
      </button>
      <Press command="hands.cineFaster" onPress={act({ speed: nextSpeed(speed, 1) })}>
        <path d="M3 7h4V3h2v4h4v2H9v4H7V9H3z" />
      </Press>
      <Press command="hands.cineSweep" pressed={cine?.bounce === true} onPress={act({ bounce: cine?.bounce !== true })}>
        <path d="M5 3 1 6.5 5 10V7.5h6V10l4-3.5L11 3v2.5H5z" />
      </Press>
    </div>
  );
}

function oppositeOf(direction: 1 | -1 | undefined): { readonly direction: 1 | -1 } {
  return { direction: direction === -1 ? 1 : -1 };
}

interface PressProps {
  /** The command that does the same by its key: its words name the button. */
  readonly command: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Press({ command, pressed, onPress, children }: PressProps) {
  const { t } = useTranslation();
  const [topic, name] = command.split('.');
  const words = t(`${topic}.commands.${name}`);
  const [keys] = commandRegistry.find(command)?.keys ?? [];
  return (
    <button
      type="button"
      className={styles.press}
      aria-pressed={pressed}
      aria-label={words}
      title={keys === undefined ? words : `${words} (${writeKeys(keys)})`}
      onClick={(event) => {
        event.currentTarget.blur();
        onPress();
      }}
    >
      <Drawn>{children}</Drawn>
    </button>
  );
}

function Drawn({ children }: { children: ReactNode }) {
  return (
    <svg viewBox="0 0 16 16" width="12" height="12" fill="currentColor" aria-hidden="true">
      {children}
    </svg>
  );
}
