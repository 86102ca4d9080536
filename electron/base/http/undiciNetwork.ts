import { lookup as lookUp } from 'node:dns';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Dispatcher, Pool } from 'undici';
import { systemClock } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { leastTlsVersion } from './connectOptions.ts';
import { connectorOf } from './connector.ts';
import { decodedBody, type Unpacked } from './contentDecoding.ts';
import { diedOnReusedSocket, httpFailureOf } from './httpFailures.ts';
import type {
  HttpFailure,
  HttpPool,
  HttpRequest,
  HttpResponse,
  Network,
  PoolOptions,
  TrafficMeter,
} from './httpPool.ts';
import { metering } from './metering.ts';
import { rememberingLookup } from './nameLookup.ts';
import { aboveFloor, ordinaryFloor } from './progressFloor.ts';

/** Connections kept for whoever is waiting at the screen; bulk never uses them (N2). */
const interactiveConnections = 2;
/** A picture that waited for the frame it stands for would be of no use. */
const previewConnections = 1;
const connectTimeoutMs = 10_000;
/** Where the server does not say how long it keeps an idle connection; one that has gone meanwhile costs nothing (N8). */
const idleMs = 30_000;
const interactiveIdleMs = 300_000;
/**
 * So much before a server closes an idle connection, by what it says itself, it is used no more: a round trip of a long
 * line. Undici's own 2 s would leave none of Orthanc's, which it keeps for 1 s: each frame had a connection of its own.
 */
const idleMarginMs = 500;
const maxRedirects = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS']);
const ourHeaders = { 'accept-encoding': 'gzip, br, zstd, deflate', 'user-agent': 'Durbeen' };

/** One for the whole process: what a name was is the same for every archive. */
const lookup = rememberingLookup(lookUp, systemClock);

/** HTTP/1.1 only: under loss, one HTTP/2 session collapses where several connections do not (N1). */
export const systemNetwork: Network = { openPool };

const resetCode = 'ERR_SOCKETS_CLOSED';

/** The network has changed under the connections: nothing more comes through them. */
class SocketsClosed extends Error {
  readonly code = resetCode;
}

interface Target {
  readonly origin: string;
  readonly connect: PoolOptions['connect'];
  readonly meter: TrafficMeter | undefined;
}
/** A pool whose traffic is counted. */
type Lane = Pick<Dispatcher, 'request' | 'destroy' | 'close'>;
type Lanes = Readonly<Record<Exclude<HttpRequest['lane'], 'probe'>, Lane>>;
type UndiciAnswer = Awaited<ReturnType<Pool['request']>>;

function openPool(options: PoolOptions): HttpPool {
  const target = { origin: new URL(options.origin).origin, connect: options.connect, meter: options.meter };
  const openLanes = (): Lanes => ({
    background: openLane(target, options.connections),
    interactive: openLane(target, interactiveConnections, { keepAliveMs: interactiveIdleMs }),
    preview: openLane(target, previewConnections, { keepAliveMs: interactiveIdleMs }),
  });
  let lanes = openLanes();
  const destroy = (all: Lanes, reason: Error | null) =>
    Promise.all(Object.values(all).map((lane) => lane.destroy(reason)));
  return {
    request: (request) => followWithin(target, () => lanes, request),
    reset() {
      const before = lanes;
      lanes = openLanes();
      void destroy(before, new SocketsClosed()).catch(() => undefined);
    },
    async close() {
      await destroy(lanes, null);
    },
  };
}

interface LaneOptions {
  readonly connectMs?: number;
  readonly keepAliveMs?: number;
}

function openLane(
  { origin, connect, meter }: Target,
  connections: number,
  { connectMs = connectTimeoutMs, keepAliveMs = idleMs }: LaneOptions = {},
): Lane {
  const ordinary = {
    timeout: connectMs,
    allowH2: false,
    minVersion: leastTlsVersion,
    rejectUnauthorized: true,
    autoSelectFamily: true,
    lookup,
    // Node's own 250 ms for each address fails on every line with a longer round trip (N7).
    autoSelectFamilyAttemptTimeout: 3000,
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  } as const;
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: keepAliveMs,
    keepAliveTimeoutThreshold: idleMarginMs,
    connect: connectorOf(ordinary, connect),
  });
  return meter ? pool.compose(metering(meter, systemClock)) : pool;
}

/** Redirects are followed only where our credentials may go anyway: to the same origin (F14). */
async function followWithin(
  target: Target,
  lanes: () => Lanes,
  request: HttpRequest,
): Promise<Result<HttpResponse, HttpFailure>> {
  let next = request;
  for (let hop = 0; ; hop += 1) {
    const answered = await (next.lane === 'probe'
      ? sendOnFreshSocket(target, next)
      : sendIn(lanes, next.lane, target, next));
    if (!answered.ok) return answered;
    const path = hop < maxRedirects ? redirectPath(target.origin, next, answered.value) : undefined;
    if (path === undefined) return answered;
    await answered.value.discard();
    next = { ...next, path };
  }
}

/** Where a redirect leads within the origin; undefined when it is none, leaves the origin, or would change the method. */
function redirectPath(origin: string, request: HttpRequest, response: HttpResponse): string | undefined {
  const location = response.headers.get('location');
  if (!redirectStatuses.has(response.status) || location === undefined) return undefined;
  if (!idempotent.has(request.method) && response.status !== 307 && response.status !== 308) return undefined;
  const base = new URL(request.path, origin).href;
  if (!URL.canParse(location, base)) return undefined;
  const target = new URL(location, base);
  return target.origin === origin && !target.username && !target.password ? target.pathname + target.search : undefined;
}

/** A question cut off by our own reset, before it was answered, is asked again on the new connections (N10). */
async function sendIn(
  lanes: () => Lanes,
  lane: keyof Lanes,
  target: Target,
  request: HttpRequest,
): Promise<Result<HttpResponse, HttpFailure>> {
  for (;;) {
    const pool = lanes()[lane];
    const answered = await send(pool, target, request);
    if (answered.ok || answered.failure.detail !== resetCode || !idempotent.has(request.method)) return answered;
    // Reset again meanwhile, it is asked again; a pool that was closed for good stays the same.
    if (request.signal?.aborted || lanes()[lane] === pool) return answered;
  }
}

async function send(pool: Lane, target: Target, request: HttpRequest): Promise<Result<HttpResponse, HttpFailure>> {
  try {
    return succeed(respond(await dispatch(pool, request), request));
  } catch (error) {
    // A server's idle timer may close a socket just as we reuse it: sent again at once, not counted (N8).
    if (!request.signal?.aborted && idempotent.has(request.method) && diedOnReusedSocket(error)) {
      return sendOnFreshSocket(target, request);
    }
    return fail(httpFailureOf(error, request.signal));
  }
}

/** What it brings is counted, and is no sign that anything else comes. */
function openForProbe(target: Target, connectMs: number): Lane {
  const { meter } = target;
  const received = (bytes: number) => (meter?.probed ? meter.probed(bytes) : meter?.received(bytes));
  const counted = meter && { ...meter, answered: () => undefined, received };
  return openLane({ ...target, meter: counted }, 1, { connectMs });
}

async function sendOnFreshSocket(target: Target, request: HttpRequest): Promise<Result<HttpResponse, HttpFailure>> {
  const once = request.lane === 'probe' ? openForProbe(target, request.idleTimeoutMs) : openLane(target, 1);
  try {
    const response = respond(await dispatch(once, request), request);
    // Closes by itself when the body has been read; until then the connection stays.
    void once.close().catch(() => undefined);
    return succeed(response);
  } catch (error) {
    await once.destroy();
    return fail(httpFailureOf(error, request.signal));
  }
}

async function dispatch(pool: Lane, request: HttpRequest): Promise<UndiciAnswer> {
  // Undici frees a connection a turn after its answer has ended: whoever asks at once would have a new one dialled.
  await nextTurn();
  return pool.request({
    method: request.method,
    path: request.path,
    headers: { ...ourHeaders, ...request.headers },
    body: request.body ?? null,
    signal: request.signal ?? null,
    headersTimeout: request.headTimeoutMs ?? request.idleTimeoutMs,
    bodyTimeout: request.idleTimeoutMs,
    idempotent: idempotent.has(request.method),
  });
}

function respond(answer: UndiciAnswer, request: HttpRequest): HttpResponse {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value);
  }
  const chunks = aboveFloor(answer.body, systemClock, request.progressFloor ?? ordinaryFloor);
  const failed = (error: unknown) => httpFailureOf(error, request.signal);
  const unpacked: Unpacked = { cameBytes: 0, givenBytes: 0 };
  return {
    status: answer.statusCode,
    headers,
    body: decodedBody(answer.body, chunks, headers.get('content-encoding'), failed, unpacked),
    unpacked,
    async discard() {
      answer.body.on('error', () => undefined);
      await answer.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
      answer.body.destroy();
    },
  };
}
