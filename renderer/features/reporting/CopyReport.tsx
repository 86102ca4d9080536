import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/Button.tsx';
import styles from './Reporting.module.css';

/** Puts a text on the clipboard, where the person who pressed asked for it. */
export function CopyReport({ text }: { text: string }) {
  const { t } = useTranslation();
  const [done, setDone] = useState<'copied' | 'notCopied'>();
  const copy = () => setDone(copyText(text) ? 'copied' : 'notCopied');
  return (
    <div className={styles.copy}>
      <Button kind="quiet" icon="file" onClick={copy}>
        {t('reporting.signed.copy')}
      </Button>
      <span role="status" className={styles.muted}>
        {done && t(`reporting.signed.${done}`)}
      </span>
    </div>
  );
}

/** By the page's own copy event: the window grants nobody the clipboard, and this needs no grant. */
function copyText(text: string): boolean {
  let isTaken = false;
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    isTaken = event.clipboardData !== null;
  };
  document.addEventListener('copy', onCopy, { once: true });
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return isDone && isTaken;
}
