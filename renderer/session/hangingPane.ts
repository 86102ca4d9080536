import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ReadingSession } from './readingSession.ts';

/** What stands beside the images about how they hang; one at a time. */
export type HangingPane =
  /** Why the active box shows what it shows. */
  | { readonly kind: 'why' }
  /** "This series is …"; `facet`: the one that was asked for. */
  | { readonly kind: 'correct'; readonly setId: string; readonly facet?: string | undefined };

export interface HangingPaneState {
  readonly shown: HangingPane | undefined;
}

const panes = new WeakMap<ReadingSession, StoreApi<HangingPaneState>>();

/** Of the study on the desk; ends with its session. */
export function hangingPaneOf(session: ReadingSession): StoreApi<HangingPaneState> {
  const known = panes.get(session);
  if (known) return known;
  const pane = createStore<HangingPaneState>(() => ({ shown: undefined }));
  panes.set(session, pane);
  return pane;
}

/** Shows it in the place of whatever else is said about the hanging; undefined: nothing. */
export function showHangingPane(session: ReadingSession, shown: HangingPane | undefined): void {
  hangingPaneOf(session).setState({ shown });
}

/** The same again takes it away. */
export function toggleWhy(session: ReadingSession): void {
  const { shown } = hangingPaneOf(session).getState();
  showHangingPane(session, shown?.kind === 'why' ? undefined : { kind: 'why' });
}
