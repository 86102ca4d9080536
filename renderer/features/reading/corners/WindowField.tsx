import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Window } from '#shared/dicom/presentationValues.ts';
import type { GreyState } from '../../../imaging/grey/grey.ts';
import { readTypedWindow, rounded } from './typedWindow.ts';
import styles from './WindowWords.module.css';

interface WindowFieldProps {
  readonly grey: GreyState;
  readonly onWindow: (window: Window) => void;
  readonly onDone: () => void;
}

/** The numbers of the window, typed in their place: Enter takes them, Escape leaves all as it was. */
export function WindowField({ grey, onWindow, onDone }: WindowFieldProps) {
  const { t } = useTranslation();
  const { width, center } = grey.window;
  const [text, setText] = useState(`W ${rounded(width)} L ${rounded(center)}`);
  const read = readTypedWindow(text, grey.window);
  const isDone = useRef(false);
  const done = () => {
    if (isDone.current) return;
    isDone.current = true;
    onDone();
  };
  return (
    <input
      className={styles.field}
      // biome-ignore lint/a11y/noAutofocus: the key that opens it has said that the numbers are to be typed now.
      autoFocus
      aria-label={t('hands.window.type')}
      aria-invalid={!read}
      title={read ? t('hands.window.hint') : t('hands.window.wrong')}
      value={text}
      spellCheck={false}
      data-testid="window-field"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !read) return;
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        if (event.key === 'Enter' && read) onWindow(read);
        done();
      }}
    />
  );
}
