/** However quickly a slab is drawn, slices that come draw it no more often, in ms. */
const leastMs = 250;
/** So many times as long as its last drawing took is left to everything else. */
const restFactor = 4;

/** What tells the time, and calls back after some of it, in ms. Answers what takes that back. */
export interface PaceClock {
  readonly now: () => number;
  readonly after: (ms: number, act: () => void) => () => void;
}

const clockOfPage: PaceClock = {
  now: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * How often a slab is drawn anew while the slices under it come. A projection of the body costs hundreds of samples for
 * each pixel: without a graphics card that is seconds, and one for each slice would leave the page nothing else. The last
 * slice is always drawn.
 */
export class SlabPace {
  readonly #clock: PaceClock;
  readonly #draw: () => void;
  #began: number | undefined;
  #ended = Number.NEGATIVE_INFINITY;
  #tookMs = 0;
  #takeBack: (() => void) | undefined;

  constructor(draw: () => void, clock: PaceClock = clockOfPage) {
    this.#draw = draw;
    this.#clock = clock;
  }

  /** It is drawn now, for whatever reason: what waits is drawn with it. */
  began(): void {
    this.stop();
    this.#began ??= this.#clock.now();
  }

  ended(): void {
    if (this.#began === undefined) return;
    this.#ended = this.#clock.now();
    this.#tookMs = this.#ended - this.#began;
    this.#began = undefined;
  }

  /** Whether slices that have come are to be drawn now; else they are drawn later, by themselves. */
  mayDraw(): boolean {
    const rest = Math.max(leastMs, this.#tookMs * restFactor);
    const now = this.#clock.now();
    const due = this.#began === undefined ? this.#ended + rest : now + rest;
    if (now >= due) return true;
    this.#takeBack ??= this.#clock.after(due - now, () => {
      this.#takeBack = undefined;
      this.#draw();
    });
    return false;
  }

  stop(): void {
    this.#takeBack?.();
    this.#takeBack = undefined;
  }
}
