import { describe, expect, test } from 'vitest';
import { type Command, CommandRegistry, findKeyConflicts } from './commands.ts';
import { type FocusedElement, givesKeysBack, keyClaimedByFocus } from './dispatchKey.ts';
import { chordOf, type KeyPress, resolveCommand } from './keymap.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const command = (id: string, place: Command['place'], keys: readonly string[], can = true): Command => ({
  id,
  title: id,
  place,
  keys,
  canRun: () => can,
  run: () => undefined,
});

test('a chord is written one way whatever the layout', () => {
  expect([
    chordOf(press('r')),
    chordOf(press('R', { shiftKey: true })),
    chordOf(press('k', { metaKey: true })),
    chordOf(press('?', { shiftKey: true })),
    chordOf(press(' ')),
    chordOf(press('F2')),
    chordOf(press('ArrowUp', { ctrlKey: true, shiftKey: true })),
    chordOf(press('ر', { code: 'KeyR' })),
    chordOf(press('۱', { code: 'Digit1' })),
    chordOf(press('é', { code: 'Digit2' })),
  ]).toEqual(['R', 'Shift+R', 'Ctrl+K', '?', 'Space', 'F2', 'Ctrl+Shift+ArrowUp', 'R', '1', '2']);
});

test('two commands on one key in one place are a conflict, also when one of them is anywhere', () => {
  const commands = [
    command('a', 'worklist', ['R']),
    command('b', 'reading', ['R']),
    command('c', 'anywhere', ['F1', 'R']),
  ];
  expect(findKeyConflicts(commands)).toEqual([
    { chord: 'R', commands: ['a', 'c'] },
    { chord: 'R', commands: ['b', 'c'] },
  ]);
  const registry = new CommandRegistry();
  registry.register([command('a', 'worklist', ['R'])]);
  expect(() => registry.register([command('z', 'worklist', ['R'])])).toThrow('Two commands on R: a and z');
  expect(() => registry.register([command('a', 'reading', [])])).toThrow('twice');
});

test('commands leave with their owner, and the list is the same object until something changes', () => {
  const registry = new CommandRegistry();
  const leave = registry.register([command('a', 'worklist', ['R'])]);
  expect(registry.list()).toBe(registry.list());
  leave();
  expect(registry.list()).toEqual([]);
});

test('a key means the command of the place, else of anywhere, and only one that can run', () => {
  const commands = [
    command('list.open', 'worklist', ['Enter']),
    command('read.next', 'reading', ['Enter']),
    command('app.help', 'anywhere', ['?']),
    command('list.asleep', 'worklist', ['X'], false),
  ];
  expect([
    resolveCommand(commands, 'Enter', 'reading')?.id,
    resolveCommand(commands, '?', 'worklist')?.id,
    resolveCommand(commands, 'X', 'worklist')?.id,
    resolveCommand(commands, 'Enter', 'settings')?.id,
  ]).toEqual(['read.next', 'app.help', undefined, undefined]);
});

describe('keyClaimedByFocus', () => {
  const element = (tagName: string, type?: string, inside = false): FocusedElement => ({
    tagName,
    ...(type === undefined ? {} : { type }),
    closest: () => (inside ? {} : null),
  });
  const claimedBy = (focused: FocusedElement | null, chords: readonly string[]) =>
    chords.filter((chord) => keyClaimedByFocus(chord, focused));

  test('the first Escape gives the keys back to the images, from a text and from a control reached by keys', () => {
    const focused = (tagName: string, shows: boolean, type?: string) => ({
      ...element(tagName, type),
      matches: (selectors: string) => shows && selectors === ':focus-visible',
    });
    const gives = (each: ReturnType<typeof focused>, chord = 'Escape', place: Command['place'] = 'reading') =>
      givesKeysBack(chord, place, each);
    expect([gives(focused('BUTTON', true)), gives(focused('TEXTAREA', false))]).toEqual([true, true]);
    // A button that the mouse has pressed has taken no keys; the images themselves have them already.
    expect([gives(focused('BUTTON', false)), gives(focused('BODY', false))]).toEqual([false, false]);
    expect([gives(focused('BUTTON', true), 'R'), gives(focused('BUTTON', true), 'Escape', 'worklist')]).toEqual([
      false,
      false,
    ]);
  });

  test('a button keeps Enter, Space and Tab for itself; among the images Tab is a command', () => {
    const chords = ['Enter', 'Space', 'Tab', 'Shift+Tab', 'R', 'Ctrl+Z'];
    expect(claimedBy(element('BUTTON'), chords)).toEqual(['Enter', 'Space', 'Tab', 'Shift+Tab']);
    expect(claimedBy(element('BODY'), chords)).toEqual([]);
    expect(claimedBy(element('TEXTAREA'), ['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y'])).toHaveLength(3);
  });

  test('text fields own typing and editing; F-keys, chords and Escape pass', () => {
    const chords = [
      'R',
      '1',
      'Enter',
      'ArrowDown',
      'Ctrl+C',
      'Ctrl+ArrowLeft',
      'Ctrl+K',
      'Ctrl+Enter',
      'F2',
      'Alt+1',
      'Escape',
    ];
    const owned = ['R', '1', 'Enter', 'ArrowDown', 'Ctrl+C', 'Ctrl+ArrowLeft'];
    expect(claimedBy(element('TEXTAREA'), chords)).toEqual(owned);
    expect(claimedBy(element('INPUT', 'search'), chords)).toEqual(owned);
    expect(claimedBy({ ...element('DIV'), isContentEditable: true }, chords)).toEqual(owned);
  });

  test('buttons own Enter and Space, lists their arrows, the page nothing', () => {
    const chords = ['R', 'Enter', 'Space', 'ArrowDown'];
    expect(claimedBy(element('BUTTON'), chords)).toEqual(['Enter', 'Space']);
    expect(claimedBy(element('INPUT', 'checkbox'), chords)).toEqual(['Enter', 'Space', 'ArrowDown']);
    expect(claimedBy(element('SELECT'), chords)).toEqual(chords);
    expect(claimedBy(element('DIV'), chords)).toEqual([]);
    expect(claimedBy(null, chords)).toEqual([]);
  });

  test('an open dialog owns every key', () => {
    expect(claimedBy(element('DIV', undefined, true), ['R', 'F2', 'Escape'])).toEqual(['R', 'F2', 'Escape']);
  });
});
