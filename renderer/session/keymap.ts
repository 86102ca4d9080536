import type { Command, CommandPlace } from './commands.ts';

/** The parts of a KeyboardEvent that decide which chord it is. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * The chord of a key press: "S", "Shift+S", "Ctrl+K", "?", "F2", "Space".
 * Letters go by the letter in Latin layouts, and by the key's position where the layout writes another script:
 * a reader who has just typed Urdu still refreshes with R.
 */
export function chordOf(press: KeyPress): string {
  const key = keyName(press);
  const isMark = key.length === 1 && !/[A-Z]/.test(key);
  const modifiers = [
    press.ctrlKey || press.metaKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    // Shift is already in a mark: "?" is "?", whatever keys make it.
    press.shiftKey && !isMark ? 'Shift' : '',
  ].filter((part) => part !== '');
  return [...modifiers, key].join('+');
}

function keyName({ key, code }: KeyPress): string {
  if (key === ' ') return 'Space';
  if (key.length > 1) return key;
  if (/^[\x21-\x7e]$/.test(key)) return key.toUpperCase();
  const position = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(code);
  return position?.[1] ?? position?.[2] ?? position?.[3] ?? key;
}

/** The command for a chord at a place; a command of the place itself goes before one from anywhere. */
export function resolveCommand(commands: readonly Command[], chord: string, place: CommandPlace): Command | undefined {
  const matching = commands.filter((command) => command.keys.includes(chord) && (command.canRun?.() ?? true));
  return (
    matching.find((command) => command.place === place) ?? matching.find((command) => command.place === 'anywhere')
  );
}
