import type { Clock } from '#electron/base/world.ts';
import type { Urgency } from '#shared/contract/frames.ts';
import type { FrameReply } from '#shared/contract/wire.ts';

const mostFrames = 16;
const mostBytes = 4 * 1024 * 1024;
const companyMs = 2;

/**
 * Puts replies together: one message costs a thread switch whatever is in it. A frame that the screen waits for
 * leaves at once and alone; others wait for company, at most 16 frames, 4 MiB or 2 ms.
 */
export class FrameBatcher {
  readonly #send: (replies: readonly FrameReply[]) => void;
  readonly #clock: Pick<Clock, 'after'>;
  #held: FrameReply[] = [];
  #heldBytes = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Pick<Clock, 'after'>, send: (replies: readonly FrameReply[]) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  add(reply: FrameReply, urgency: Urgency): void {
    if (urgency === 'display') {
      this.#send([reply]);
      return;
    }
    const size = reply.result.ok ? reply.result.value.bytes.byteLength : 0;
    if (this.#held.length > 0 && this.#heldBytes + size > mostBytes) this.flush();
    this.#held.push(reply);
    this.#heldBytes += size;
    if (this.#held.length >= mostFrames || this.#heldBytes >= mostBytes) this.flush();
    else this.#cancelTimer ??= this.#clock.after(companyMs, () => this.flush());
  }

  /** Sends what is held now. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    if (held.length > 0) this.#send(held);
  }
}
