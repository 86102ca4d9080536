import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/Button.tsx';

/** Puts a text on the clipboard, where the person who pressed asked for it. */
export function CopyReport({ text }: { text: string }) {
  const { t } = useTranslation();
  const [done, setDone] = useState<'copied' | 'notCopied'>();
  const copy = () => setDone(copyText(text) ? 'copied' : 'notCopied');
  return (
    <>
      <Button kind="quiet" icon="file" onClick={copy}>
        {t('reporting.signed.copy')}
      </Button>
      <span role="status">{done && t(`reporting.signed.${done}`)}</span>
    </>
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
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above: the call that replaces it asks for a grant
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return isDone && isTaken;
}
