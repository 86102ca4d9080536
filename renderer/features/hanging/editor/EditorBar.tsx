import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { useCommands } from '#renderer/session/useCommands.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { dropDraft, keepDraft, redoDraft, undoDraft } from './drafts.ts';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { editorCommands } from './editorCommands.ts';
import { type Editing, isUnsaved } from './model/history.ts';
import { NameInput } from './NameInput.tsx';
import { useProtocols } from './useProtocols.ts';

interface EditorBarProps {
  readonly editing: Editing;
  readonly onDone: () => void;
  readonly onRenamed: (id: string) => void;
}

const ownLevels = ['user', 'group', 'site'] as const;

/** What the protocol is called and for whom, the way back and forth, and keeping it. */
export function EditorBar({ editing, onDone, onRenamed }: EditorBarProps) {
  const { t } = useTranslation();
  const { protocol, edit, problems } = useEditor();
  const { save } = useProtocols();
  const [keeping, setKeeping] = useState(false);
  const [said, setSaid] = useState<{ readonly failure?: Failure | undefined; readonly over?: number | undefined }>({});
  const unsaved = isUnsaved(editing);
  const refusals = problems.filter(({ isRefusal }) => isRefusal).length;
  // Pressed twice, a new one would be kept twice.
  const canSave = unsaved && refusals === 0 && !keeping;
  const keep = async () => {
    setKeeping(true);
    const kept = await save(protocol, editing.kept === undefined).finally(() => setKeeping(false));
    if (!kept) return;
    setSaid(kept.ok ? { over: kept.value.over } : { failure: kept.failure });
    if (!kept.ok) return;
    keepDraft(protocol, kept.value.protocol);
    if (kept.value.protocol.id !== protocol.id) onRenamed(kept.value.protocol.id);
  };
  const acts = {
    save: () => void keep(),
    canSave: () => canSave,
    undo: () => undoDraft(protocol.id),
    canUndo: () => editing.past.length > 0,
    redo: () => redoDraft(protocol.id),
    canRedo: () => editing.future.length > 0,
  };
  useCommands(editorCommands(acts));
  const undoes = editing.past.at(-1)?.label;
  return (
    <header className={styles.bar}>
      <Button kind="quiet" icon="back" onClick={onDone}>
        {t('hanging.editor.back')}
      </Button>
      <NameInput
        label={t('hanging.editor.name')}
        className={styles.name}
        value={protocol.name}
        onChange={(name) => edit((before) => ({ ...before, name }), 'name', 'name')}
      />
      <select
        className={styles.select}
        aria-label={t('hanging.editor.level')}
        value={protocol.level}
        disabled={editing.kept !== undefined && editing.kept.level === 'builtin'}
        onChange={({ target }) => {
          const level = ownLevels.find((each) => each === target.value);
          if (level) edit((before) => ({ ...before, level }), 'level');
        }}
      >
        {ownLevels.map((level) => (
          <option key={level} value={level}>
            {t(`hanging.editor.levels.${level}`)}
          </option>
        ))}
      </select>
      <Checkbox
        label={t('hanging.editor.on')}
        checked={protocol.enabled}
        onChange={({ target }) => edit((before) => ({ ...before, enabled: target.checked }), 'on')}
      />
      <span className={styles.apart} />
      {refusals > 0 && (
        <span className={styles.problem} role="status">
          <Icon name="triangle" /> {t('hanging.editor.problems', { count: refusals })}
        </span>
      )}
      {said.failure && <span role="alert">{failureText(said.failure)}</span>}
      {said.over !== undefined && <span role="status">{t('hanging.editor.keptOver', { version: said.over })}</span>}
      <span className={styles.muted} role="status" data-testid="hanging-unsaved">
        {t(unsaved ? 'hanging.editor.unsaved' : 'hanging.editor.saved', { version: editing.kept?.version ?? 0 })}
      </span>
      <Button
        kind="quiet"
        disabled={!acts.canUndo()}
        keys="Ctrl+Z"
        title={
          undoes === undefined ? undefined : t('hanging.editor.undoes', { what: t(`hanging.editor.changes.${undoes}`) })
        }
        onClick={acts.undo}
      >
        {t('hanging.editor.undo')}
      </Button>
      <Button kind="quiet" disabled={!acts.canRedo()} onClick={acts.redo}>
        {t('hanging.editor.redo')}
      </Button>
      {unsaved && (
        <Button
          kind="quiet"
          onClick={() => {
            dropDraft(protocol.id);
            onDone();
          }}
        >
          {t('hanging.editor.throwAway')}
        </Button>
      )}
      <Button kind="primary" keys="Ctrl+S" disabled={!canSave} onClick={acts.save}>
        {t('hanging.editor.save')}
      </Button>
    </header>
  );
}
