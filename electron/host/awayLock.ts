import type { Clock } from '#electron/base/world.ts';

/** So long before, whoever reads without touching anything is told. */
export const warnBeforeMs = 30_000;

interface AwayLockOptions {
  readonly clock: Clock;
  /** Of the profile that is open; undefined: it is not to be locked, or cannot be. */
  readonly minutes: () => number | undefined;
  /** What `locksAt` answers has changed. */
  readonly onWarned: () => void;
  readonly onAway: () => void;
}

/** Notices that nobody has touched the program for so many minutes (trust.md 3.6). Told of every touch; counts by itself. */
export class AwayLock {
  readonly #options: AwayLockOptions;
  #touched: { readonly monotonicMs: number; readonly wallMs: number };
  #isWarned = false;
  #cancel: () => void = () => {};

  constructor(options: AwayLockOptions) {
    this.#options = options;
    this.#touched = this.#now();
    this.#count();
  }

  /** Somebody is here. Also when what is locked, or after how long, has changed: then it is counted anew. */
  touch(): void {
    this.#touched = this.#now();
    this.#setWarned(false);
    this.#count();
  }

  /** The computer was left in a way that needs no counting: its own lock closed, or it goes to sleep. */
  leave(): void {
    if (this.#options.minutes() !== undefined) this.#options.onAway();
  }

  /** When it will be locked, epoch milliseconds; only in the last half minute before. */
  locksAt(): number | undefined {
    const { clock } = this.#options;
    const left = this.#leftMs();
    return this.#isWarned && left !== undefined ? clock.now() + Math.max(0, left) : undefined;
  }

  stop(): void {
    this.#cancel();
  }

  #leftMs(): number | undefined {
    const minutes = this.#options.minutes();
    if (minutes === undefined) return undefined;
    // By whichever clock ran on: the monotonic one rests in sleep on some systems, the other may be put back.
    const { monotonicMs, wallMs } = this.#now();
    const ranMs = Math.max(monotonicMs - this.#touched.monotonicMs, wallMs - this.#touched.wallMs);
    return minutes * 60_000 - ranMs;
  }

  #now() {
    const { clock } = this.#options;
    return { monotonicMs: clock.monotonicMs(), wallMs: clock.now() };
  }

  /** Never further ahead than a minute: the minutes may be changed meanwhile, and the profile too. */
  #count(): void {
    this.#cancel();
    const left = this.#leftMs();
    const wait = left === undefined ? 60_000 : left > warnBeforeMs ? left - warnBeforeMs : left;
    this.#cancel = this.#options.clock.after(Math.min(60_000, Math.max(0, wait)), () => this.#look());
  }

  #look(): void {
    const left = this.#leftMs();
    this.#setWarned(left !== undefined && left <= warnBeforeMs);
    if (left !== undefined && left <= 0) {
      this.#touched = this.#now();
      this.#isWarned = false;
      this.#options.onAway();
    }
    this.#count();
  }

  #setWarned(isWarned: boolean): void {
    if (this.#isWarned === isWarned) return;
    this.#isWarned = isWarned;
    this.#options.onWarned();
  }
}
