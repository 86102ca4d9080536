import { expect, test } from 'vitest';
import { linkOf, quietLine } from '#tests/fixtures/quietLine.ts';
import { awayBeside, summariseLines } from './lineSummary.ts';

const quetta = quietLine('Quetta', { state: 'fetching', bytesPerSecond: 100_000, roundTripMs: 342 });
const gilgit = quietLine('Gilgit', { state: 'fetching', bytesPerSecond: 20_000, roundTripMs: 715 });
const turbat = quietLine('Turbat', { state: 'away' });

test('N11: the sign in the frame never says that all is well while a line is away or rests', () => {
  expect([
    summariseLines(linkOf([quetta, gilgit])),
    summariseLines(linkOf([turbat])),
    summariseLines(linkOf([turbat, quietLine('Gilgit', {})])),
    summariseLines(linkOf([quietLine('Gilgit', { roundTripMs: 80 })], { rest: 'outsideHours' })),
    summariseLines(linkOf([quietLine('Gilgit', { roundTripMs: 80 })])),
  ]).toEqual([
    { kind: 'fetching', bytesPerSecond: 120_000, roundTripMs: 342 },
    { kind: 'away', count: 1, name: 'Turbat', isAll: true },
    { kind: 'away', count: 1, name: 'Turbat', isAll: false },
    { kind: 'rests', rest: 'outsideHours' },
    { kind: 'idle', roundTripMs: 80 },
  ]);
  expect([awayBeside(linkOf([quetta, turbat])), awayBeside(linkOf([turbat])), awayBeside(linkOf([quetta]))]).toEqual([
    1, 0, 0,
  ]);
});
