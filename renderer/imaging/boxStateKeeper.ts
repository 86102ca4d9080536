import type { BoxState } from './imageBoxView.ts';

export const emptyBoxState: BoxState = {
  set: undefined,
  imageIds: [],
  asked: 0,
  count: 0,
  drawn: undefined,
  cover: undefined,
  grey: undefined,
  colour: false,
  letters: undefined,
  zoom: 1,
  playing: false,
  cameraVersion: 0,
  drawnVersion: 0,
};

/** Keeps the state of one image box and tells whoever watches it; the same object until something changes. */
export class BoxStateKeeper {
  #state: BoxState = emptyBoxState;
  readonly #listeners = new Set<() => void>();

  readonly state = (): BoxState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(part: Partial<BoxState>): void {
    this.note(part);
    for (const listener of this.#listeners) listener();
  }

  /**
   * Changes what is known before it is on the screen: listeners are told with the drawing that follows at once, so that one
   * image is one change for whoever prints it, and no words go before their image.
   */
  note(part: Partial<BoxState>): void {
    this.#state = { ...this.#state, ...part };
  }

  /** Told with the picture of the element that is drawn next; one that is not to be seen draws none. */
  tellWithDrawing(part: Partial<BoxState>, { clientWidth }: Pick<HTMLElement, 'clientWidth'>): void {
    if (clientWidth > 0) this.note(part);
    else this.change(part);
  }

  /** The box goes: nobody is told any more. What it drew with may be gone before it, and whoever is told would ask it. */
  close(): void {
    this.#listeners.clear();
  }
}
