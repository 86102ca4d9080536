import { expect, test } from 'vitest';
import { comesNow, waitSign } from './Transfer.tsx';

const soon = { from: 1_000, to: 2_000 };

test('what rests is not said to be fetched, whatever question of it is still on the line', () => {
  expect([
    comesNow({ isFetching: true }),
    comesNow({ isFetching: true, rest: 'pausedByPerson' }),
    comesNow({ isFetching: true, rest: 'monthlyCap' }),
    // A STAT over the cap comes, and says when.
    comesNow({ isFetching: true, rest: 'monthlyCap', readyBetween: soon }),
    comesNow({ isFetching: false }),
  ]).toEqual([true, false, false, true, false]);
});

test('the sign of what rests says whether somebody or the time ends it', () => {
  expect([
    waitSign({ reason: 'due', rest: 'pausedByPerson' }),
    waitSign({ reason: 'due', rest: 'monthlyCap' }),
    waitSign({ reason: 'due', rest: 'outsideHours' }),
    waitSign({ reason: 'stat' }),
  ]).toEqual(['pause', 'clock', 'clock', 'octagon']);
});
