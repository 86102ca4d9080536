import { createStore } from 'zustand/vanilla';

/** What the hands have open over the images just now; nothing of it belongs to a study. */
export interface HandState {
  /** A key holds the magnifier over the image under the pointer, or under the keyboard's cursor. */
  readonly lensHeld: boolean;
  /** The numbers of the window of the active box are being typed. */
  readonly typingWindow: boolean;
  /** The arrow keys move a cursor over the active image. */
  readonly cursorShown: boolean;
}

export const handState = createStore<HandState>(() => ({ lensHeld: false, typingWindow: false, cursorShown: false }));
