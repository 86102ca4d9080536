import { expect, it } from 'vitest';
import { compareNames } from './instanceNames.ts';

const named = (...uids: string[]) => uids.map((sopInstanceUID) => ({ sopInstanceUID, seriesInstanceUID: '1.2.1' }));
const own = { seriesInstanceUID: '1.2.9', delivered: 1, underWay: 0 };

it('V6 an image that took the place of another is seen though the counts agree', () => {
  expect(compareNames(['1', '2', '3'], named('1', '2', '4'), { instances: 3 })).toEqual({
    added: 1,
    gone: 1,
    listed: 3,
  });
  expect(compareNames(['1', '2', '3'], named('3', '2', '1'), { instances: 3 })).toEqual({
    added: 0,
    gone: 0,
    listed: 3,
  });
});

it('V6 reports that were sent from here are no difference, whether or not a row names its series', () => {
  const report = { sopInstanceUID: '9', seriesInstanceUID: '1.2.9' };
  const read = ['1', '2'];
  expect(compareNames(read, [...named('1', '2'), report], { instances: 3 }, own)).toEqual({
    added: 0,
    gone: 0,
    listed: 2,
  });
  const bare = ['1', '2', '9'].map((sopInstanceUID) => ({ sopInstanceUID }));
  expect(compareNames(read, bare, { instances: 3 }, own).added).toBe(0);
  expect(compareNames(read, [...bare, { sopInstanceUID: '10' }], { instances: 4 }, own).added).toBe(1);
  expect(compareNames([...read, '9'], [...named('1', '2'), report], { instances: 3 }, own).gone).toBe(0);
});

it('V9 of a list that is cut nothing is believed gone', () => {
  expect(compareNames(['1', '2', '3'], named('1', '2'), { instances: 3 })).toEqual({ added: 0, gone: 0, listed: 2 });
  expect(compareNames(['1'], [], { instances: undefined }).gone).toBe(0);
  expect(compareNames(['1', '2', '3'], named('1', '2'), { instances: 2 }).gone).toBe(1);
});
