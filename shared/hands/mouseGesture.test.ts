import { expect, test } from 'vitest';
import { dragActOf, dragGestureOf, type MouseBindings, type MousePress, wheelActOf } from './mouseGesture.ts';

const press = (buttons: number, more: Partial<MousePress> = {}): MousePress => ({
  buttons,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const bindings: MouseBindings = {
  drag: { Left: 'chosenTool', Middle: 'pan', Right: 'zoom', 'Left+Right': 'scroll', 'Ctrl+Left': 'zoom' },
  wheel: { Wheel: 'scroll', 'Ctrl+Wheel': 'zoom' },
};

test('a press is named by its buttons and one modifier', () => {
  expect([1, 2, 4, 3, 8, 0].map((buttons) => dragGestureOf(press(buttons)))).toEqual([
    'Left',
    'Right',
    'Middle',
    'Left+Right',
    undefined,
    undefined,
  ]);
  expect(dragGestureOf(press(2, { metaKey: true, shiftKey: true }))).toBe('Ctrl+Right');
});

test('a modifier that means nothing of its own leaves the button its meaning', () => {
  expect(dragActOf(press(1, { ctrlKey: true }), bindings)).toBe('zoom');
  expect(dragActOf(press(4, { altKey: true }), bindings)).toBe('pan');
  expect(dragActOf(press(3, { shiftKey: true }), bindings)).toBe('scroll');
  expect(dragActOf(press(7), bindings)).toBeUndefined();
  expect(wheelActOf(press(0, { ctrlKey: true }), bindings)).toBe('zoom');
  expect(wheelActOf(press(0, { altKey: true }), bindings)).toBe('scroll');
});
