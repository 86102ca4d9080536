import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail, type Result } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { contractVersion } from '#shared/contract/index.ts';
import type { ClientMessage, HostMessage } from '#shared/contract/wire.ts';
import { Listeners } from './listeners.ts';
import { PendingAnswers } from './pendingAnswers.ts';

type State = 'opening' | 'connected' | 'lost' | 'refused' | 'closed';

/**
 * The reading side's end of a wire, whichever it is: handshake, calls, events, and whether the host is there.
 * Calls made before the first handshake wait for it; calls made while the host is lost fail with `HostGone`.
 */
export class WireEnd {
  readonly #calls = new PendingAnswers<unknown>();
  readonly #events = new Listeners<HostEvent>();
  readonly #connection = new Listeners<'connected' | 'lost'>();
  readonly #held: ClientMessage[] = [];
  #send: ((message: ClientMessage) => void) | undefined;
  #state: State = 'opening';
  #mismatch: Failure | undefined;
  readonly #settled: (() => void)[] = [];
  session = '';

  /** The wire is up; says hello. */
  attach(send: (message: ClientMessage) => void): void {
    this.#send = send;
    send({ kind: 'hello', contractVersion });
  }

  /** The wire is down: whatever was asked has no answer. */
  lose(): void {
    this.#send = undefined;
    this.#calls.failAll(failureOf('HostGone'));
    this.#held.length = 0;
    this.#enter('lost');
  }

  close(): void {
    this.lose();
    this.#state = 'closed';
    this.#events.clear();
    this.#connection.clear();
  }

  /** Takes a host's message; answers false for kinds that are not this end's (frames). */
  receive(message: HostMessage): boolean {
    switch (message.kind) {
      case 'welcome':
        this.session = message.session;
        this.#mismatch = undefined;
        this.#enter('connected');
        for (const held of this.#held.splice(0)) this.#send?.(held);
        return true;
      case 'refused':
        this.#mismatch = message.failure;
        this.#enter('refused');
        this.#calls.failAll(message.failure);
        this.#held.length = 0;
        return true;
      case 'answer':
        this.#calls.settle(message.id, message.result);
        return true;
      case 'event':
        this.#events.tell(message.event);
        return true;
      case 'frames':
        return false;
    }
  }

  call(name: string, input: unknown, signal?: CancelSignal): Promise<Result<unknown, Failure>> {
    const unreachable = this.unreachable();
    if (unreachable) return Promise.resolve(fail(unreachable));
    return this.#calls.ask(
      signal,
      (id) => this.say({ kind: 'call', id, name, input }),
      (id) => this.say({ kind: 'cancel', id }),
    );
  }

  /** Why nothing can be asked now; undefined: it can, or will be once the handshake is done. */
  unreachable(): Failure | undefined {
    if (this.#state === 'refused') return this.#mismatch ?? failureOf('ContractMismatch');
    if (this.#state === 'lost' || this.#state === 'closed') return failureOf('HostGone');
    return undefined;
  }

  /** Waits for the first handshake, then answers as `unreachable`. */
  async settled(): Promise<Failure | undefined> {
    if (this.#state === 'opening') await new Promise<void>((resolve) => this.#settled.push(resolve));
    return this.unreachable();
  }

  say(message: ClientMessage): void {
    if (this.#state === 'connected') this.#send?.(message);
    else if (this.#state === 'opening') this.#held.push(message);
  }

  onEvent(listener: (event: HostEvent) => void): () => void {
    return this.#events.add(listener);
  }

  onConnection(listener: (state: 'connected' | 'lost') => void): () => void {
    return this.#connection.add(listener);
  }

  #enter(state: 'connected' | 'lost' | 'refused'): void {
    if (this.#state === state || this.#state === 'closed') return;
    const was = this.#state;
    this.#state = state;
    for (const resolve of this.#settled.splice(0)) resolve();
    if (state === 'connected') this.#connection.tell('connected');
    else if (was !== 'lost' && was !== 'refused') this.#connection.tell('lost');
  }
}
