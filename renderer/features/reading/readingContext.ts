import { createContext, createElement, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { BoxState, ImageBoxView } from '../../imaging/imageBoxView.ts';
import type { Imaging } from '../../imaging/imaging.ts';
import type { ReadingSession, ReadingState } from '../../session/readingSession.ts';

interface Reading {
  readonly session: ReadingSession;
  readonly imaging: Imaging;
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
