/** Whether the graphics card holds what is on the screen. Each loss that is over makes a new generation of image boxes. */
export interface GraphicsSnapshot {
  readonly lost: boolean;
  readonly generation: number;
}

/** Remembers losses of the graphics context and tells whoever shows images, in the same tick (H4). */
export class GraphicsState {
  #snapshot: GraphicsSnapshot = { lost: false, generation: 0 };
  readonly #listeners = new Set<() => void>();

  readonly snapshot = (): GraphicsSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  lose(): void {
    this.#change({ ...this.#snapshot, lost: true });
  }

  restore(): void {
    this.#change({ lost: false, generation: this.#snapshot.generation + 1 });
  }

  #change(snapshot: GraphicsSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}
