import { useState } from 'react';
import styles from './Editor.module.css';

interface NumberInputProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  /** Whole numbers only. */
  readonly isWhole?: boolean;
  /** Of numbers that may be; what may not be stands in the field until it is left, and changes nothing. */
  readonly onChange: (value: number) => void;
}

/** A number as it is typed; when the field is left it says what holds, also after that was taken back. */
export function NumberInput({ label, value, min, max, isWhole = false, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string>();
  const change = (text: string) => {
    setTyped(text);
    const number = Number(text);
    const isNumber = text.trim() !== '' && Number.isFinite(number) && (!isWhole || Number.isInteger(number));
    if (isNumber && number >= (min ?? number) && number <= (max ?? number)) onChange(number);
  };
  return (
    <input
      type="number"
      className={styles.number}
      aria-label={label}
      step={isWhole ? 1 : 'any'}
      min={min}
      max={max}
      value={typed ?? value}
      onChange={({ target }) => change(target.value)}
      onBlur={() => setTyped(undefined)}
    />
  );
}
