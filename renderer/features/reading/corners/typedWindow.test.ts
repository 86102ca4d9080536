import { expect, test } from 'vitest';
import { readTypedWindow, rounded } from './typedWindow.ts';

const now = { center: 40, width: 400 };

test.each([
  ['W 1500 L -600', { width: 1500, center: -600 }],
  ['w1500 l-600', { width: 1500, center: -600 }],
  ['L -600 W 1500', { width: 1500, center: -600 }],
  ['C: 50 W: 350', { width: 350, center: 50 }],
  ['1500 -600', { width: 1500, center: -600 }],
  [' 80/40 ', { width: 80, center: 40 }],
  ['0,003 0.0015', { width: 0.003, center: 0.0015 }],
  ['L 70', { width: 400, center: 70 }],
  ['W 80', { width: 80, center: 40 }],
])('%s is a window', (text, window) => {
  expect(readTypedWindow(text, now)).toEqual(window);
});

test.each(['', '400', 'W 0 L 40', 'W -5', 'lung', 'W 400 L 40 x', '1e99 4', 'W 99999999999999'])(
  '%s is none',
  (text) => {
    expect(readTypedWindow(text, now)).toBeUndefined();
  },
);

test('what is printed is read back as the same window', () => {
  for (const window of [
    now,
    { center: -600, width: 1500 },
    { center: 0.0015, width: 0.003 },
    { center: 2.5, width: 5 },
  ]) {
    const text = `W ${rounded(window.width)} L ${rounded(window.center)}`;
    expect(readTypedWindow(text, now)).toEqual(window);
  }
});
