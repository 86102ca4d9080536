import type { Result } from '#shared/base/result.ts';
import type { ConnectOptions } from './connectOptions.ts';

/** Opens connections to one origin. The real one is undici's; tests give another. */
export interface Network {
  openPool(options: PoolOptions): HttpPool;
}

export interface PoolOptions {
  /** Scheme, host and port; nothing sent through the pool goes anywhere else. */
  readonly origin: string;
  /** Most connections at once for background work; two more are kept for whoever is waiting. */
  readonly connections: number;
  readonly meter?: TrafficMeter;
  /** Authorities, a certificate and a proxy of this origin's own. */
  readonly connect?: ConnectOptions | undefined;
}

/** Counts what goes over a line. */
export interface TrafficMeter {
  /** What the server's own clock says, epoch ms, from the head of an answer. */
  dated?(at: number): void;
  /** Bytes of a request's body. */
  sent(bytes: number): void;
  /** Bytes of an answer's body as they came, before content-encoding is undone. */
  received(bytes: number): void;
  /** The head of an answer came so long after its request went out on a connection that was open. */
  answered(afterMs: number): void;
  /** Bytes of the answer to a probe: they count, and say nothing of how what is on its way fares. `received` unless told apart. */
  probed?(bytes: number): void;
  /** A request ended without its whole answer: before a connection was there, before its head, or in its body. */
  broke(kind: HttpFailure['kind'], stage: 'connecting' | 'waiting' | 'reading'): void;
}

export interface HttpPool {
  request(request: HttpRequest): Promise<Result<HttpResponse, HttpFailure>>;
  /**
   * Closes every connection (N10). A question that has no answer yet is asked again at once on a new one; a body that was
   * coming is `cut`, and so is what must not be sent twice.
   */
  reset(): void;
  close(): Promise<void>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'HEAD' | 'OPTIONS';
  /** Path and query, from the origin's root. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /**
   * `probe`: on a connection of its own, given up soon: whether the line is there. `preview`: on the one kept for
   * pictures that stand for a frame, which must not wait behind that frame.
   */
  readonly lane: 'interactive' | 'background' | 'preview' | 'probe';
  readonly signal?: AbortSignal;
  /** Gives up when nothing arrives for so long; never a limit on the whole. */
  readonly idleTimeoutMs: number;
  /** For the head of the answer, where that may take longer; `idleTimeoutMs` unless told. */
  readonly headTimeoutMs?: number;
  /** The least of the body that must come in so much waiting, or it gives up; the ordinary floor unless told. */
  readonly progressFloor?: { readonly bytes: number; readonly withinMs: number };
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined with ", ". */
  readonly headers: ReadonlyMap<string, string>;
  /** The body as it comes, content-encoding undone. Throws `HttpBodyError` when the connection breaks or stalls. */
  readonly body: AsyncIterable<Uint8Array>;
  /** What the body took on the line and what was given of it, up to now: not the same where it comes packed. */
  readonly unpacked?: { readonly cameBytes: number; readonly givenBytes: number };
  /** Reads nothing more and frees the connection. */
  discard(): Promise<void>;
}

export interface HttpFailure {
  readonly kind:
    | 'nameNotFound'
    | 'refused'
    | 'unreachable'
    | 'timedOut'
    | 'certificate'
    | 'certificateExpired'
    | 'clientCertificate'
    | 'tlsName'
    | 'tlsTooOld'
    | 'proxy'
    | 'proxySignIn'
    | 'proxyRefused'
    | 'cut'
    | 'cancelled'
    | 'tooLarge'
    | 'protocol';
  readonly detail: string;
}

export class HttpBodyError extends Error {
  readonly failure: HttpFailure;
  constructor(failure: HttpFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}
