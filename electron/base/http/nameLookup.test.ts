import { expect, test } from 'vitest';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { type Resolve, rememberingLookup } from './nameLookup.ts';

type Answer = Parameters<Parameters<Resolve>[2]>;
const two = [
  { address: '2001:db8::1', family: 6 },
  { address: '192.0.2.1', family: 4 },
];
const all = { all: true } as const;

function createLookup() {
  const clock = createTestClock();
  const asked: string[] = [];
  const waiting: ((...answer: Answer) => void)[] = [];
  const lookup = rememberingLookup((hostname, _options, callback) => {
    asked.push(hostname);
    waiting.push(callback);
  }, clock);
  const ask = (hostname: string) => {
    const told: unknown[] = [];
    lookup(hostname, all, (error, addresses) => told.push(error ? error.code : addresses));
    return told;
  };
  const answer = (...given: Answer) => {
    for (const tell of waiting.splice(0)) tell(...given);
  };
  const dead = Object.assign(new Error('dead'), { code: 'EAI_AGAIN' });
  return { clock, asked, ask, answer, dead };
}

test('N7 every address of a name is handed on, in its order', () => {
  const { ask, answer } = createLookup();
  const told = ask('archive.example');
  answer(null, two);
  expect(told).toEqual([two]);
});

test('N10 a dead name server does not take away an archive whose address is known', () => {
  const { clock, ask, answer, dead, asked } = createLookup();
  ask('archive.example');
  answer(null, two);
  const refused = ask('archive.example');
  answer(dead, '');
  expect(refused).toEqual([two]);
  const silent = ask('archive.example');
  clock.advance(1_600);
  expect(silent).toEqual([two]);
  // Whoever comes while that question still hangs asks no other.
  const later = ask('archive.example');
  clock.advance(1_600);
  expect([later, asked.length]).toEqual([[two], 3]);
});

test('a name never found is not found, and an old address is forgotten', () => {
  const { clock, ask, answer, dead } = createLookup();
  const never = ask('archive.example');
  clock.advance(5_000);
  expect(never).toEqual([]);
  answer(dead, '');
  expect(never).toEqual(['EAI_AGAIN']);
  ask('archive.example');
  answer(null, two);
  clock.advance(7 * 3_600_000);
  const stale = ask('archive.example');
  answer(dead, '');
  expect(stale).toEqual(['EAI_AGAIN']);
});

test('names are kept apart', () => {
  const { ask, answer, asked } = createLookup();
  const one = ask('one.example');
  const other = ask('other.example');
  expect(asked).toEqual(['one.example', 'other.example']);
  answer(null, two);
  expect([one, other]).toEqual([[two], [two]]);
});
