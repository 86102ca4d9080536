import { expect, it } from 'vitest';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { AwayLock, warnBeforeMs } from './awayLock.ts';

const minute = 60_000;

function start(minutes: number | undefined) {
  const clock = createTestClock();
  const said: string[] = [];
  let wanted = minutes;
  const away = new AwayLock({
    clock,
    minutes: () => wanted,
    onWarned: () => said.push(away.locksAt() === undefined ? 'here' : 'warned'),
    onAway: () => {
      said.push('away');
      wanted = undefined;
    },
  });
  return { clock, said, away, want: (next: number | undefined) => (wanted = next) };
}

it('T2: says so half a minute before, and locks after the minutes that nobody touched it', () => {
  const { clock, said, away } = start(10);
  clock.advance(10 * minute - warnBeforeMs - 1);
  expect(said).toEqual([]);
  clock.advance(1);
  expect(said).toEqual(['warned']);
  expect(away.locksAt()).toBe(clock.now() + warnBeforeMs);
  clock.advance(warnBeforeMs);
  expect(said).toEqual(['warned', 'away']);
  expect(away.locksAt()).toBeUndefined();
  clock.advance(60 * minute);
  expect(said).toHaveLength(2);
});

it('T2: a touch in the last half minute keeps it open, and another ten minutes begin', () => {
  const { clock, said, away } = start(10);
  clock.advance(10 * minute - 1_000);
  away.touch();
  expect(said).toEqual(['warned', 'here']);
  clock.advance(10 * minute - warnBeforeMs - 1);
  expect(said).toHaveLength(2);
});

it('T2: minutes that are set meanwhile count within one of them; none at all never lock, whatever is left', () => {
  const { clock, said, away, want } = start(undefined);
  clock.advance(120 * minute);
  away.leave();
  expect(said).toEqual([]);
  away.touch();
  want(1);
  clock.advance(2 * minute);
  expect(said.at(-1)).toBe('away');
});

it('T2: the computer that sleeps or locks itself locks at once', () => {
  const { said, away } = start(15);
  away.leave();
  expect(said).toEqual(['away']);
});
