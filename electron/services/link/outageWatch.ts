/** A step of time longer than this, of a timer of ten seconds, was slept through: the line was not away, nobody was there. */
const mostStepMs = 60_000;

/** Counts outages and how long they lasted, on a clock that never jumps. */
export class OutageWatch {
  readonly #add: (more: { readonly outages?: number; readonly awayMs?: number }) => void;
  #at: number | undefined;

  constructor(add: (more: { readonly outages?: number; readonly awayMs?: number }) => void) {
    this.#add = add;
  }

  get isAway(): boolean {
    return this.#at !== undefined;
  }

  /** True when it was not away before. */
  begin(nowMs: number): boolean {
    if (this.#at !== undefined) return false;
    this.#at = nowMs;
    this.#add({ outages: 1 });
    return true;
  }

  /** True when it was away until now. */
  end(nowMs: number): boolean {
    this.advance(nowMs);
    const wasAway = this.#at !== undefined;
    this.#at = undefined;
    return wasAway;
  }

  advance(nowMs: number): void {
    if (this.#at === undefined) return;
    const awayMs = nowMs - this.#at;
    this.#at = nowMs;
    if (awayMs <= mostStepMs) this.#add({ awayMs });
  }
}
