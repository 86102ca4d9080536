import { expect, test } from 'vitest';
import { linkCommands } from '../features/link/index.ts';
import { readingCommands } from '../features/reading/commands/readingCommands.ts';
import { reportCommands } from '../features/reporting/commands.ts';
import { worklistCommands } from '../features/worklist/index.ts';
import { readWords } from '../i18n/i18n.ts';
import type { Command } from '../session/commands.ts';
import { findKeyConflicts } from '../session/commands.ts';
import type { ReadingSession } from '../session/readingSession.ts';
import { appCommands } from './appCommands.ts';

/** Acts that do nothing: what is looked at here are keys and words. */
const idle = <Acts extends object>(): Acts => new Proxy({}, { get: () => () => undefined }) as Acts;

const modalities = ['CT', 'MR', 'DX', 'US', 'MG', 'NM', undefined];
const readingOf = (modality: string | undefined) =>
  readingCommands({ activeSet: modality && { set: greySet(modality) }, state: {} } as unknown as ReadingSession);
const greySet = (modality: string) => ({ modality, frames: [{ image: { layout: { samplesPerPixel: 1 } } }] });
const around: readonly Command[] = [
  ...worklistCommands(idle()),
  ...appCommands(idle()),
  ...reportCommands(idle()),
  ...linkCommands(idle()),
];

test('no two commands of the whole window share a key in one place, whatever the modality', () => {
  expect(around.length).toBeGreaterThan(25);
  for (const modality of modalities) {
    const commands = [...around, ...readingOf(modality)];
    expect(findKeyConflicts(commands)).toEqual([]);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  }
});

test('every command has its words, or the key card would show a key of ours', () => {
  const words = (key: string) =>
    key.split('.').reduce<unknown>((group, part) => (group as Record<string, unknown>)[part], readWords()['en']);
  const named = [...around, ...modalities.flatMap(readingOf)].map(({ title }) => title);
  expect([...new Set(named)].filter((title) => typeof words(title) !== 'string')).toEqual([]);
});
