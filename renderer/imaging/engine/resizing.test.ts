import { init, RenderingEngine } from '@cornerstonejs/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isDrawingDue, whenNothingIsDue } from './resizing.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, 16));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('boxes change their size between two drawings, never while one is due', () => {
  let due = false;
  const acted: number[] = [];
  const ask = () =>
    whenNothingIsDue(
      () => due,
      () => acted.push(Date.now()),
    );
  const start = Date.now();
  ask();
  expect(acted).toEqual([start]);
  due = true;
  ask();
  vi.advanceTimersByTime(100);
  expect(acted).toHaveLength(1);
  due = false;
  vi.advanceTimersByTime(17);
  expect(acted).toHaveLength(2);
});

test('the engine of the library says whether a drawing is due: boxes of another stage are fitted to their new size', () => {
  vi.stubGlobal('window', { requestAnimationFrame: (act: () => void) => setTimeout(act, 16) });
  init({ rendering: { useCPURendering: true } });
  const engine = new RenderingEngine('due');
  expect(isDrawingDue(engine)).toBe(false);
  engine.renderViewports(['box-1']);
  expect(isDrawingDue(engine)).toBe(true);
});
