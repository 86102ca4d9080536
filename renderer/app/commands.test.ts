import { expect, test } from 'vitest';
import { handsProfileNames } from '#shared/hands/handsProfile.ts';
import { readingCommandCatalogue } from '../features/reading/commands/catalogue.ts';
import { readingCommands } from '../features/reading/commands/readingCommands.ts';
import { readWords } from '../i18n/i18n.ts';
import { findKeyConflicts } from '../session/commands.ts';
import { handsProfiles } from '../session/hands.ts';
import { keysInForce, withoutKeys } from '../session/keysInForce.ts';
import type { ReadingSession } from '../session/readingSession.ts';
import { commandsAround } from './allCommands.ts';

const modalities = ['CT', 'MR', 'DX', 'US', 'MG', 'NM', 'PT'];
const greySet = (modality: string) => ({
  modality,
  frames: [{ image: { layout: { samplesPerPixel: 1 } } }],
  duplicates: [],
});
const readingOf = (modality: string) =>
  readingCommands({ activeSet: { set: greySet(modality) }, state: {} } as unknown as ReadingSession);
const all = [...commandsAround(), ...readingCommandCatalogue()];

test('no two commands of the whole window share a key in one place, whatever the modality', () => {
  expect(all.length).toBeGreaterThan(100);
  expect(findKeyConflicts(all)).toEqual([]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const modality of modalities) {
    const commands = [...commandsAround(), ...readingOf(modality)];
    expect(findKeyConflicts(commands)).toEqual([]);
    // What can be set while no study is open is what there is when one is.
    const known = new Set(all.map(({ id }) => id));
    expect(commands.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
  }
});

test.each(handsProfileNames)(
  'H2: %s conflicts nowhere, names no command that is not there, and leaves none without a key',
  (name) => {
    const { keys } = handsProfiles[name];
    const ids = new Set(all.map(({ id }) => id));
    expect(Object.keys(keys).filter((id) => !ids.has(id))).toEqual([]);
    // Of two that the profile itself puts on one key no rank decides.
    expect(
      findKeyConflicts(
        all.flatMap((command) => (keys[command.id] ? [{ ...command, keys: keys[command.id] ?? [] }] : [])),
      ),
    ).toEqual([]);
    const inForce = keysInForce(all, keys, {});
    expect(findKeyConflicts(inForce)).toEqual([]);
    expect(withoutKeys(all, inForce)).toEqual([]);
  },
);

test('every command has its words, or the key card would show a key of ours', () => {
  const words = (key: string) =>
    key
      .split('.')
      .reduce<unknown>((group, part) => (group as Record<string, unknown> | undefined)?.[part], readWords()['en']);
  const named = [...all, ...modalities.flatMap(readingOf)].map(({ title }) => title);
  expect([...new Set(named)].filter((title) => typeof words(title) !== 'string')).toEqual([]);
});
