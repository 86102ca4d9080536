import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeDisplay, keepPlace, placeOnDisplay } from './placeOnDisplay.ts';

const laptop = { displayId: 'laptop', workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
const medical = { displayId: 'medical', workArea: { x: 1920, y: 0, width: 2048, height: 1536 } };
const bounds = { x: 2000, y: 100, width: 1200, height: 900 };

test('a window comes back to its monitor, also when that has another origin (LN8)', () => {
  const kept = keepPlace(bounds, true, [laptop, medical]);
  expect(kept).toEqual({ displayId: 'medical', offset: { ...bounds, x: 80, y: 100 }, maximized: true });
  expect(placeOnDisplay(kept, [laptop, medical])).toEqual(bounds);
  const moved = { ...medical, workArea: { ...medical.workArea, x: -2048, y: -300 } };
  expect(placeOnDisplay(kept, [moved, laptop])).toEqual({ ...bounds, x: -1968, y: -200 });
});

test('when its monitor is unplugged it comes to one that is there, whole (LN8)', () => {
  const kept = keepPlace(bounds, false, [laptop, medical]);
  expect(placeOnDisplay(kept, [laptop])).toEqual({ x: 80, y: 100, width: 1200, height: 900 });
  expect(placeOnDisplay(kept, [])).toBeUndefined();
  expect(placeOnDisplay({}, [laptop])).toBeUndefined();
});

test('whatever was kept, the window lies on a monitor (LN8)', () => {
  const side = fc.integer({ min: -10_000, max: 10_000 });
  const size = fc.integer({ min: 1, max: 10_000 });
  const rectangle = fc.record({ x: side, y: side, width: size, height: size });
  fc.assert(
    fc.property(rectangle, rectangle, (offset, workArea) => {
      const placed = placeOnDisplay({ displayId: 'gone', offset }, [{ displayId: 'one', workArea }]);
      expect(placed && placed.x >= workArea.x && placed.x + placed.width <= workArea.x + workArea.width).toBe(true);
      expect(placed && placed.y >= workArea.y && placed.y + placed.height <= workArea.y + workArea.height).toBe(true);
    }),
  );
});

test('one more window goes to a monitor without one', () => {
  expect(freeDisplay([laptop, medical], ['laptop'])).toBe(medical);
  expect(freeDisplay([laptop, medical], ['medical'])).toBe(laptop);
  expect(freeDisplay([laptop], ['laptop'])).toBe(laptop);
});
