/** Plays a moving picture at the rate of the data: the frame follows the clock, so a slow machine skips, never slows. */
export class Cine {
  readonly #goTo: (index: number) => boolean;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `goTo` answers false while the frame before is not drawn yet; the next tick asks for the one that is due then. */
  constructor(goTo: (index: number) => boolean) {
    this.#goTo = goTo;
  }

  get playing(): boolean {
    return this.#timer !== undefined;
  }

  /** `frameTimeMs` of the data; 30 frames a second where it is not given (PS3.3 C.7.6.5). */
  start(from: number, count: number, frameTimeMs = 1_000 / 30): void {
    this.stop();
    const startedAt = performance.now();
    let shown = from;
    this.#timer = setInterval(
      () => {
        const index = cineIndex(from, count, frameTimeMs, performance.now() - startedAt);
        if (index !== shown && this.#goTo(index)) shown = index;
      },
      Math.min(frameTimeMs, 1_000 / 30),
    );
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** The frame that belongs on the screen after `elapsedMs` of playing, round and round. */
export function cineIndex(from: number, count: number, frameTimeMs: number, elapsedMs: number): number {
  return (from + Math.floor(elapsedMs / frameTimeMs)) % count;
}
