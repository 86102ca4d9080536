import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type EncodedFrame, type Urgency, urgency } from '#shared/contract/frames.ts';
import { frameKey } from '#shared/contract/identifiers.ts';
import type { FrameReply, WireFrameRequest } from '#shared/contract/wire.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';

export type ReadFrame = (
  key: FrameKey,
  options: { readonly urgency: Urgency; readonly signal: CancelSignal },
) => Promise<Result<EncodedFrame, Failure>>;

/** Read at once for one reader. What is on the screen is never made to wait; the rest must not fill the memory. */
const atOnce: Readonly<Record<Urgency, number>> = { display: Number.POSITIVE_INFINITY, near: 64, background: 16 };

/** More than so many frames waiting for one reader is a bug of the page, not a series. */
const mostWaiting = 20_000;

interface Waiting {
  readonly id: number;
  readonly key: FrameKey;
  readonly urgency: Urgency;
  readonly abort: AbortController;
}

/** The frames one reader has asked for: each read under its own id, each cancelled on its own. */
export class FrameDesk {
  readonly #readFrame: ReadFrame;
  readonly #reply: (reply: FrameReply, urgency: Urgency) => void;
  readonly #pace: () => Promise<void>;
  readonly #open = new Map<number, AbortController>();
  /** Over HTTP a cancel may overtake the question; so many are remembered for a moment. */
  readonly #cancelledEarly = new Set<number>();
  readonly #waiting: Record<Urgency, Waiting[]> = { display: [], near: [], background: [] };
  readonly #reading: Record<Urgency, number> = { display: 0, near: 0, background: 0 };

  /** `pace` is waited for before more is read in advance: a wire that is full must not fill the memory. */
  constructor(
    readFrame: ReadFrame,
    reply: (reply: FrameReply, urgency: Urgency) => void,
    pace: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.#readFrame = readFrame;
    this.#reply = reply;
    this.#pace = pace;
  }

  ask(requests: readonly WireFrameRequest[]): void {
    const refused: number[] = [];
    for (const { id, key, urgency: wanted } of requests) {
      const parsedKey = frameKey.safeParse(key);
      const parsedUrgency = urgency.safeParse(wanted);
      if (!parsedKey.success || !parsedUrgency.success || this.#open.has(id) || this.#open.size >= mostWaiting) {
        refused.push(id);
        continue;
      }
      if (this.#cancelledEarly.delete(id)) continue;
      const abort = new AbortController();
      this.#open.set(id, abort);
      this.#waiting[parsedUrgency.data].push({ id, key: parsedKey.data, urgency: parsedUrgency.data, abort });
    }
    // Answered last: while good ones of the same request are open, the desk is not idle and the wire stays up.
    for (const id of refused) {
      this.#reply({ id, result: fail(failureOf('InvalidInput', { procedure: 'readFrame' })) }, 'display');
    }
    this.#readMore();
  }

  /** The frame is not wanted any more; it is still answered, with `Cancelled`. */
  cancel(id: number): void {
    const abort = this.#open.get(id);
    if (!abort) {
      this.#rememberCancel(id);
      return;
    }
    abort.abort();
    this.#answer(id, 'display', fail(failureOf('Cancelled')));
  }

  #rememberCancel(id: number): void {
    this.#cancelledEarly.add(id);
    const [oldest] = this.#cancelledEarly;
    if (this.#cancelledEarly.size > 256 && oldest !== undefined) this.#cancelledEarly.delete(oldest);
  }

  get isIdle(): boolean {
    return this.#open.size === 0;
  }

  /** The reader is gone: everything is cancelled, nothing is answered. */
  close(): void {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const abort of open) abort.abort();
  }

  #readMore(): void {
    for (const level of ['display', 'near', 'background'] as const) {
      while (this.#reading[level] < atOnce[level]) {
        const next = this.#waiting[level].shift();
        if (!next) break;
        if (!next.abort.signal.aborted) void this.#read(next);
      }
    }
  }

  async #read(wanted: Waiting): Promise<void> {
    this.#reading[wanted.urgency] += 1;
    try {
      const result = await this.#readFrame(wanted.key, { urgency: wanted.urgency, signal: wanted.abort.signal });
      this.#answer(wanted.id, wanted.urgency, result);
    } catch {
      // The host logs its own bugs with an id; to the page this frame is one that did not come.
      this.#answer(wanted.id, wanted.urgency, fail(failureOf('Unexpected')));
    } finally {
      if (wanted.urgency !== 'display') await this.#pace();
      this.#reading[wanted.urgency] -= 1;
      this.#readMore();
    }
  }

  /** Answers once: what comes after a cancel is dropped. */
  #answer(id: number, level: Urgency, result: Result<EncodedFrame, Failure>): void {
    if (this.#open.delete(id)) this.#reply({ id, result }, level);
  }
}
