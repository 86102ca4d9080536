import { type GraphicsTrouble, Healing } from './healing.ts';

/** What draws: a graphics card, or the processor, which draws no slabs and nothing in space (SF17). */
export type Backend = 'gpu' | 'cpu';

/** Whether what draws can be relied on. Each rebuild makes a new generation of image boxes. */
export interface GraphicsSnapshot {
  readonly lost: boolean;
  readonly generation: number;
  readonly backend: Backend;
  /** What draws planes through volumes: the processor too where a graphics card draws images well and volumes wrongly. */
  readonly planes: Backend;
  /** Why it was last rebuilt, or the processor took over; undefined while nothing happened. */
  readonly trouble: GraphicsTrouble | undefined;
  /** Nothing that draws here can be trusted: no image is shown. */
  readonly helpless: boolean;
}

/** Remembers what went wrong with drawing and tells whoever shows images, in the same tick (H4, H5). */
export class GraphicsState {
  #snapshot: GraphicsSnapshot = {
    lost: false,
    generation: 0,
    backend: 'gpu',
    planes: 'gpu',
    trouble: undefined,
    helpless: false,
  };
  readonly #listeners = new Set<() => void>();
  readonly #healing = new Healing();

  readonly snapshot = (): GraphicsSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The backend that the page began with. */
  begin(backend: Backend): void {
    this.#change({ ...this.#snapshot, backend, planes: backend });
  }

  lose(nowMs: number): void {
    if (!this.#snapshot.lost) this.#healing.noteLoss(nowMs);
    this.#change({ ...this.#snapshot, lost: true });
  }

  /**
   * Something went wrong: covers every box in this tick, has `rebuild` make what draws anew, and uncovers new boxes. Where
   * the same keeps happening the processor takes over; where that draws wrongly too, nothing is shown.
   */
  heal(trouble: GraphicsTrouble, nowMs: number, rebuild: (backend: Backend, planes: Backend) => void): void {
    const { backend, planes, generation } = this.#snapshot;
    const remedy = this.#healing.remedyFor(trouble, { backend, planes }, nowMs);
    if (remedy === 'none') {
      this.#change({ ...this.#snapshot, lost: true, trouble, helpless: true });
      return;
    }
    const next = {
      backend: remedy === 'cpu' ? 'cpu' : backend,
      planes: remedy === 'cpu' || remedy === 'planes' ? 'cpu' : planes,
    } as const;
    this.#change({ ...this.#snapshot, lost: true, trouble });
    rebuild(next.backend, next.planes);
    this.#change({ lost: false, generation: generation + 1, ...next, trouble, helpless: false });
  }

  #change(snapshot: GraphicsSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}
