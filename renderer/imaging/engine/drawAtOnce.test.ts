import { RenderingEngine } from '@cornerstonejs/core';
import { beforeEach, expect, test } from 'vitest';
import { DrawAtOnce, type FrameClock } from './drawAtOnce.ts';

let time = 0;
let nextFrame: (() => void)[] = [];
let cancelled: number[] = [];
let drawings = 0;
let putOff: number | null = 7;
const clock: FrameClock = {
  now: () => time,
  onNextFrame: (act) => nextFrame.push(act),
  cancel: (handle) => cancelled.push(handle),
};
const engine = {
  _implementation: {
    get _animationFrameHandle() {
      return putOff;
    },
    _renderFlaggedViewports: () => {
      drawings += 1;
      putOff = null;
    },
  },
};
const endOfTask = () => Promise.resolve();

beforeEach(() => {
  [time, nextFrame, cancelled, drawings, putOff] = [0, [], [], 0, 7];
});

test('boxes are drawn together at the end of the task, and what was put off is called off', async () => {
  const draws = new DrawAtOnce(clock);
  draws.ask('a', () => engine);
  draws.ask('b', () => engine);
  expect(drawings).toBe(0);
  await endOfTask();
  expect(drawings).toBe(1);
  expect(cancelled).toEqual([7]);
});

test('a box waits for the next frame when it was drawn in this one; another does not', async () => {
  const draws = new DrawAtOnce(clock);
  draws.ask('a', () => engine);
  await endOfTask();
  draws.ask('a', () => engine);
  await endOfTask();
  expect(drawings).toBe(1);
  draws.ask('b', () => engine);
  await endOfTask();
  expect(drawings).toBe(2);
});

test.each(['the clock', 'an animation frame'])('%s tells of the next frame', async (how) => {
  const draws = new DrawAtOnce(clock);
  draws.ask('a', () => engine);
  await endOfTask();
  if (how === 'the clock') time = 16;
  else for (const act of nextFrame) act();
  draws.ask('a', () => engine);
  await endOfTask();
  expect(drawings).toBe(2);
});

test('an engine that keeps its drawings elsewhere, or is gone, draws in its own time', async () => {
  const draws = new DrawAtOnce(clock);
  draws.ask('a', () => ({ _implementation: {} }));
  await endOfTask();
  draws.ask('b', () => undefined);
  await endOfTask();
  expect(drawings).toBe(0);
});

test('the library that is installed keeps them where they are looked for', () => {
  // Told from its text: an engine needs a page.
  expect(RenderingEngine.toString()).toContain('_implementation');
});
