import styles from './KeyHint.module.css';

const written: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
};

/** A key as it is engraved: "Ctrl+ArrowUp" → "Ctrl ↑". */
export function writeKeys(keys: string): string {
  return keys
    .split(/\+(?=.)/)
    .map((part) => written[part] ?? part)
    .join(' ');
}

export function KeyHint({ keys }: { keys: string }) {
  return (
    <kbd className={styles.key} dir="ltr">
      {writeKeys(keys)}
    </kbd>
  );
}
