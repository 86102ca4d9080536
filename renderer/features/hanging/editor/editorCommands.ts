import { type Command, commandsOf } from '#renderer/session/commands.ts';

export interface EditorCommandActs {
  readonly save: () => void;
  readonly canSave: () => boolean;
  readonly undo: () => void;
  readonly canUndo: () => boolean;
  readonly redo: () => void;
  readonly canRedo: () => boolean;
}

const command = commandsOf('hanging', 'settings');

/** Keys of the editor of protocols. */
export function editorCommands(acts: EditorCommandActs): readonly Command[] {
  return [
    command('saveProtocol', ['Ctrl+S'], acts.save, acts.canSave),
    command('undoEdit', ['Ctrl+Z'], acts.undo, acts.canUndo),
    command('redoEdit', ['Ctrl+Shift+Z', 'Ctrl+Y'], acts.redo, acts.canRedo),
  ];
}
