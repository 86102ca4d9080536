/** While something moves, so many voxels are passed at a step. */
const coarse = 4;
/** Still for so long, it is drawn finer. */
const settleMs = 250;
/** While a volume fills, the page rests so many times as long as a drawing takes. */
const restsPerDrawing = 4;
/** A drawing that would take longer is not asked for: the page would stand still. */
const longestDrawMs = 2_000;
/** Finest first. */
const multipliers = [1, 2, 4, 8] as const;

/**
 * How fine a volume in space is drawn: coarse while it turns, then as fine as this computer draws without standing still.
 * A drawing takes as long as it has steps, so the coarse one tells how long a fine one would take.
 */
export class SampleSteps {
  readonly #draw: (multiplier: number) => void;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #moreTimer: ReturnType<typeof setTimeout> | undefined;
  #current: number = coarse;
  #askedAt: number | undefined;
  /** Milliseconds that a drawing took with steps of one. */
  #fullMs: number | undefined;

  constructor(draw: (multiplier: number) => void, now: () => number = () => performance.now()) {
    this.#draw = draw;
    this.#now = now;
  }

  /** How many voxels a step of the next drawing passes. */
  get current(): number {
    return this.#current;
  }

  /** Before what moves. */
  coarsen(): void {
    this.#current = this.#coarsest();
  }

  /** Something moved: drawn at once and coarsely; finely when it stands still. */
  moved(): void {
    this.coarsen();
    this.#ask(this.#current);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), settleMs);
  }

  /** More of the volume has come: drawn soon, and never so often that drawing is all that the page does. */
  more(): void {
    if (this.#moreTimer !== undefined) return;
    const drawMs = (this.#fullMs ?? 0) / this.#coarsest();
    this.#moreTimer = setTimeout(
      () => {
        this.#moreTimer = undefined;
        this.moved();
      },
      Math.max(settleMs, drawMs * restsPerDrawing),
    );
  }

  /** A drawing is on the screen. */
  drawn(): void {
    if (this.#askedAt === undefined) return;
    const tookMs = this.#now() - this.#askedAt;
    this.#askedAt = undefined;
    this.#fullMs = tookMs * this.#current;
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#moreTimer);
  }

  #settle(): void {
    const fits = (multiplier: number) => (this.#fullMs ?? 0) / multiplier <= longestDrawMs;
    const finest = multipliers.find(fits) ?? 8;
    if (finest < this.#current) this.#ask(finest);
  }

  #coarsest(): number {
    return (this.#fullMs ?? 0) / coarse > longestDrawMs ? 8 : coarse;
  }

  #ask(multiplier: number): void {
    this.#current = multiplier;
    this.#askedAt ??= this.#now();
    this.#draw(multiplier);
  }
}
