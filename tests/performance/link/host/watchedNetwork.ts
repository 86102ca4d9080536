import type {
  HttpPool,
  HttpRequest,
  HttpResponse,
  Network,
  PoolOptions,
  TrafficMeter,
} from '#electron/base/http/httpPool.ts';

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
  /** Bytes of bodies that have come so far, whole answers and parts of them, content-encoding undone. */
  bodyBytes(): number;
  /** The same as they came over the line. */
  wireBytes(): number;
  forget(): void;
  /** Closes every connection of every pool that was opened. */
  reset(): void;
}

/** The product's own network, with a note of every request that goes through it. */
export function watchNetwork(network: Network, now: () => number): NetworkWatch {
  const requests: WatchedRequest[] = [];
  const pools: HttpPool[] = [];
  let bodyBytes = 0;
  let wireBytes = 0;
  const count = (bytes: number) => {
    bodyBytes += bytes;
  };
  const watched = (pool: HttpPool): HttpPool => ({
    ...pool,
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
      const discard = async () => {
        await answered.value.discard();
        note.endedAt = now();
      };
      return { ok: true, value: { ...answered.value, discard, body: watchedBody(answered.value, note, now, count) } };
    },
  });
  return {
    network: {
      openPool(options) {
        const pool = network.openPool(metered(options, (bytes) => (wireBytes += bytes)));
        pools.push(pool);
        return watched(pool);
      },
    },
    requests,
    bodyBytes: () => bodyBytes,
    wireBytes: () => wireBytes,
    forget: () => requests.splice(0),
    reset() {
      for (const pool of pools) pool.reset();
    },
  };
}

/** The product's own meter goes on counting. */
function metered(options: PoolOptions, count: (bytes: number) => void): PoolOptions {
  const { meter: own } = options;
  const meter: TrafficMeter = {
    sent: (bytes) => own?.sent(bytes),
    received(bytes) {
      count(bytes);
      own?.received(bytes);
    },
    probed(bytes) {
      count(bytes);
      own?.probed?.(bytes);
    },
    answered: (afterMs) => own?.answered(afterMs),
    broke: (...broken) => own?.broke(...broken),
  };
  return { ...options, meter };
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
