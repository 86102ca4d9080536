import styles from './Reporting.module.css';

/** Text line by line, each in the direction of its own script: Urdu under English reads as it was written. */
export function CanonicalText({ text }: { text: string }) {
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    <div className={styles.canonical}>
      {lines.map((line, index) => (
        // Lines never move: the text is finished.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} dir="auto" className={/^[A-Z ]+$/.test(line) ? styles.heading : undefined}>
          {line === '' ? '\u00a0' : line}
        </div>
      ))}
    </div>
  );
}
