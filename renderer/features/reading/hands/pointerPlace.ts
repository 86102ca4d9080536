/** A point of one of the windows of the page, in CSS pixels from its top left corner. */
export interface PointInWindow {
  readonly view: Window;
  readonly x: number;
  readonly y: number;
}

/** Where the pointer is, over all windows of this page: each hears it in its own document only. */
export class PointerPlace {
  readonly #views = new Set<Window>();
  readonly #listeners = new Set<() => void>();
  #at: PointInWindow | undefined;

  /** Where it was last; undefined while it has not moved, or where its window is gone. */
  get at(): PointInWindow | undefined {
    return this.#at;
  }

  /** The documents of all windows, the page's own first. */
  get documents(): readonly Document[] {
    return [...this.#views].map((view) => view.document);
  }

  /** Follows it in one more window, until that is gone. */
  follow(view: Window): () => void {
    this.#views.add(view);
    const gone = new AbortController();
    const moved = ({ clientX, clientY }: PointerEvent) => {
      this.#at = { view, x: clientX, y: clientY };
      for (const listener of [...this.#listeners]) listener();
    };
    view.addEventListener('pointermove', moved, { signal: gone.signal, passive: true });
    return () => {
      gone.abort();
      this.#views.delete(view);
      if (this.#at?.view === view) this.#at = undefined;
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const pointerPlace = new PointerPlace();
if (typeof window !== 'undefined') pointerPlace.follow(window);
