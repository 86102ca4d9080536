import { type CommandPlace, type CommandRegistry, commandRegistry } from './commands.ts';
import { chordOf, resolveCommand } from './keymap.ts';
import { whilePressed } from './pressedKey.ts';

/** The parts of an element that decide whether it needs a key for itself. */
export interface FocusedElement {
  readonly tagName: string;
  readonly isContentEditable?: boolean;
  readonly type?: string;
  closest(selectors: string): unknown;
}

const editingChords = new Set(
  ['A', 'C', 'V', 'X', 'Y', 'Z', 'B', 'I', 'U', 'Backspace', 'Delete', 'Home', 'End', 'Insert'].flatMap((key) => [
    `Ctrl+${key}`,
    `Ctrl+Shift+${key}`,
  ]),
);
/** Whoever goes from control to control goes on so; among the images, Tab is a command. */
const pressing = new Set(['Enter', 'Space', 'Tab', 'Shift+Tab']);
const nonText = new Set(['button', 'submit', 'reset', 'image', 'file', 'color']);

/**
 * Whether the focused control owns a chord, so that no command may take it.
 * Text fields own typing, moving and editing; F-keys, other chords and Escape pass, so that reading goes on while
 * dictating. Buttons own Enter, Space and Tab. An open dialog or menu owns everything.
 */
export function keyClaimedByFocus(chord: string, element: FocusedElement | null): boolean {
  if (element === null) return false;
  if (element.closest('dialog,[role="dialog"],[role="menu"],[role="listbox"]')) return true;
  if (isTextField(element)) return ownedByText(chord);
  switch (element.tagName) {
    case 'BUTTON':
    case 'SUMMARY':
    case 'A':
      return pressing.has(chord);
    case 'SELECT':
      return pressing.has(chord) || chord.startsWith('Arrow') || chord.length === 1;
    case 'INPUT':
      return pressing.has(chord) || chord.startsWith('Arrow') || chord === 'Home' || chord === 'End';
    default:
      return false;
  }
}

/**
 * While reading, the first Escape leaves whatever the keys are in, a text or a control that shows its focus, and gives
 * them back to the images; the next leaves the study. What only a mouse has pressed has taken no keys.
 */
export function givesKeysBack(
  chord: string,
  place: CommandPlace,
  focused: FocusedElement & { matches(selectors: string): boolean },
): boolean {
  return chord === 'Escape' && place === 'reading' && (isTextField(focused) || focused.matches(':focus-visible'));
}

function isTextField(element: FocusedElement): boolean {
  if (element.isContentEditable === true || element.tagName === 'TEXTAREA') return true;
  const choosing = ['checkbox', 'radio', 'range'];
  return (
    element.tagName === 'INPUT' && !nonText.has(element.type ?? 'text') && !choosing.includes(element.type ?? 'text')
  );
}

function ownedByText(chord: string): boolean {
  if (/^(?:Shift\+)?F\d+$/.test(chord) || chord === 'Escape') return false;
  if (/^(?:Ctrl\+)(?:Shift\+)?Arrow/.test(chord)) return true;
  if (chord.startsWith('Ctrl+')) return editingChords.has(chord);
  return !chord.startsWith('Alt+');
}

/**
 * The window's one key listener. Answers a function that stops it. `place` is asked at each key. While it listens the
 * page says so, `data-keys` of its root: what is pressed before is lost, and whoever drives the page must not be early.
 */
export function startDispatchingKeys(
  place: () => CommandPlace,
  registry: CommandRegistry = commandRegistry,
): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const chord = chordOf(event);
    const focused = event.target instanceof HTMLElement ? event.target : null;
    if (keyClaimedByFocus(chord, focused)) return;
    if (focused && givesKeysBack(chord, place(), focused)) {
      event.preventDefault();
      focused.blur();
      return;
    }
    const command = resolveCommand(registry.list(), chord, place());
    if (!command) return;
    event.preventDefault();
    whilePressed(event.code, command.run);
  };
  const { dataset } = document.documentElement;
  window.addEventListener('keydown', onKeyDown);
  dataset['keys'] = 'heard';
  return () => {
    window.removeEventListener('keydown', onKeyDown);
    delete dataset['keys'];
  };
}
