import { describe, expect, test } from 'vitest';
import { Cine, type CineClock, type CineFrames, type CineManner, nextSpeed, rateOf } from './cine.ts';

/** A clock that moves when it is told to, in steps of a millisecond. */
function handClock(): CineClock & { advance(ms: number): void } {
  let at = 0;
  const timers = new Set<{ next: number; readonly every: number; readonly act: () => void }>();
  return {
    now: () => at,
    every: (ms, act) => {
      const timer = { next: at + ms, every: ms, act };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      for (const end = at + ms; at < end; at += 1) {
        for (const timer of timers) {
          if (timer.next > at) continue;
          timer.next = at + timer.every;
          timer.act();
        }
      }
    },
  };
}

/** Plays on a screen that needs `drawMs` for a frame; answers the frames it drew, each with its time. */
function played(frames: CineFrames, forMs: number, manner: Partial<CineManner> = {}, drawMs = 0, from = 0) {
  const clock = handClock();
  const drawn: { readonly index: number; readonly at: number }[] = [];
  let busyUntil = 0;
  const cine = new Cine((index) => {
    if (clock.now() < busyUntil) return false;
    busyUntil = clock.now() + drawMs;
    drawn.push({ index, at: clock.now() });
    return true;
  }, clock);
  cine.play({ ...cine.manner, ...manner });
  cine.start(from, frames);
  clock.advance(forMs);
  cine.stop();
  clock.advance(1_000);
  return drawn;
}
const indexes = (drawn: ReturnType<typeof played>) => drawn.map(({ index }) => index);

describe('LN17: a cine follows the rate of its data', () => {
  test('300 frames at 25 a second: each once, in order, within a tick of its time, and round again', () => {
    const drawn = played({ count: 300, timesMs: 40 }, 12_100);
    expect(indexes(drawn).slice(0, 302)).toEqual(Array.from({ length: 302 }, (_, step) => (step + 1) % 300));
    for (const [step, { at }] of drawn.entries()) expect(Math.abs(at - (step + 1) * 40)).toBeLessThanOrEqual(17);
  });

  test('frames that last differently, as FrameTimeVector says, each keep their own time', () => {
    const drawn = played({ count: 4, timesMs: [100, 400, 100, 200] }, 1_700);
    expect(indexes(drawn)).toEqual([1, 2, 3, 0, 1, 2, 3, 0]);
    const due = [100, 500, 600, 800, 900, 1_300, 1_400, 1_600];
    for (const [step, { at }] of drawn.entries()) expect(Math.abs(at - (due[step] ?? 0))).toBeLessThanOrEqual(17);
    expect(rateOf({ count: 4, timesMs: [100, 400, 100, 200] })).toBe(5);
    expect(rateOf({ count: 4, timesMs: undefined })).toBeUndefined();
  });

  test('a slow screen skips frames and keeps the time: it neither starves nor falls behind', () => {
    const drawn = played({ count: 1_000, timesMs: 40 }, 2_000, {}, 200);
    expect(drawn.length).toBeGreaterThanOrEqual(8);
    expect(drawn.length).toBeLessThanOrEqual(11);
    expect(drawn.at(-1)?.index).toBeGreaterThan(40);
  });
});

test('speed, direction and sweeping', () => {
  const five: CineFrames = { count: 5, timesMs: 100 };
  expect(indexes(played(five, 1_020, { speed: 0.5 }))).toEqual([1, 2, 3, 4, 0]);
  expect(indexes(played(five, 320, { direction: -1 }, 0, 1))).toEqual([0, 4, 3]);
  expect(indexes(played(five, 1_020, { bounce: true }))).toEqual([1, 2, 3, 4, 3, 2, 1, 0, 1, 2]);
  expect(indexes(played(five, 320, { bounce: true, direction: -1 }, 0, 2))).toEqual([1, 0, 1]);
  expect([nextSpeed(1, 1), nextSpeed(1, -1), nextSpeed(4, 1), nextSpeed(0.1, -1), nextSpeed(9, -1)]).toEqual([
    1.5, 0.75, 4, 0.1, 3,
  ]);
});

test('a change of manner goes on from the frame that is shown, and one frame does not play', () => {
  const clock = handClock();
  const drawn: number[] = [];
  const cine = new Cine((index) => drawn.push(index) > 0, clock);
  cine.start(0, { count: 1, timesMs: 10 });
  expect(cine.playing).toBe(false);
  cine.start(0, { count: 10, timesMs: 100 });
  clock.advance(320);
  cine.play({ ...cine.manner, direction: -1 });
  clock.advance(220);
  expect(drawn).toEqual([1, 2, 3, 2, 1]);
});
