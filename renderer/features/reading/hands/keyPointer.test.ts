import { expect, test } from 'vitest';
import { cursorAfter } from './keyPointer.ts';

const box = { clientWidth: 100, clientHeight: 50 };

test('arrows move the cursor by one or by ten, and never out of its image', () => {
  expect(cursorAfter({ x: 10, y: 10 }, 'ArrowRight', 1, box)).toEqual({ x: 11, y: 10 });
  expect(cursorAfter({ x: 10, y: 10 }, 'ArrowUp', 10, box)).toEqual({ x: 10, y: 0 });
  expect(cursorAfter({ x: 5, y: 5 }, 'ArrowLeft', 10, box)).toEqual({ x: 0, y: 5 });
  expect(cursorAfter({ x: 95, y: 45 }, 'ArrowDown', 10, box)).toEqual({ x: 95, y: 49 });
  expect(cursorAfter({ x: 5, y: 5 }, 'Enter', 1, box)).toBeUndefined();
});
