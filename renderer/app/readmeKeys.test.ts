import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readingCommandCatalogue } from '../features/reading/commands/catalogue.ts';
import { readWords } from '../i18n/i18n.ts';
import { commandsAround } from './allCommands.ts';

const engraved: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Escape: 'Esc',
};

function written(chord: string): string {
  const parts = chord.split(/\+(?=.)/).map((part) => engraved[part] ?? part);
  return `\`${parts.join('+')}\``;
}

function wordsOf(key: string): string {
  const found = key
    .split('.')
    .reduce<unknown>((group, part) => (group as Record<string, unknown>)[part], readWords()['en']);
  return String(found);
}

test('the README has every command with the keys that it has', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const rows = new Set(
    [...readme.matchAll(/^\|\s*([^|]+?)\s*\|\s*([^|]*?)\s*\|$/gm)].map(([, words, keys]) => `${words} | ${keys}`),
  );
  // The windows have a sentence of their own above the table.
  const commands = [...commandsAround(), ...readingCommandCatalogue()].filter(
    ({ id, keys }) => keys.length > 0 && !id.startsWith('reading.preset.'),
  );
  const expected = commands.map(({ title, keys }) => `${wordsOf(title)} | ${keys.map(written).join(' ')}`);
  expect(expected.filter((row) => !rows.has(row))).toEqual([]);
});
