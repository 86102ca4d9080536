import { useEffect, useSyncExternalStore } from 'react';

/** Something that the palette finds beside commands and patients: a series of the study, a document, a page of settings. */
export interface PaletteOffer {
  readonly id: string;
  /** What it is: a series, a document … a key of words. */
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly run: () => void;
}

let offered: readonly (readonly PaletteOffer[])[] = [];
let all: readonly PaletteOffer[] = [];
const listeners = new Set<() => void>();

function change(next: typeof offered): void {
  offered = next;
  all = next.flat();
  for (const listener of listeners) listener();
}

/** Offers these while their owner is on the screen. Answers what takes them away again. */
export function offerToPalette(offers: readonly PaletteOffer[]): () => void {
  change([...offered, offers]);
  return () => change(offered.filter((each) => each !== offers));
}

/** Offers what a component knows; the list must stay the same until something in it changes. */
export function useOffers(offers: readonly PaletteOffer[]): void {
  useEffect(() => offerToPalette(offers), [offers]);
}

export function usePaletteOffers(): readonly PaletteOffer[] {
  return useSyncExternalStore(subscribeToOffers, offersNow);
}

export function subscribeToOffers(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same list until something changes. */
export function offersNow(): readonly PaletteOffer[] {
  return all;
}
