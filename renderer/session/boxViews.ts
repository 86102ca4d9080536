import type { ImageBoxView } from '../imaging/imageBoxView.ts';

export type Act = (view: ImageBoxView) => void;

/** The views that draw in the boxes, by the place of the box, and what waits for one that is still being made. */
export class BoxViews {
  readonly #views = new Map<number, ImageBoxView>();
  readonly #waiting = new Map<number, Act[]>();
  readonly #listeners = new Set<() => void>();

  /** The view that draws in a box, while it is on the screen. */
  attach(box: number, view: ImageBoxView): () => void {
    this.#views.set(box, view);
    const acts = this.#waiting.get(box) ?? [];
    this.#waiting.delete(box);
    // After the box has been given what it shows, which happens in this same turn.
    queueMicrotask(() => {
      if (this.#views.get(box) === view) for (const act of acts) act(view);
    });
    const stop = view.subscribe(() => this.#tell());
    this.#tell();
    return () => {
      stop();
      if (this.#views.get(box) === view) this.#views.delete(box);
    };
  }

  /** Acts on a box; while its view is being made, as soon as it stands: a key pressed right after M counts. */
  act(box: number, act: Act): void {
    const view = this.#views.get(box);
    if (view) act(view);
    else this.#waiting.set(box, [...(this.#waiting.get(box) ?? []), act]);
  }

  /** What waits was meant for boxes that are no more. */
  dropWaiting(): void {
    this.#waiting.clear();
  }

  /** The view that shows a display set: of this box, where it does, else of any other that may stand for it. */
  showing(setId: string, box: number, may: (box: number) => boolean = () => true): ImageBoxView | undefined {
    const shows = (view: ImageBoxView | undefined) => view?.state().set?.id === setId;
    const own = this.#views.get(box);
    if (shows(own) && may(box)) return own;
    return [...this.#views].find(([each, view]) => shows(view) && may(each))?.[1];
  }

  /** Told whenever something of a view changes: which image, how it is looked at. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  at(box: number): ImageBoxView | undefined {
    return this.#views.get(box);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
