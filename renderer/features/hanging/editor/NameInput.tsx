import { useState } from 'react';

interface NameInputProps {
  readonly label: string;
  readonly value: string;
  readonly className: string | undefined;
  /** Of names; an empty field is none, and changes nothing. */
  readonly onChange: (value: string) => void;
}

/** A name as it is typed: the field may be emptied to write another; left empty it says the name that holds. */
export function NameInput({ label, value, className, onChange }: NameInputProps) {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <input
      className={className}
      aria-label={label}
      value={isEmpty ? '' : value}
      maxLength={200}
      onChange={({ target }) => {
        setEmpty(target.value === '');
        if (target.value !== '') onChange(target.value);
      }}
      onBlur={() => setEmpty(false)}
    />
  );
}
