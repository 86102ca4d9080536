/** What Cornerstone's engine keeps of the drawing that it has put off to the next animation frame; not of its interface. */
interface PutOff {
  _animationFrameHandle: number | null;
  _renderFlaggedViewports(): void;
}

/** The clock of the page's frames: it stands still until the next one begins. */
export interface FrameClock {
  readonly now: () => unknown;
  readonly onNextFrame: (act: () => void) => void;
  readonly cancel: (handle: number) => void;
}

const clockOfPage: FrameClock = {
  now: () => document.timeline.currentTime,
  onNextFrame: (act) => requestAnimationFrame(act),
  cancel: (handle) => cancelAnimationFrame(handle),
};

/**
 * Draws an image at the end of the task that asked for it. Cornerstone puts every drawing off to the next animation frame:
 * a key then waits for up to a frame before anything is done for it. A box is drawn so once in a frame, and what is asked
 * for it after that waits for the next, as before: keys that come faster than images are drawn must not queue.
 */
export class DrawAtOnce {
  readonly #clock: FrameClock;
  readonly #drawn = new Set<string>();
  #frame: unknown;
  #isAsked = false;

  constructor(clock: FrameClock = clockOfPage) {
    this.#clock = clock;
  }

  /** `engine`: whose box it is, now; it draws whatever was asked of it. */
  ask(box: string, engine: () => unknown): void {
    const now = this.#clock.now();
    if (now !== this.#frame) this.#drawn.clear();
    this.#frame = now;
    if (this.#drawn.has(box)) return;
    this.#drawn.add(box);
    if (this.#isAsked) return;
    this.#isAsked = true;
    queueMicrotask(() => {
      this.#isAsked = false;
      this.#draw(putOffBy(engine()));
    });
  }

  #draw(putOff: PutOff | undefined): void {
    if (!putOff) return;
    // Left standing, it would ask an engine that may be gone by then.
    if (putOff._animationFrameHandle !== null) this.#clock.cancel(putOff._animationFrameHandle);
    this.#clock.onNextFrame(() => this.#drawn.clear());
    putOff._renderFlaggedViewports();
  }
}

/** Undefined where a newer library keeps it elsewhere: it draws in its own time then. */
function putOffBy(engine: unknown): PutOff | undefined {
  const putOff = (engine as { readonly _implementation?: Partial<PutOff> } | undefined)?._implementation;
  return typeof putOff?._renderFlaggedViewports === 'function' ? (putOff as PutOff) : undefined;
}
