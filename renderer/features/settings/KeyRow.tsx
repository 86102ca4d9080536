import { useTranslation } from 'react-i18next';
import type { Command } from '#renderer/session/commands.ts';
import { writeKeys } from '#renderer/ui/KeyHint.tsx';
import type { KeyEdit } from './editedKeys.ts';
import { KeyCapture } from './KeyCapture.tsx';
import styles from './Keys.module.css';

interface KeyRowProps {
  readonly command: Command;
  /** Its keys are the reader's own. */
  readonly changed: boolean;
  /** Why the key that was pressed is not taken. */
  readonly refused: string | undefined;
  readonly onEdit: (edit: KeyEdit) => void;
}

/** One command: its keys, each of which can be taken away, a place to press another, and the way back. */
export function KeyRow({ command, changed, refused, onEdit }: KeyRowProps) {
  const { t } = useTranslation();
  const title = t(command.title);
  return (
    <li className={styles.row} data-command={command.id}>
      <span className={styles.title}>{title}</span>
      <span className={styles.keys}>
        {command.keys.map((chord) => (
          <button
            key={chord}
            type="button"
            className={styles.key}
            aria-label={t('hands.settings.remove', { chord, title })}
            title={t('hands.settings.remove', { chord, title })}
            onClick={() => onEdit({ kind: 'remove', chord })}
          >
            <kbd dir="ltr">{writeKeys(chord)}</kbd>
            <span aria-hidden="true">×</span>
          </button>
        ))}
        <KeyCapture label={t('hands.settings.add', { title })} onChord={(chord) => onEdit({ kind: 'add', chord })} />
        {changed && (
          <button type="button" className={styles.reset} onClick={() => onEdit({ kind: 'reset' })}>
            {t('hands.settings.reset')}
          </button>
        )}
      </span>
      {refused !== undefined && (
        <p className={styles.refused} role="alert">
          {refused}
        </p>
      )}
    </li>
  );
}
