import { expect, test } from 'vitest';
import type { Command } from '#renderer/session/commands.ts';
import { untouchedHands } from '#shared/hands/handsProfile.ts';
import { editedKeys } from './editedKeys.ts';

const command = (id: string, keys: readonly string[], place: Command['place'] = 'reading'): Command => ({
  id,
  title: id,
  place,
  keys,
  run: () => undefined,
});
const commands = [command('turn', ['.']), command('flip', ['H']), command('open', ['H'], 'worklist')];
const [turn, flip] = commands as [Command, Command, Command];
const own = { ...untouchedHands, keys: { flip: ['H'] } };

test('H3: a key is added, taken away and put back for one command alone', () => {
  expect(editedKeys(commands, turn, own, { kind: 'add', chord: 'T' })).toEqual({
    keys: { flip: ['H'], turn: ['.', 'T'] },
  });
  expect(editedKeys(commands, turn, own, { kind: 'add', chord: '.' })).toEqual({ keys: { flip: ['H'], turn: ['.'] } });
  expect(editedKeys(commands, turn, own, { kind: 'remove', chord: '.' })).toEqual({ keys: { flip: ['H'], turn: [] } });
  expect(editedKeys(commands, flip, own, { kind: 'reset' })).toEqual({ keys: {} });
});

test('H3: a key that another command has in the same place is refused, and both are named', () => {
  expect(editedKeys(commands, turn, own, { kind: 'add', chord: 'H' })).toEqual({
    chord: 'H',
    commands: ['flip', 'turn'],
  });
  expect(editedKeys(commands, command('find', ['F'], 'worklist'), own, { kind: 'add', chord: '.' })).toMatchObject({
    keys: { find: ['F', '.'] },
  });
});
