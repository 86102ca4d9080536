/** How a moving picture is played; what the reader sets, and what the data ask for at first. */
export interface CineManner {
  /** 1 is the rate of the data. */
  readonly speed: number;
  readonly direction: 1 | -1;
  /** Back from the last frame, as a heart is looked at; else round and round (PS3.3 C.7.6.5.1.1, sweeping and looping). */
  readonly bounce: boolean;
}

/** The frames of one picture, and how long each lasts in ms. */
export interface CineFrames {
  readonly count: number;
  readonly timesMs: readonly number[] | number | undefined;
}

export interface CineClock {
  now(): number;
  /** Calls at least so often; answers what stops it. */
  every(ms: number, act: () => void): () => void;
}

const pageClock: CineClock = {
  now: () => performance.now(),
  every: (ms, act) => {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  },
};

export const asInTheData: CineManner = { speed: 1, direction: 1, bounce: false };
export const speeds = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4] as const;
/** Where the data do not say how long a frame lasts (PS3.3 C.7.6.5 has no default). */
export const assumedFrameMs = 1_000 / 30;

/** Plays a moving picture at the rate of the data: the frame follows the clock, so a slow machine skips, never slows. */
export class Cine {
  readonly #goTo: (index: number) => boolean;
  readonly #clock: CineClock;
  #stop: (() => void) | undefined;
  #frames: CineFrames = { count: 0, timesMs: undefined };
  #shown = 0;
  #manner: CineManner = asInTheData;

  /** `goTo` answers false while the frame before is not drawn yet; the next tick asks for the one that is due then. */
  constructor(goTo: (index: number) => boolean, clock: CineClock = pageClock) {
    this.#goTo = goTo;
    this.#clock = clock;
  }

  get playing(): boolean {
    return this.#stop !== undefined;
  }

  get manner(): CineManner {
    return this.#manner;
  }

  start(from: number, frames: CineFrames): void {
    this.stop();
    if (frames.count < 2) return;
    this.#frames = frames;
    this.#shown = from;
    const timeline = timelineOf(from, frames, this.#manner);
    const startedAt = this.#clock.now();
    // Looked at once in the time that a screen needs for a picture: no frame comes later than that.
    this.#stop = this.#clock.every(Math.min(timeline.shortestMs / 2, 1_000 / 60), () => {
      const index = frameDueAt(timeline, this.#clock.now() - startedAt);
      if (index !== this.#shown && this.#goTo(index)) this.#shown = index;
    });
  }

  /** Another manner; what plays goes on from the frame that is shown. */
  play(manner: CineManner): void {
    this.#manner = manner;
    if (this.playing) this.start(this.#shown, this.#frames);
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}

/** The next faster (+1) or slower (-1) of the speeds. */
export function nextSpeed(speed: number, towards: 1 | -1): number {
  const at = speeds.findIndex((each) => each >= speed);
  return speeds[Math.max(0, Math.min(speeds.length - 1, (at < 0 ? speeds.length - 1 : at) + towards))] ?? 1;
}

/** Frames a second that the data ask for; undefined where they do not say. */
export function rateOf({ timesMs }: CineFrames): number | undefined {
  if (typeof timesMs === 'number') return 1_000 / timesMs;
  if (!timesMs || timesMs.length === 0) return undefined;
  return (1_000 * timesMs.length) / timesMs.reduce((sum, time) => sum + time, 0);
}

interface Timeline {
  /** Frames in the order in which they are shown until it begins again. */
  readonly order: readonly number[];
  /** When each of them ends, from the beginning. */
  readonly endsMs: readonly number[];
  readonly shortestMs: number;
}

function timelineOf(from: number, { count, timesMs }: CineFrames, { speed, direction, bounce }: CineManner): Timeline {
  const order = bounce ? sweep(from, count, direction) : loop(from, count, direction);
  const lasts = (index: number) =>
    (typeof timesMs === 'number' ? timesMs : (timesMs?.[index] ?? assumedFrameMs)) / speed;
  let at = 0;
  const endsMs = order.map((index) => {
    at += lasts(index);
    return at;
  });
  return { order, endsMs, shortestMs: Math.min(...order.slice(0, count).map(lasts)) };
}

function loop(from: number, count: number, direction: 1 | -1): readonly number[] {
  return Array.from({ length: count }, (_, step) => (((from + direction * step) % count) + count) % count);
}

/** There and back; the frames at the ends are shown once each. */
function sweep(from: number, count: number, direction: 1 | -1): readonly number[] {
  const period = 2 * (count - 1);
  const phase = direction === 1 ? from : period - from;
  return Array.from({ length: period }, (_, step) => {
    const at = (phase + step) % period;
    return at < count ? at : period - at;
  });
}

function frameDueAt({ order, endsMs }: Timeline, elapsedMs: number): number {
  const period = endsMs.at(-1) ?? 1;
  const at = elapsedMs % period;
  let [low, high] = [0, order.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    // A hair after the end of a frame its next one is due; sums of fractions may fall short of it by their last bit.
    if ((endsMs[middle] ?? 0) <= at + 1e-6) low = middle + 1;
    else high = middle;
  }
  return order[low] ?? 0;
}
