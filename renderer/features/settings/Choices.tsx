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

interface NoneOrSomeProps {
  readonly title: string;
  readonly none: string;
  readonly some: string;
  readonly isSome: boolean;
  /** Stands beside `some` while that is chosen: what it is. */
  readonly what: ReactNode;
  readonly onNone: () => void;
  readonly onSome: () => void;
}

/** Nothing set, or something that stands beside it. */
export function NoneOrSome({ title, none, some, isSome, what, onNone, onSome }: NoneOrSomeProps) {
  return (
    <Choices
      title={title}
      value={isSome ? 'some' : 'none'}
      options={[
        { value: 'none', label: none },
        { value: 'some', label: some, beside: isSome && what },
      ]}
      onChoose={(choice) => (choice === 'none' ? onNone() : onSome())}
    />
  );
}
