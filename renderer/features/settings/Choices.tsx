import { type ReactNode, useId } from 'react';
import styles from './Settings.module.css';

interface ChoicesProps<Value extends string> {
  readonly title: string;
  readonly text?: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly beside?: ReactNode }[];
  readonly onChoose: (value: Value) => void;
}

/** One of a few, all in sight. What belongs to a choice stands beside it. */
export function Choices<Value extends string>({ title, text, value, options, onChoose }: ChoicesProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend>{title}</legend>
      {text !== undefined && <p className={styles.muted}>{text}</p>}
      {options.map((option) => (
        <div key={option.value} className={styles.choiceLine}>
          <label className={styles.choice}>
            <input type="radio" name={name} checked={value === option.value} onChange={() => onChoose(option.value)} />
            <span>{option.label}</span>
          </label>
          {option.beside}
        </div>
      ))}
    </fieldset>
  );
}
