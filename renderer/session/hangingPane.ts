import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ReadingSession } from './readingSession.ts';

/** What stands beside the images about how they hang; one at a time. */
export type HangingPane =
  /** Why the active box shows what it shows. */
  | { readonly kind: 'why' }
  /** "This series is …"; `facet`: the one that was asked for. */
  | { readonly kind: 'correct'; readonly setId: string; readonly facet?: string | undefined }
  /** What is on the screen, to be hung so from the next study on. */
  | { readonly kind: 'remember' };

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
export function toggleHangingPane(session: ReadingSession, kind: 'why' | 'remember'): void {
  const { shown } = hangingPaneOf(session).getState();
  showHangingPane(session, shown?.kind === kind ? undefined : { kind });
}

/** Whether a pane lies in the place of the report, which takes no keys meanwhile; one window, one answer. */
export const reportCovered = createStore<{ readonly covered: boolean }>(() => ({ covered: false }));
