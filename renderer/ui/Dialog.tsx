import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly width?: 'narrow' | 'wide' | 'full';
  /** False: Escape does not close it, because something shown once would be lost. */
  readonly dismissable?: boolean;
}

/**
 * The browser's own modal dialog: it keeps the focus inside, gives it back, makes the rest inert,
 * and adds no <style> element, which the Content-Security-Policy would refuse.
 */
export function Dialog({ title, onClose, children, footer, width = 'narrow', dismissable = true }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (element && !element.open) element.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const dismiss = () => {
    if (dismissable) onClose();
  };
  return (
    <dialog
      ref={dialog}
      className={[styles.dialog, styles[width]].join(' ')}
      aria-labelledby={titleId}
      // Browsers ration their own cancel event by what the person did before; a key is a key. What is open inside takes
      // it first and says so.
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.preventDefault();
        dismiss();
      }}
      onCancel={(event) => {
        event.preventDefault();
        dismiss();
      }}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </dialog>
  );
}
