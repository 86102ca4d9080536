/**
 * One direction of a line that several connections share: one clock hands out the line's time in packets, round robin,
 * behind a queue of limited depth. No loss: what loss does to TCP cannot be shown without packets.
 */

/** What the line is like. What is left out does not limit. */
export interface LineShape {
  /** Of the wire; 1448 of every 1500 bytes carry payload. */
  readonly bitsPerSecond?: number;
  readonly oneWayMs?: number;
  /** Up to so much is added, by the seeded stream; bytes of one connection never overtake one another. */
  readonly jitterMs?: number;
  /** Depth of the queue before the line, 300 ms unless told: how long a small answer waits behind bulk. */
  readonly queueMs?: number;
}

/** One connection's bytes in one direction. */
export interface Flow {
  /** The next bytes that wait, at most so many; undefined when none do. */
  take(mostBytes: number): Buffer | undefined;
  /** They have come over the line. */
  arrive(bytes: Buffer): void;
}

interface Arrival {
  readonly flow: Flow;
  readonly bytes: Buffer;
  readonly atMs: number;
}

const packetBytes = 1448;
const wireBytes = 1500;
const unlimitedPieceBytes = 65_536;

export class SharedLine {
  readonly #fraction: () => number;
  #shape: LineShape = {};
  #freeAtMs = 0;
  #held = false;
  #closed = false;
  #sendTimer: NodeJS.Timeout | undefined;
  #arrivalTimer: NodeJS.Timeout | undefined;
  readonly #ready: Flow[] = [];
  readonly #onTheWay: Arrival[] = [];
  readonly #lastArrivalMs = new WeakMap<Flow, number>();
  /** Bytes that came over it. */
  carriedBytes = 0;

  constructor(fraction: () => number) {
    this.#fraction = fraction;
  }

  setShape(shape: LineShape): void {
    this.#shape = shape;
    this.#freeAtMs = Math.min(this.#freeAtMs, performance.now() + this.#queueMs);
    this.#send();
  }

  get roundTripHalfMs(): number {
    return this.#shape.oneWayMs ?? 0;
  }

  get isHeld(): boolean {
    return this.#held;
  }

  /** Nothing passes until `release`; what is on the way waits. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#deliver();
    this.#send();
  }

  /** This flow has bytes that wait. */
  offer(flow: Flow): void {
    if (!this.#ready.includes(flow)) this.#ready.push(flow);
    this.#send();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#sendTimer);
    clearTimeout(this.#arrivalTimer);
  }

  get #queueMs(): number {
    return this.#shape.queueMs ?? 300;
  }

  #send(): void {
    if (this.#held || this.#closed) return;
    const { bitsPerSecond } = this.#shape;
    const now = performance.now();
    while (this.#ready.length > 0) {
      if (bitsPerSecond !== undefined && this.#freeAtMs - now > this.#queueMs) {
        this.#sendLater(Math.max(1, Math.min(5, this.#queueMs / 4)));
        return;
      }
      const flow = this.#ready.shift() as Flow;
      const bytes = flow.take(bitsPerSecond === undefined ? unlimitedPieceBytes : packetBytes);
      if (!bytes) continue;
      this.#ready.push(flow);
      this.#transmit(flow, bytes, now);
    }
  }

  #sendLater(delayMs: number): void {
    clearTimeout(this.#sendTimer);
    this.#sendTimer = setTimeout(() => this.#send(), delayMs);
  }

  #transmit(flow: Flow, bytes: Buffer, now: number): void {
    const { bitsPerSecond, oneWayMs = 0, jitterMs = 0 } = this.#shape;
    const start = Math.max(now, this.#freeAtMs);
    this.#freeAtMs =
      bitsPerSecond === undefined ? now : start + (bytes.length * (wireBytes / packetBytes) * 8_000) / bitsPerSecond;
    const wanted = this.#freeAtMs + oneWayMs + jitterMs * this.#fraction();
    const atMs = Math.max(wanted, this.#lastArrivalMs.get(flow) ?? 0);
    this.#lastArrivalMs.set(flow, atMs);
    let place = this.#onTheWay.length;
    while (place > 0 && (this.#onTheWay[place - 1] as Arrival).atMs > atMs) place -= 1;
    this.#onTheWay.splice(place, 0, { flow, bytes, atMs });
    if (place === 0) this.#deliver();
  }

  #deliver(): void {
    if (this.#held || this.#closed) return;
    clearTimeout(this.#arrivalTimer);
    for (;;) {
      const next = this.#onTheWay[0];
      if (!next) return;
      const waitMs = next.atMs - performance.now();
      if (waitMs > 0.5) {
        this.#arrivalTimer = setTimeout(() => this.#deliver(), waitMs);
        return;
      }
      this.#onTheWay.shift();
      this.carriedBytes += next.bytes.length;
      next.flow.arrive(next.bytes);
    }
  }
}
