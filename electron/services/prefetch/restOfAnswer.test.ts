import { expect, it } from 'vitest';
import { restOfAnswer } from './restOfAnswer.ts';

const frame = { bytes: 193_000, roundTripMs: 300 };
const rest = (received: number, sinceMs: number) => Math.round(restOfAnswer({ ...frame, received, sinceMs }));

it('N4: a connection that finds its speed carries twice as much in each round trip, and then what it carried', () => {
  // 10, 20, 40 segments have come: 29, 58 and 116 KB are the next flights.
  expect([rest(14_480, 0), rest(43_440, 300), rest(101_360, 600)]).toEqual([3_699, 1_033, 542]);
  expect(rest(101_360, 200)).toBe(271);
  expect([rest(193_000, 900), rest(200_000, 900)]).toEqual([0, 0]);
  // A long one, at the speed of the line: what is left at the rate of what came.
  expect(restOfAnswer({ bytes: 6_000_000, received: 3_000_000, sinceMs: 5_000, roundTripMs: 150 })).toBe(5_000);
  expect(rest(0, 100)).toBe(Number.POSITIVE_INFINITY);
});
