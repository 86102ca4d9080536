import { expect, test } from 'vitest';
import { readingCommandCatalogue } from '../features/reading/commands/catalogue.ts';
import { readWords } from '../i18n/i18n.ts';
import { commandsAround } from './allCommands.ts';
import { keyGroups } from './keyGroups.ts';

function wordsOf(key: string): string {
  const found = key
    .split('.')
    .reduce<unknown>((group, part) => (group as Record<string, unknown> | undefined)?.[part], readWords()['en']);
  return typeof found === 'string' ? found : '';
}

const all = [...commandsAround(), ...readingCommandCatalogue()];
const places = ['reading', 'worklist', 'settings'] as const;

test('the key card has every key that acts in a place once, under a topic that has a name', () => {
  for (const place of places) {
    const groups = keyGroups(all, place, '', wordsOf);
    const shown = groups.flatMap(({ commands }) => commands.map(({ id }) => id));
    const expected = all.filter((each) => each.keys.length > 0 && [place, 'anywhere'].includes(each.place));
    expect([...shown].sort()).toEqual(expected.map(({ id }) => id).sort());
    for (const { topic } of groups) expect(wordsOf(`app.keyCard.topics.${topic}`), topic).not.toBe('');
  }
});

test('it is searched by words and by keys', () => {
  const idsOf = (typed: string) =>
    keyGroups(all, 'reading', typed, wordsOf).flatMap(({ commands }) => commands.map(({ id }) => id));
  expect(idsOf('flip')).toEqual(['hands.flipHorizontal', 'hands.flipVertical']);
  expect(idsOf('shift+z')).toEqual(['hands.oneToOne']);
  expect(idsOf('no such words')).toEqual([]);
});
