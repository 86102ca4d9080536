/** One connection through the fault proxy: two sockets, and what goes wrong between them. */
import { connect, type Socket } from 'node:net';
import type { Flow, SharedLine } from './sharedLine.ts';

export type ConnectionFault =
  /** RST to both sides. */
  | { readonly kind: 'reset' }
  /** FIN to the client as if all had been said. */
  | { readonly kind: 'halfClose' }
  /** Stays open for ever; nothing passes any more. */
  | { readonly kind: 'freeze' }
  /** Nothing passes for so long, then all of it. */
  | { readonly kind: 'silence'; readonly ms: number }
  /** From here on at this pace. */
  | { readonly kind: 'drip'; readonly bytesPerSecond: number }
  /** So many bytes are others, by the seeded stream; their number stays right. */
  | { readonly kind: 'garbage'; readonly bytes: number };

/** A fault at a byte of what the client receives; with 0, before its first. */
export interface PlacedFault {
  readonly fault: ConnectionFault;
  readonly atByte: number;
}

export interface ConnectionNeeds {
  readonly client: Socket;
  readonly target: { readonly host: string; readonly port: number };
  readonly up: SharedLine;
  readonly down: SharedLine;
  /** What goes wrong in the connection as a whole. */
  readonly faults: readonly PlacedFault[];
  /** The first line of each request over plain HTTP, when it leaves the client: what goes wrong in its answer. */
  readonly onRequest: (requestLine: string) => readonly PlacedFault[];
  readonly fraction: () => number;
  readonly onReset: () => void;
  readonly onEnd: () => void;
}

const highWater = 65_536;

/** Reads a socket into a line and stops reading while too much waits there. */
class WaitingBytes {
  readonly #source: Socket;
  readonly #pieces: Buffer[] = [];
  #count = 0;

  constructor(source: Socket) {
    this.#source = source;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  add(bytes: Buffer): void {
    this.#pieces.push(bytes);
    this.#count += bytes.length;
    if (this.#count > highWater) this.#source.pause();
  }

  take(most: number): Buffer | undefined {
    const first = this.#pieces.shift();
    if (!first) return undefined;
    const taken = first.subarray(0, most);
    if (first.length > most) this.#pieces.unshift(first.subarray(most));
    this.#count -= taken.length;
    if (this.#count < highWater / 2) this.#source.resume();
    return taken;
  }
}

export class ProxiedConnection {
  readonly openedAtMs = performance.now();
  readonly #needs: ConnectionNeeds;
  readonly #server: Socket;
  #ofConnection: PlacedFault[];
  #ofAnswer: PlacedFault[] = [];
  #connectionBytes = 0;
  #answerBytes = 0;
  #isAnswering = true;
  #garbageLeft = 0;
  #frozen = false;
  #ended = false;
  #pace: number | undefined;
  readonly #late: Buffer[] = [];
  #lateTimer: NodeJS.Timeout | undefined;
  #finWaits = false;

  constructor(needs: ConnectionNeeds) {
    this.#needs = needs;
    this.#ofConnection = [...needs.faults];
    this.#server = connect({ ...needs.target, allowHalfOpen: true });
    // The client's handshake has come and gone on the loopback; over the line it would have cost a round trip.
    const handshakeMs = needs.up.roundTripHalfMs + needs.down.roundTripHalfMs;
    this.#join(needs.client, this.#server, needs.up, handshakeMs, (bytes) => this.#sendUp(bytes));
    this.#join(this.#server, needs.client, needs.down, 0, (bytes) => this.#receive(bytes));
    if (this.#ofConnection.some(({ atByte }) => atByte === 0)) this.#strikeDue();
  }

  /** Ends it with RST on both sides. */
  reset(): void {
    if (this.#ended) return;
    this.#needs.client.resetAndDestroy();
    this.#server.resetAndDestroy();
    this.#needs.onReset();
    this.#end();
  }

  freeze(): void {
    this.#frozen = true;
  }

  stopDripping(): void {
    this.#pace = undefined;
  }

  /** What arrives meanwhile comes when the time is over. */
  keepSilent(ms: number): void {
    clearTimeout(this.#lateTimer);
    this.#lateTimer = setTimeout(() => this.#writeLate(), ms);
  }

  #join(from: Socket, to: Socket, line: SharedLine, delayMs: number, arrive: (bytes: Buffer) => void): void {
    const waiting = new WaitingBytes(from);
    let sourceEnded = false;
    const onTheWay = { bytes: 0 };
    const flow: Flow = {
      take: (most) => {
        // What nobody sends again any more takes no time of the line, or a day's attempts would all come at its end.
        if (this.#isOver()) return undefined;
        const bytes = waiting.take(most);
        if (bytes) onTheWay.bytes += bytes.length;
        return bytes;
      },
      arrive: (bytes) => {
        onTheWay.bytes -= bytes.length;
        arrive(bytes);
        if (sourceEnded && waiting.isEmpty && onTheWay.bytes === 0) this.#finish(to);
      },
    };
    const openAtMs = performance.now() + delayMs;
    from.setNoDelay(true);
    from.on('data', (bytes: Buffer) => {
      waiting.add(bytes);
      const waitMs = openAtMs - performance.now();
      if (waitMs > 0) setTimeout(() => line.offer(flow), waitMs);
      else line.offer(flow);
    });
    from.on('end', () => {
      sourceEnded = true;
      // Its packets were lost, and nobody sends them again.
      if (from === this.#needs.client && line.isHeld) return this.#destroy();
      if (waiting.isEmpty && onTheWay.bytes === 0) this.#finish(to);
    });
    from.on('error', () => {
      to.resetAndDestroy();
      this.#destroy();
    });
    from.on('close', () => {
      if (from === this.#needs.client) this.#destroy();
    });
  }

  #sendUp(bytes: Buffer): void {
    if (this.#ended) return;
    if (this.#isAnswering) {
      const requestLine = /^[A-Z]+ \S+/.exec(bytes.toString('latin1', 0, 4_096))?.[0];
      if (requestLine !== undefined) {
        this.#isAnswering = false;
        this.#answerBytes = 0;
        this.#ofAnswer = [...this.#needs.onRequest(requestLine)];
      }
    }
    if (!this.#frozen) this.#server.write(bytes);
  }

  #receive(bytes: Buffer): void {
    this.#isAnswering = true;
    let rest = bytes;
    while (rest.length > 0 && !this.#isOver()) {
      this.#strikeDue();
      if (this.#isOver()) return;
      const passed = rest.subarray(0, Math.min(rest.length, this.#bytesToNextFault()));
      rest = rest.subarray(passed.length);
      this.#connectionBytes += passed.length;
      this.#answerBytes += passed.length;
      this.#write(this.#garble(passed));
    }
    // A fault after the last byte strikes now: the next byte may never come.
    if (!this.#isOver()) this.#strikeDue();
  }

  #isOver(): boolean {
    return this.#ended || this.#frozen;
  }

  #bytesToNextFault(): number {
    const distances = [
      ...this.#ofConnection.map(({ atByte }) => atByte - this.#connectionBytes),
      ...this.#ofAnswer.map(({ atByte }) => atByte - this.#answerBytes),
    ];
    return Math.max(1, Math.min(Number.POSITIVE_INFINITY, ...distances.filter((distance) => distance > 0)));
  }

  #strikeDue(): void {
    const isDue = (count: number) => (placed: PlacedFault) => placed.atByte <= count;
    const due = [
      ...this.#ofConnection.filter(isDue(this.#connectionBytes)),
      ...this.#ofAnswer.filter(isDue(this.#answerBytes)),
    ];
    this.#ofConnection = this.#ofConnection.filter((one) => !due.includes(one));
    this.#ofAnswer = this.#ofAnswer.filter((one) => !due.includes(one));
    for (const { fault } of due) this.#strike(fault);
  }

  #strike(fault: ConnectionFault): void {
    switch (fault.kind) {
      case 'reset':
        this.reset();
        return;
      case 'halfClose':
        this.#needs.client.end();
        this.#server.destroy();
        this.#frozen = true;
        return;
      case 'freeze':
        this.freeze();
        return;
      case 'silence':
        this.keepSilent(fault.ms);
        return;
      case 'drip':
        this.#pace = fault.bytesPerSecond;
        return;
      case 'garbage':
        this.#garbageLeft = fault.bytes;
        return;
    }
  }

  #garble(bytes: Buffer): Buffer {
    if (this.#garbageLeft === 0) return bytes;
    const garbled = Buffer.from(bytes);
    const count = Math.min(this.#garbageLeft, garbled.length);
    for (let at = 0; at < count; at += 1) garbled[at] = Math.floor(this.#needs.fraction() * 256);
    this.#garbageLeft -= count;
    return garbled;
  }

  #write(bytes: Buffer): void {
    if (this.#lateTimer === undefined && this.#pace === undefined) {
      this.#needs.client.write(bytes);
      return;
    }
    this.#late.push(bytes);
    if (this.#lateTimer === undefined) this.#writeLate();
  }

  /** What waited for a silence or for its pace. */
  #writeLate(): void {
    this.#lateTimer = undefined;
    if (this.#ended || this.#frozen) return;
    const waiting = Buffer.concat(this.#late.splice(0));
    const stepMs = 20;
    const most = this.#pace === undefined ? waiting.length : Math.max(1, Math.round((this.#pace * stepMs) / 1_000));
    this.#needs.client.write(waiting.subarray(0, most));
    if (waiting.length > most) {
      this.#late.push(waiting.subarray(most));
      this.#lateTimer = setTimeout(() => this.#writeLate(), stepMs);
    } else if (this.#finWaits) this.#needs.client.end();
  }

  #finish(to: Socket): void {
    if (this.#frozen) return;
    if (to === this.#needs.client && this.#lateTimer !== undefined) this.#finWaits = true;
    else to.end();
  }

  #destroy(): void {
    this.#needs.client.destroy();
    this.#server.destroy();
    this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#lateTimer);
    this.#needs.onEnd();
  }
}
