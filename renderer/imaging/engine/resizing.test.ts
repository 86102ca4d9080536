import { init, RenderingEngine } from '@cornerstonejs/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isDrawingDue, keepZoom, whenNothingIsDue } from './resizing.ts';

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
  init({ debug: { statsOverlay: false }, rendering: { useCPURendering: true } });
  const engine = new RenderingEngine('due');
  expect(isDrawingDue(engine)).toBe(false);
  engine.renderViewports(['box-1']);
  expect(isDrawingDue(engine)).toBe(true);
});

/** A box of the library, with its fit at 1.00. */
function box(width: number) {
  const calls: string[] = [];
  const canvas = { width, height: 100 };
  const element = { clientWidth: width, clientHeight: 100 };
  const viewport = {
    ...{ canvas, element, sWidth: width, sHeight: 100 },
    getZoom: () => 1,
    setZoom: (zoom: number) => calls.push(`zoom ${zoom}`),
    render: () => calls.push('draw'),
  };
  return { viewport, calls };
}

test('a box of another size is fitted and drawn; one that kept its size is not drawn for it', () => {
  const [narrower, same] = [box(500), box(300)];
  const restore = [narrower, same].map(({ viewport }) => keepZoom(viewport as never));
  narrower.viewport.sWidth = 400;
  for (const each of restore) each();
  expect(narrower.calls).toEqual(['zoom 1', 'draw']);
  expect(same.calls).toEqual([]);
});

test('a box that was covered is drawn when it is seen again: what was asked meanwhile was not', () => {
  const { viewport, calls } = box(300);
  viewport.element.clientWidth = 0;
  keepZoom(viewport as never)();
  expect(calls).toEqual([]);
  viewport.element.clientWidth = 300;
  keepZoom(viewport as never)();
  expect(calls).toEqual(['zoom 1', 'draw']);
  keepZoom(viewport as never)();
  expect(calls).toHaveLength(2);
});
