import { useState } from 'react';
import { Field } from '#renderer/ui/Field.tsx';

interface TextEntryProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A line of text that is kept when it is left. */
export function TextEntry({ label, value, onValue }: TextEntryProps) {
  const [text, setText] = useState(value);
  return (
    <Field
      label={label}
      value={text}
      maxLength={60}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (text.trim() !== value) onValue(text.trim());
      }}
    />
  );
}
