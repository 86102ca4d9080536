import { useState } from 'react';
import styles from './Settings.module.css';

interface ShortFieldProps {
  readonly label: string;
  readonly start: string;
  readonly inputMode: 'decimal' | 'numeric';
  readonly isValid: (text: string) => boolean;
  /** Said beside it while what is typed is not valid. */
  readonly problem?: string;
  /** What was typed, once it is valid and the field is left or Enter pressed. */
  readonly onKeep: (text: string) => void;
}

/** A few letters beside a choice. Nothing is kept while somebody is still typing. */
export function ShortField({ label, start, inputMode, isValid, problem, onKeep }: ShortFieldProps) {
  const [text, setText] = useState(start);
  const keep = () => {
    if (isValid(text)) onKeep(text);
  };
  return (
    <>
      <input
        className={styles.short}
        inputMode={inputMode}
        aria-label={label}
        aria-invalid={!isValid(text)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
      {problem !== undefined && !isValid(text) && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </>
  );
}
