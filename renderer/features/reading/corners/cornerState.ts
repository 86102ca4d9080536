import { createStore } from 'zustand/vanilla';

/** Which words stand over the images of this page. */
export interface CornerState {
  /** Series, technique, window, number, ruler. Whose image it is, its sides and what must be known of it always stand. */
  readonly wordsShown: boolean;
}

export const cornerState = createStore<CornerState>(() => ({ wordsShown: true }));
