import type { HttpPool, HttpRequest, HttpResponse, Network } from '#electron/base/http/httpPool.ts';

/** One request as it went, times in milliseconds since the watch began. */
export interface WatchedRequest {
  readonly path: string;
  readonly lane: HttpRequest['lane'];
  readonly askedAt: number;
  headAt?: number;
  endedAt?: number;
  /** Of the body, after content-encoding was undone. */
  bytes: number;
  /** The status, or how it failed. */
  outcome: string;
}

export interface NetworkWatch {
  readonly network: Network;
  readonly requests: readonly WatchedRequest[];
  /** Bytes of bodies that have come so far, whole answers and parts of them. */
  bodyBytes(): number;
  forget(): void;
}

/** The product's own network, with a note of every request that goes through it. */
export function watchNetwork(network: Network, now: () => number): NetworkWatch {
  const requests: WatchedRequest[] = [];
  let bodyBytes = 0;
  const count = (bytes: number) => {
    bodyBytes += bytes;
  };
  const watched = (pool: HttpPool): HttpPool => ({
    reset: () => pool.reset(),
    close: () => pool.close(),
    async request(request) {
      const note: WatchedRequest = {
        path: request.path,
        lane: request.lane,
        askedAt: now(),
        bytes: 0,
        outcome: 'asked',
      };
      requests.push(note);
      const answered = await pool.request(request);
      note.headAt = now();
      if (!answered.ok) {
        note.endedAt = note.headAt;
        note.outcome = answered.failure.kind;
        return answered;
      }
      note.outcome = String(answered.value.status);
      return { ok: true, value: { ...answered.value, body: watchedBody(answered.value, note, now, count) } };
    },
  });
  return {
    network: { openPool: (options) => watched(network.openPool(options)) },
    requests,
    bodyBytes: () => bodyBytes,
    forget: () => requests.splice(0),
  };
}

async function* watchedBody(
  { body }: HttpResponse,
  note: WatchedRequest,
  now: () => number,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      note.bytes += chunk.length;
      count(chunk.length);
      yield chunk;
    }
  } catch (error) {
    note.outcome = `${note.outcome} ${error instanceof Error ? error.message : 'cut'}`;
    throw error;
  } finally {
    note.endedAt = now();
  }
}
