import { expect, test, vi } from 'vitest';
import { offersNow, offerToPalette, type PaletteOffer, subscribeToOffers } from './paletteOffers.ts';

const offer = (id: string): PaletteOffer => ({ id, kind: 'k', title: id, detail: '', run: () => undefined });

test('what is offered to the palette is there while its owner is, in the order of owners', () => {
  const told = vi.fn();
  const leave = subscribeToOffers(told);
  const withdrawSettings = offerToPalette([offer('storage')]);
  const withdrawSeries = offerToPalette([offer('axial'), offer('report')]);
  expect(offersNow().map(({ id }) => id)).toEqual(['storage', 'axial', 'report']);
  expect(offersNow()).toBe(offersNow());
  withdrawSettings();
  expect(offersNow().map(({ id }) => id)).toEqual(['axial', 'report']);
  withdrawSeries();
  expect([offersNow().length, told.mock.calls.length]).toEqual([0, 4]);
  leave();
});
