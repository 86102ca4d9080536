import type { ConnectOptions } from '#electron/base/http/connectOptions.ts';
import { HttpBodyError, type HttpFailure, type HttpPool, type Network } from '#electron/base/http/httpPool.ts';

/** No document of a provider is as large: keys, metadata, tokens. */
const mostBytes = 1024 * 1024;
const idleTimeoutMs = 30_000;
/** RFC 9110: a body there would be ours to invent. */
const withoutBody = new Set([204, 205, 304]);

/** Thrown where a provider cannot be reached; its failure says why. */
export class ProviderUnreached extends Error {
  readonly failure: HttpFailure;
  readonly host: string;
  constructor(failure: HttpFailure, host: string) {
    super(failure.kind);
    this.failure = failure;
    this.host = host;
  }
}

interface FetchOptions {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export interface ProviderFetch {
  /** As `fetch`, over our own connections: our authorities, our proxy, our timeouts. */
  fetch(url: string, options: FetchOptions): Promise<Response>;
  /** Server's clock less ours, in ms, as its last answer told; undefined before the first. */
  skewMs(): number | undefined;
  close(): Promise<void>;
}

/**
 * Asks a provider. Its own documents name the addresses, on one origin or several; each has connections of its own.
 * @param connectTo how an origin is reached
 */
export function providerFetch(
  network: Network,
  nowMs: () => number,
  connectTo: (origin: string) => ConnectOptions | undefined,
): ProviderFetch {
  const pools = new Map<string, HttpPool>();
  let skew: number | undefined;
  const poolTo = (origin: string): HttpPool => {
    const connect = connectTo(origin);
    const pool = pools.get(origin) ?? network.openPool({ origin, connections: 2, ...(connect ? { connect } : {}) });
    pools.set(origin, pool);
    return pool;
  };
  return {
    async fetch(address, { method, headers, body, signal }) {
      const url = new URL(address);
      const answered = await poolTo(url.origin).request({
        method: method === 'POST' ? 'POST' : 'GET',
        path: url.pathname + url.search,
        headers,
        lane: 'interactive',
        idleTimeoutMs,
        ...(body === undefined || body === null ? {} : { body: bytesOf(body) }),
        ...(signal ? { signal } : {}),
      });
      if (!answered.ok) throw new ProviderUnreached(answered.failure, url.hostname);
      const { status, headers: given, body: content } = answered.value;
      const said = Date.parse(given.get('date') ?? '');
      if (!Number.isNaN(said)) skew = said - nowMs();
      const bytes = await readAll(content, url.hostname);
      // No status of HTTP, and none that a Response could have.
      if (status < 200 || status > 599)
        throw new ProviderUnreached({ kind: 'protocol', detail: 'status' }, url.hostname);
      return new Response(withoutBody.has(status) ? null : bytes, { status, headers: readable(given) });
    },
    skewMs: () => skew,
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string' || body instanceof URLSearchParams) return Buffer.from(body.toString(), 'utf8');
  throw new TypeError('a body of this kind is not sent to providers');
}

async function readAll(content: AsyncIterable<Uint8Array>, host: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of content) {
      size += chunk.length;
      if (size > mostBytes) throw new HttpBodyError({ kind: 'tooLarge', detail: 'provider' });
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof HttpBodyError) throw new ProviderUnreached(error.failure, host);
    throw error;
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The encoding is undone and the length with it; cookies are nobody's business here. */
function readable(given: ReadonlyMap<string, string>): Headers {
  const headers = new Headers();
  for (const [name, value] of given) {
    if (!['content-encoding', 'content-length', 'set-cookie', 'transfer-encoding'].includes(name)) {
      headers.set(name, value);
    }
  }
  return headers;
}
