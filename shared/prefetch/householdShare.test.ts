import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshShare, noteAlone, passTime, type ShareState, waitForShare } from './householdShare.ts';

/** Fetches in answers of `answerMs` whenever it may, for ten minutes; answers the share of the time in use. */
function play(percent: number, answerMs: number, start: ShareState = freshShare): number {
  const end = 600_000;
  let state = start;
  let used = 0;
  for (let now = 0; now < end; ) {
    const wait = waitForShare(state, percent);
    state = passTime(state, now + wait, false, percent);
    now += wait;
    if (now >= end) break;
    state = passTime(state, now + answerMs, true, percent);
    now += answerMs;
    used += answerMs;
  }
  return used / end;
}

describe('O10: the share of the household', () => {
  it('is left to others over minutes, whatever the length of the answers', () => {
    for (const answerMs of [50, 700, 3_600]) {
      expect(play(30, answerMs)).toBeGreaterThan(0.67);
      expect(play(30, answerMs)).toBeLessThan(0.73);
      expect(play(75, answerMs)).toBeLessThan(0.29);
    }
    expect(play(0, 700)).toBeGreaterThanOrEqual(1);
  });

  it('is more while answers begin late though nothing else of ours is on its way', () => {
    const state = { ...freshShare, creditMs: -1_000 };
    expect(waitForShare(state, 50)).toBe(2_002);
    expect(waitForShare(noteAlone(state, 0, 1_300, 300), 50)).toBe(2_002);
    expect(waitForShare(noteAlone(state, 0, 2_500, 300), 50)).toBe(4_004);
    expect(waitForShare({ ...noteAlone(state, 0, 2_500, 300), atMs: 30_000 }, 50)).toBe(2_002);
  });

  it('never waits for ever, nor for a moment too few', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.boolean()), { maxLength: 50 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 90 }), (passes, percent) => {
        let state = freshShare;
        let now = 0;
        for (const [passed, isFetching] of passes) {
          now += passed;
          state = passTime(state, now, isFetching, percent);
          const wait = waitForShare(state, percent);
          expect(wait).toBeLessThanOrEqual(61_000);
          expect(waitForShare(passTime(state, now + wait, false, percent), percent)).toBe(0);
        }
      }),
    );
  });
});
