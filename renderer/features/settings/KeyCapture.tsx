import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chordOf } from '#renderer/session/keymap.ts';
import styles from './Keys.module.css';

/** Keys that only change what another key means. */
const modifiers = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn', 'Dead']);

interface KeyCaptureProps {
  readonly label: string;
  readonly onChord: (chord: string) => void;
}

/** A button that, once pressed, takes the next keys as they are pressed; Escape leaves it, and so does going elsewhere. */
export function KeyCapture({ label, onChord }: KeyCaptureProps) {
  const { t } = useTranslation();
  const [isListening, setListening] = useState(false);
  return (
    <button
      type="button"
      className={styles.capture}
      aria-label={isListening ? t('hands.settings.press') : label}
      data-listening={isListening}
      onClick={() => setListening(true)}
      onBlur={() => setListening(false)}
      onKeyDown={(event) => {
        if (!isListening || modifiers.has(event.key)) return;
        event.preventDefault();
        setListening(false);
        if (event.key !== 'Escape') onChord(chordOf(event.nativeEvent));
      }}
      // A button is pressed when Space goes up: while it listens, the key is its answer.
      onKeyUp={(event) => event.preventDefault()}
    >
      {isListening ? t('hands.settings.press') : '+'}
    </button>
  );
}
