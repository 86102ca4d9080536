import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ConnectOptions } from '#electron/base/http/connectOptions.ts';
import {
  HttpBodyError,
  type HttpFailure,
  type HttpPool,
  type HttpRequest,
  type HttpResponse,
  type TrafficMeter,
} from '#electron/base/http/httpPool.ts';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { answersInFlight } from './answerBudget.ts';
import { failureOfHttp, failureOfStatus, failureOfWebPage, noRoomFor } from './archiveFailures.ts';
import { type ArchiveRoute, connectOptionsOf } from './archiveRoute.ts';
import { type ArchivePlace, readArchiveUrl } from './archiveUrl.ts';
import { rangeOf } from './byteRange.ts';
import { refusesOurCertificate } from './certificateRefusal.ts';
import { type Credentials, fixedCredentials, type SignIn, type SignInHeaders } from './credentials.ts';
import type { BodyToCome, RequestOptions } from './index.ts';

/** Most connections for background work (N2, N3); the prefetch decides how many of them it uses. */
const backgroundConnections = 24;
/** Silence that ends a request where nobody measures the line: the first byte of a transcoded frame may take long (N6). */
const unmeasured = { headMs: 20_000, stallMs: 20_000 };
/** A line that is back answers sooner: three round trips of a satellite and what its queue holds. */
const probePatience = { headMs: 4_000, stallMs: 4_000 };

export interface ArchiveAddress {
  readonly url: string;
  readonly signIn: SignIn;
  readonly secret?: string | undefined;
  /** In place of a secret that does not change. */
  readonly credentials?: Credentials | undefined;
  readonly route?: ArchiveRoute | undefined;
  /** It has answered before, so that a stranger in its place is the network's doing. */
  readonly isKnown?: boolean | undefined;
  readonly network: World['network'];
  readonly line?: MeasuredLine | undefined;
}

/** The line to the archive, where it is measured. */
export interface MeasuredLine {
  readonly meter: TrafficMeter;
  /** How long the head of an answer, and the next byte of its body, are waited for. */
  patience(): Pick<HttpRequest, 'progressFloor'> & { readonly headMs: number; readonly stallMs: number };
}

/** Who asks; a probe is asked by nobody but the line itself. */
type AskOptions = Omit<RequestOptions, 'lane'> & Pick<HttpRequest, 'lane'>;

export interface Request {
  /** Path under the DICOMweb root, beginning with a slash, query included. */
  readonly path: string;
  readonly accept: string;
  readonly method?: HttpRequest['method'];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** One archive's address, signed in: asks, and says in our codes why there is no answer. */
export class ArchiveConnection {
  readonly place: ArchivePlace;
  readonly #pool: HttpPool;
  readonly #patience: MeasuredLine['patience'];
  readonly #credentials: Credentials;
  /** Its certificate has borne its name. */
  #isProven: boolean;

  constructor(place: ArchivePlace, address: ArchiveAddress, connect?: ConnectOptions) {
    this.place = place;
    this.#pool = address.network.openPool({
      origin: place.origin,
      connections: backgroundConnections,
      ...(address.line ? { meter: address.line.meter } : {}),
      ...(connect ? { connect } : {}),
    });
    this.#patience = () => address.line?.patience() ?? unmeasured;
    this.#credentials = address.credentials ?? fixedCredentials(address.signIn, address.secret);
    this.#isProven = address.isKnown ?? false;
  }

  /**
   * Any answer at all, whatever its status. The caller reads or discards the body. A sign-in that has ended is renewed
   * and the question asked once more, so that whoever asks does not notice.
   */
  async ask(request: Request, options: AskOptions): Promise<Result<HttpResponse, Failure>> {
    const headers = await this.#credentials.headers(options.signal);
    if (!headers.ok) return headers;
    const answered = await this.#send(request, headers.value, options);
    if (!answered.ok || answered.value.status !== 401) return answered;
    const renewed = await this.#credentials.renewed(headers.value, options.signal);
    if (renewed.ok && renewed.value === undefined) return answered;
    await answered.value.discard();
    return renewed.ok ? this.#send(request, renewed.value ?? {}, options) : renewed;
  }

  async #send(request: Request, signedIn: SignInHeaders, options: AskOptions): Promise<Result<HttpResponse, Failure>> {
    const patience: ReturnType<MeasuredLine['patience']> = options.lane === 'probe' ? probePatience : this.#patience();
    const { headMs, stallMs, progressFloor } = patience;
    const answered = await this.#pool.request({
      method: request.method ?? 'GET',
      path: this.place.root + request.path,
      headers: { ...signedIn, ...request.headers, accept: request.accept },
      lane: options.lane,
      idleTimeoutMs: stallMs,
      headTimeoutMs: headMs,
      ...(progressFloor ? { progressFloor } : {}),
      ...(request.body ? { body: request.body } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    if (!answered.ok) return fail(this.#failureOf(answered.failure));
    this.#isProven = true;
    options.onHead?.(bodyToCome(answered.value));
    if (answered.value.status !== 401) this.#credentials.accepted?.(signedIn);
    if (!this.place.secure) return answered;
    const { isRefused, response } = await refusesOurCertificate(answered.value);
    if (!isRefused) return succeed(response);
    await response.discard();
    return fail(failureOf('ArchiveClientCertificate', { host: this.place.host }));
  }

  /** Another's certificate where the archive's own has been seen: a network that answers in its place (N16). */
  #failureOf(failure: HttpFailure): Failure {
    const isStranger = failure.kind === 'tlsName' && this.#isProven;
    return isStranger
      ? failureOf('ArchiveCaptivePortal', { host: this.place.host })
      : failureOfHttp(failure, this.place);
  }

  /** An answer of status 2xx that is not a web page; the failure it means otherwise. */
  async askForContent(request: Request, options: AskOptions): Promise<Result<HttpResponse, Failure>> {
    const answered = await this.ask(request, options);
    if (!answered.ok) return answered;
    const failure = failureOfStatus(answered.value, this.place) ?? failureOfWebPage(answered.value, this.place);
    if (!failure) return answered;
    await answered.value.discard();
    return fail(failure);
  }

  /** The whole body, at most `maxBytes`; gzip that forgot its header is undone (static archives send that). */
  async readBytes(response: HttpResponse, maxBytes: number): Promise<Result<Buffer, Failure>> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const share = answersInFlight.open();
    try {
      for await (const chunk of response.body) {
        size += chunk.length;
        if (size > maxBytes) return fail(failureOf('ArchiveAnswerTooLarge', { host: this.place.host }));
        if (!share.hold(chunk.length)) return fail(noRoomFor(this.place));
        chunks.push(chunk);
      }
    } catch (error) {
      return fail(this.failureOfBody(error));
    } finally {
      share.close();
    }
    const bytes = Buffer.concat(chunks);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? this.#inflate(bytes, maxBytes) : succeed(bytes);
  }

  /** What broke while a body was read. @throws what is not a broken connection. */
  failureOfBody(error: unknown): Failure {
    if (error instanceof HttpBodyError) return this.#failureOf(error.failure);
    throw error;
  }

  /**
   * Whether the archive answers, asked with as few bytes as there are and on a connection of its own: those that were
   * open may be dead without knowing it (N10). Any status proves the line, except those that refuse us.
   */
  async reach(signal: AbortSignal, lane: HttpRequest['lane'] = 'probe'): Promise<Result<void, Failure>> {
    const request = { path: '/studies?limit=1&includefield=0020000D', accept: 'application/dicom+json' };
    const answered = await this.askForContent(request, { lane, signal });
    if (!answered.ok) return answered;
    await answered.value.discard();
    return succeed(undefined);
  }

  /** Every connection is closed and dialled anew. */
  reconnect(): void {
    this.#pool.reset();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #inflate(bytes: Buffer, maxOutputLength: number): Promise<Result<Buffer, Failure>> {
    try {
      return succeed(await promisify(gunzip)(bytes, { maxOutputLength }));
    } catch (error) {
      const tooLarge = error instanceof RangeError;
      return fail(failureOf(tooLarge ? 'ArchiveAnswerTooLarge' : 'ArchiveAnswerInvalid', { host: this.place.host }));
    }
  }
}

/** Undefined where the head does not say how long it is: an answer in chunks. */
function bodyToCome(response: HttpResponse): BodyToCome | undefined {
  const { headers, unpacked } = response;
  const range = rangeOf(response);
  const length = headers.get('content-length');
  const isCounted = length !== undefined && /^\d{1,15}$/.test(length);
  const bytes = range ? range.total - range.first : isCounted ? Number(length) : undefined;
  return bytes === undefined || !unpacked ? undefined : { bytes, came: () => unpacked.cameBytes };
}

export function openConnection(address: ArchiveAddress): Result<ArchiveConnection, Failure> {
  const place = readArchiveUrl(address.url);
  if (!place.ok) return place;
  const connect = connectOptionsOf(address.route ?? {});
  return connect.ok ? succeed(new ArchiveConnection(place.value, address, connect.value)) : connect;
}
