import { createContext, createElement, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { BoxState, ImageBoxView } from '../../imaging/imageBoxView.ts';
import type { Imaging } from '../../imaging/imaging.ts';
import type { ReadingSession } from '../../session/readingSession.ts';
import type { ReadingState } from '../../session/readingState.ts';
import type { Presence } from './scrolling/presence.ts';

interface Reading {
  readonly session: ReadingSession;
  readonly imaging: Imaging;
  readonly presence: StoreApi<{ readonly here: Presence }>;
}

const ReadingContext = createContext<Reading | undefined>(undefined);

export function ReadingProvider({ reading, children }: { reading: Reading; children: ReactNode }) {
  return createElement(ReadingContext.Provider, { value: reading }, children);
}

export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (!reading) throw new Error('ReadingProvider is missing');
  return reading;
}

export function useReadingState<Part>(select: (state: ReadingState) => Part): Part {
  return useStore(useReading().session.store, select);
}

export function useBoxState(view: ImageBoxView): BoxState {
  return useSyncExternalStore(view.subscribe, view.state);
}

/** Renders again whenever a frame was checked, failed or looked at. */
export function useLedger() {
  const { ledger } = useReading().imaging;
  useSyncExternalStore(ledger.subscribe, ledger.version);
  return ledger;
}

/** Image ids of the frames on this disk; undefined until the host has told. */
export function usePresent(): Presence {
  return useStore(useReading().presence, ({ here }) => here);
}
