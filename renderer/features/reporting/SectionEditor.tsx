import { type KeyboardEvent, type ReactNode, useId } from 'react';
import type { SectionName } from '#shared/reports/report.ts';
import styles from './Reporting.module.css';

interface SectionEditorProps {
  readonly name: SectionName;
  readonly title: string;
  readonly value: string;
  readonly readOnly: boolean;
  readonly onChange: (value: string) => void;
  /** The cursor has left the field. */
  readonly onLeave: () => void;
  /** What may be put into the field, below it. */
  readonly children?: ReactNode;
}

/** One part of the report. Grows with its text; each line runs in the direction of its own script. */
export function SectionEditor({ name, title, value, readOnly, onChange, onLeave, children }: SectionEditorProps) {
  const id = useId();
  // Back to the images, not out of the study: the field takes Escape for itself.
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.blur();
  };
  return (
    <div className={styles.section}>
      <label htmlFor={id}>{title}</label>
      <textarea
        id={id}
        name={name}
        className={styles.text}
        dir="auto"
        rows={name === 'findings' ? 5 : 1}
        value={value}
        readOnly={readOnly}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onLeave}
        onKeyDown={onKeyDown}
      />
      {children}
    </div>
  );
}
