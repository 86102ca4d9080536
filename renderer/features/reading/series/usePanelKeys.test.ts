import { expect, test } from 'vitest';
import { panelActOf } from './usePanelKeys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {}) => ({
  ...{ key, ctrlKey: false, altKey: false, metaKey: false },
  ...held,
});

test('keys that were brought into the panel go from row to row, choose and leave', () => {
  expect(panelActOf(press('ArrowDown'), true)).toEqual({ step: 1 });
  expect(panelActOf(press('PageUp'), true)).toEqual({ step: -5 });
  expect(panelActOf(press('Enter'), true)).toBe('choose');
  expect(panelActOf(press('Escape'), true)).toBe('leave');
  expect(panelActOf(press('ArrowDown', { altKey: true }), true)).toBeUndefined();
  expect(panelActOf(press('i'), true)).toBeUndefined();
});

test.each(['ArrowDown', 'PageDown', 'PageUp', 'Home', 'Escape', 'Enter'])(
  'a card that was clicked or dragged keeps no key: %s is for the images',
  (key) => {
    expect(panelActOf(press(key), false)).toBeUndefined();
  },
);
