import { describe, expect, test } from 'vitest';
import { handsSettings } from '#shared/contract/settings.ts';
import { handsProfileNames } from '#shared/hands/handsProfile.ts';
import { dragGestures, wheelGestures } from '#shared/hands/mouseGesture.ts';
import { type Command, CommandRegistry, findKeyConflicts } from './commands.ts';
import { handsProfiles } from './hands.ts';
import { keysInForce, ownerOfChord, withoutKeys } from './keysInForce.ts';

const command = (id: string, keys: readonly string[], place: Command['place'] = 'reading'): Command => ({
  id,
  title: id,
  place,
  keys,
  run: () => undefined,
});
const keysOf = (commands: readonly Command[]) => Object.fromEntries(commands.map(({ id, keys }) => [id, keys]));

describe('H1: keys in force', () => {
  const commands = [command('a', ['R']), command('b', ['Z', 'Y']), command('list', ['R'], 'worklist')];

  test('the reader’s own go before the profile’s, and these before the command’s; other places keep theirs', () => {
    const now = keysInForce(commands, { b: ['R'] }, { a: ['Y'] });
    expect(keysOf(now)).toEqual({ a: ['Y'], b: ['R'], list: ['R'] });
    expect(findKeyConflicts(now)).toEqual([]);
    expect(keysOf(keysInForce(commands, { b: ['R'] }, {}))).toEqual({ a: [], b: ['R'], list: ['R'] });
    expect(withoutKeys(commands, keysInForce(commands, { b: ['R'] }, {}))).toEqual(['a']);
  });

  test('a command without a change stays the same object', () => {
    expect(keysInForce(commands, {}, {})[0]).toBe(commands[0]);
  });

  test('a chord that is taken is refused with the name of who has it', () => {
    const now = keysInForce(commands, {}, {});
    expect(ownerOfChord(now, 'Z', { id: 'a', place: 'reading' })).toEqual({ chord: 'Z', commands: ['b', 'a'] });
    expect(ownerOfChord(now, 'Z', { id: 'list', place: 'worklist' })).toBeUndefined();
    expect(ownerOfChord(now, 'R', { id: 'x', place: 'anywhere' })).toEqual({ chord: 'R', commands: ['a', 'x'] });
  });

  test('the registry gives out the keys in force, to those that come later too, and still refuses two on one key', () => {
    const registry = new CommandRegistry();
    registry.register([command('a', ['R'])]);
    registry.rekey((made) => keysInForce(made, {}, { a: ['Q'], late: ['R'] }));
    registry.register([command('late', ['L'])]);
    expect(keysOf(registry.list())).toEqual({ a: ['Q'], late: ['R'] });
    expect(() => registry.register([command('c', ['L'])])).toThrow('Two commands on L');
    registry.rekey((made) => made);
    expect(keysOf(registry.list())).toEqual({ a: ['R'], late: ['L'] });
  });
});

test('H2: every profile names gestures and acts that there are, and the left button and the wheel always do something', () => {
  expect(Object.keys(handsProfiles)).toEqual([...handsProfileNames]);
  for (const profile of handsProfileNames) {
    const { keys, mouse } = handsProfiles[profile];
    expect(handsSettings.safeParse({ profile, keys, drag: mouse.drag, wheel: mouse.wheel }).success).toBe(true);
    expect(Object.keys(mouse.drag).filter((gesture) => !dragGestures.includes(gesture))).toEqual([]);
    expect(Object.keys(mouse.wheel).filter((gesture) => !wheelGestures.includes(gesture))).toEqual([]);
    expect(mouse.drag['Left']).toBe('chosenTool');
    expect(mouse.wheel['Wheel']).toBe('scroll');
  }
});
