import { beforeEach, expect, test } from 'vitest';
import { SlabPace } from './slabPace.ts';

let nowMs = 0;
let timers: { at: number; act: () => void }[] = [];
beforeEach(() => {
  nowMs = 0;
  timers = [];
});

/** A slab whose drawing takes so long, and that is drawn for what has come as soon as it may be. */
function slab(drawingMs: number) {
  const drawn: number[] = [];
  const draw = () => {
    pace.began();
    nowMs += drawingMs;
    pace.ended();
    drawn.push(nowMs);
  };
  const came = () => {
    if (pace.mayDraw()) draw();
  };
  const pace = new SlabPace(came, {
    now: () => nowMs,
    after: (ms, act) => {
      const timer = { at: nowMs + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });
  return { pace, came, draw, drawn };
}

function pass(toMs: number): void {
  for (let next = timers[0]; next && next.at <= toMs; next = timers[0]) {
    timers = timers.slice(1);
    nowMs = Math.max(nowMs, next.at);
    next.act();
  }
  nowMs = Math.max(nowMs, toMs);
}

test('slices that come while a slab is drawn slowly do not draw it for each of them, and the last is drawn', () => {
  const { came, drawn } = slab(2_000);
  for (let slice = 0; slice < 100; slice += 1) {
    came();
    pass(nowMs + 50);
  }
  // Two seconds of drawing, eight for everything else.
  expect(drawn).toEqual([2_000]);
  pass(60_000);
  expect(drawn).toEqual([2_000, 12_000]);
  expect(timers).toEqual([]);
});

test('where a slab is drawn at once, slices that come one by one are seen four times in a second', () => {
  const { came, drawn } = slab(4);
  for (let slice = 0; slice < 100; slice += 1) {
    came();
    pass(nowMs + 10);
  }
  expect(drawn.length).toBeGreaterThanOrEqual(4);
  expect(drawn.length).toBeLessThanOrEqual(6);
});

test('what is drawn for another reason takes what waits with it; nothing is drawn once it has stopped', () => {
  const { pace, came, draw, drawn } = slab(100);
  came();
  came();
  expect(timers).toHaveLength(1);
  draw();
  expect(timers).toEqual([]);
  came();
  pace.stop();
  pass(10_000);
  expect(drawn).toHaveLength(2);
});
