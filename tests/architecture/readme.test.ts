import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appCommands } from '#renderer/app/appCommands.ts';
import { hangingCommands } from '#renderer/features/hanging/commands.ts';
import { editorCommands } from '#renderer/features/hanging/editor/editorCommands.ts';
import { linkCommands } from '#renderer/features/link/commands.ts';
import { documentCommands } from '#renderer/features/reading/commands/documentCommands.ts';
import { readingCommands } from '#renderer/features/reading/commands/readingCommands.ts';
import { reportCommands } from '#renderer/features/reporting/commands.ts';
import { worklistCommands } from '#renderer/features/worklist/commands.ts';
import type { Command } from '#renderer/session/commands.ts';

/** The README promises keys; these are the lists that the keys themselves are read from. */
const root = join(import.meta.dirname, '../..');
const anything = new Proxy({}, { get: () => () => undefined });
const session = { activeSet: { set: { modality: 'CT', frames: [{ image: { layout: { samplesPerPixel: 1 } } }] } } };
const listed: readonly Command[] = [
  ...appCommands(anything as never),
  ...worklistCommands(anything as never),
  ...readingCommands(session as never),
  ...documentCommands(anything as never, anything as never),
  ...reportCommands(anything as never),
  ...linkCommands(anything as never),
  ...hangingCommands(anything as never),
  ...editorCommands(anything as never),
];

const written: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageDown: 'Page Down',
  PageUp: 'Page Up',
  Escape: 'Esc',
};

/** Rows of the tables under "Keys": what it does, and its keys. */
function promised(): readonly (readonly [string, readonly string[]])[] {
  const [, section = ''] = readFileSync(join(root, 'README.md'), 'utf8').split(/^## Keys$/m);
  const [table = ''] = section.split(/^## /m);
  return [...table.matchAll(/^\| ([^|]+) \| (`.+`) +\|$/gm)].map(([, title = '', keys = '']) => [
    title.trim(),
    [...keys.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
  ]);
}

function wordsOf(title: string): string {
  const [topic = '', ...path] = title.split('.');
  const file: unknown = JSON.parse(readFileSync(join(root, 'resources/locales/en', `${topic}.json`), 'utf8'));
  return String(path.reduce<unknown>((words, part) => (words as Record<string, unknown>)[part], file));
}

test('every key in the README is true, and every command with a key is in it', () => {
  const commands = listed.filter(({ title, keys }) => keys.length > 0 && !title.startsWith('reading.presets.'));
  const asWritten = (keys: readonly string[]) =>
    keys.map((key) => key.replace(/[A-Za-z]+$/, (last) => written[last] ?? last)).join(' ');
  const known = commands.map(({ title, keys }) => `${wordsOf(title)}: ${asWritten(keys)}`);
  // In components beside the list: hiding the report, taking in what came late, and the two ways back.
  known.push('Show or hide the report: F2', 'Show the new images: N', 'Back to the worklist: Esc');
  known.push('Any number of boxes: Alt+G');
  const told = promised().map(([title, keys]) => `${title}: ${keys.join(' ')}`);
  expect(told.length).toBeGreaterThan(40);
  expect([...new Set(told)].sort()).toEqual([...new Set(known)].sort());
});
