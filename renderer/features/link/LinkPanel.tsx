import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/Button.tsx';
import type { Failure } from '#shared/contract/failures.ts';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { Allowance } from './Allowance.tsx';
import { Coming } from './Coming.tsx';
import type { LinkActs } from './commands.ts';
import { Lines } from './Lines.tsx';
import styles from './Link.module.css';

interface LinkPanelProps {
  readonly snapshot: LinkSnapshot;
  /** Whose the studies on the line are. */
  readonly items: readonly WorklistItem[];
  readonly acts: LinkActs;
  /** Why what was last asked for did not happen. */
  readonly failure: Failure | undefined;
  /** To where a person signs in to an archive. */
  readonly onSignIn: () => void;
  /** What is on the desk: it stands first. */
  readonly opened: StudyRef | undefined;
  readonly onOpen: (study: StudyRef) => void;
}

/** Beside the list, or over the report and never over an image: what comes and why, how the line is, and what it may be used for. */
export function LinkPanel({ snapshot, items, acts, failure, onSignIn, opened, onOpen }: LinkPanelProps) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <aside
      ref={panel}
      className={styles.panel}
      tabIndex={-1}
      aria-label={t('link.title')}
      data-testid="link-panel"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        acts.togglePanel();
      }}
    >
      <header className={styles.heading}>
        <h2>{t('link.title')}</h2>
        <Button kind="quiet" keys="Escape" onClick={acts.togglePanel}>
          {t('app.close')}
        </Button>
      </header>
      <Allowance snapshot={snapshot} acts={acts} failure={failure} />
      <Coming snapshot={snapshot} items={items} opened={opened} onOpen={onOpen} />
      <Lines lines={snapshot.lines} onSignIn={onSignIn} />
    </aside>
  );
}
