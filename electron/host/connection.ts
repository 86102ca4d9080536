import { fail } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { contractVersion } from '#shared/contract/index.ts';
import { type ClientMessage, clientMessage, type HostMessage } from '#shared/contract/wire.ts';
import type { FrameDesk, ReadFrame } from './frameDesk.ts';
import type { PageDesk } from './openStudies.ts';

/** What a door opens onto: the host, with its handlers already behind the router. */
export interface HostSide {
  /** One for each page that connects. */
  openPage(): PageDesk;
  readonly readFrame: ReadFrame;
  onEvent(listener: (event: HostEvent) => void): () => void;
}

/** More calls than this open at once from one page is a bug of the page. */
const mostOpenCalls = 1_000;

/**
 * One reading side, whichever wire it came by: its handshake, its calls and their cancels, the events it hears.
 * Until the handshake has agreed on the contract's version every call is answered with `ContractMismatch`.
 */
export class Connection {
  readonly #host: HostSide;
  readonly #page: PageDesk;
  readonly #send: (message: HostMessage) => void;
  readonly #frames: FrameDesk;
  readonly #session: string;
  readonly #calls = new Map<number, AbortController>();
  #stopEvents: (() => void) | undefined;
  #agreed = false;
  #closed = false;

  constructor(host: HostSide, frames: FrameDesk, session: string, send: (message: HostMessage) => void) {
    this.#host = host;
    this.#page = host.openPage();
    this.#frames = frames;
    this.#session = session;
    this.#send = send;
  }

  get agreed(): boolean {
    return this.#agreed;
  }

  /** Takes one message as it came. What is not of the contract is answered where an id can be read, else dropped. */
  receive(message: unknown): void {
    if (this.#closed) return;
    const parsed = clientMessage.safeParse(message);
    if (parsed.success) this.#act(parsed.data);
    else this.#refuse(message);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopEvents?.();
    this.#frames.close();
    for (const abort of this.#calls.values()) abort.abort();
    this.#calls.clear();
    this.#page.close();
  }

  #act(message: ClientMessage): void {
    switch (message.kind) {
      case 'hello':
        this.#greet(message.contractVersion);
        return;
      case 'call':
        void this.#call(message.id, message.name, message.input);
        return;
      case 'cancel':
        this.#calls.get(message.id)?.abort();
        return;
      case 'frames':
        if (this.#agreed) {
          this.#frames.ask(message.requests);
          return;
        }
        this.#send({
          kind: 'frames',
          replies: message.requests.map(({ id }) => ({ id, result: fail(failureOf('ContractMismatch')) })),
        });
        return;
      case 'cancelFrame':
        this.#frames.cancel(message.id);
    }
  }

  #greet(version: number): void {
    if (version !== contractVersion) {
      this.#send({ kind: 'refused', failure: failureOf('ContractMismatch', { host: contractVersion, page: version }) });
      return;
    }
    if (this.#agreed) return;
    this.#agreed = true;
    this.#stopEvents = this.#host.onEvent((event) => this.#send({ kind: 'event', event }));
    this.#send({ kind: 'welcome', contractVersion, session: this.#session });
  }

  async #call(id: number, name: string, input: unknown): Promise<void> {
    if (!this.#agreed) return this.#send({ kind: 'answer', id, result: fail(failureOf('ContractMismatch')) });
    if (this.#calls.has(id) || this.#calls.size >= mostOpenCalls) {
      return this.#send({ kind: 'answer', id, result: fail(failureOf('InvalidInput', { reason: 'tooManyCalls' })) });
    }
    const abort = new AbortController();
    this.#calls.set(id, abort);
    const result = await this.#page.route(name, input, abort.signal);
    this.#calls.delete(id);
    if (this.#closed) return;
    try {
      this.#send({ kind: 'answer', id, result });
    } catch {
      // Longer than a text can be (512 MB): whoever asked is told so, rather than left to wait.
      this.#send({ kind: 'answer', id, result: fail(failureOf('Unexpected', { reason: 'answerTooLarge' })) });
    }
  }

  /** A call with a readable id gets its answer even if nothing else about it could be read. */
  #refuse(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    const { kind, id } = message as { kind?: unknown; id?: unknown };
    if (kind !== 'call' || typeof id !== 'number' || !Number.isSafeInteger(id)) return;
    this.#send({ kind: 'answer', id, result: fail(failureOf('InvalidInput', { reason: 'notAsAgreed' })) });
  }
}
