import { fail } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { Transport } from '#shared/contract/transport.ts';
import { type FrameReply, framesPerRequest, type WireFrameRequest } from '#shared/contract/wire.ts';
import { PendingAnswers } from './pendingAnswers.ts';

/** The frames asked for and not yet here. What is asked for in one tick leaves together, what the screen waits for first. */
export class FrameAsker {
  readonly #pending = new PendingAnswers<EncodedFrame>();
  readonly #send: (requests: WireFrameRequest[]) => void;
  readonly #cancel: (id: number) => void;
  #unsent: WireFrameRequest[] = [];

  constructor(send: (requests: WireFrameRequest[]) => void, cancel: (id: number) => void) {
    this.#send = send;
    this.#cancel = cancel;
  }

  readonly readFrame: Transport['readFrame'] = (key, { urgency, signal }) =>
    this.#pending.ask(
      signal,
      (id) => {
        if (this.#unsent.length === 0) queueMicrotask(() => this.#sendTick());
        this.#unsent.push({ id, key, urgency });
      },
      (id) => this.#cancelled(id),
    );

  receive(replies: readonly FrameReply[]): void {
    for (const { id, result } of replies) this.#pending.settle(id, result);
  }

  failAll(failure: Failure = failureOf('HostGone')): void {
    this.#unsent = [];
    this.#pending.failAll(failure);
  }

  fail(requests: readonly WireFrameRequest[], failure: Failure): void {
    for (const { id } of requests) this.#pending.settle(id, fail(failure));
  }

  /** Nothing that has been sent will be answered any more; what has not left yet still may. */
  failSent(): void {
    this.#pending.failAll(failureOf('HostGone'), new Set(this.#unsent.map(({ id }) => id)));
  }

  #sendTick(): void {
    const all = this.#unsent;
    this.#unsent = [];
    const display = all.filter(({ urgency }) => urgency === 'display');
    const sorted = [...display, ...all.filter(({ urgency }) => urgency !== 'display')];
    for (let from = 0; from < sorted.length; from += framesPerRequest) {
      this.#send(sorted.slice(from, from + framesPerRequest));
    }
  }

  /** Cancelled before it was sent: never sent. */
  #cancelled(id: number): void {
    const at = this.#unsent.findIndex((request) => request.id === id);
    if (at >= 0) this.#unsent.splice(at, 1);
    else this.#cancel(id);
  }
}
