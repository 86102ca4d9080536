import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { reportCovered } from '../../session/hangingPane.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './PaneFrame.module.css';

interface PaneFrameProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly testId: string;
  readonly children: ReactNode;
  /** What is done with all of it, below and always in sight. */
  readonly footer?: ReactNode;
}

/**
 * A pane about the hanging, beside the images. Whoever came by a key is in it and goes from control to control with Tab;
 * the arrows stay those of the images. Escape closes it and gives the keys back.
 */
export function PaneFrame({ title, onClose, testId, children, footer }: PaneFrameProps) {
  const { t } = useTranslation();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    // A question that was asked for has the keys already.
    if (!pane.current?.contains(document.activeElement)) pane.current?.focus();
    reportCovered.setState({ covered: true });
    return () => reportCovered.setState({ covered: false });
  }, []);
  return (
    <aside
      ref={pane}
      className={styles.pane}
      tabIndex={-1}
      aria-label={title}
      data-testid={testId}
      onKeyDown={(event) => {
        // From control to control, and not to the next image box.
        if (event.key === 'Tab') event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.top}>
        <h2 className={styles.title}>{title}</h2>
        <Button onClick={onClose} aria-label={t('hanging.close')} title={t('hanging.close')}>
          <Icon name="cross" />
        </Button>
      </header>
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
    </aside>
  );
}
