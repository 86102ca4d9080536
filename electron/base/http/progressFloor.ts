import type { Readable } from 'node:stream';
import type { Clock } from '#electron/base/world.ts';
import { HttpBodyError } from './httpPool.ts';

/** The least that must come of a body: `bytes` in every `withinMs` of waiting for it. */
export interface ProgressFloor {
  readonly bytes: number;
  readonly withinMs: number;
}

/**
 * A line of 0.4 Mbit/s shared by eight bodies carries 180 KB of each in that time: nobody is below it who means to send.
 * An idle limit alone is no end, for a byte now and then holds a connection for ever.
 */
export const ordinaryFloor: ProgressFloor = { bytes: 1024, withinMs: 30_000 };

/**
 * The body as it comes, so long as it comes at all: `HttpBodyError` timedOut when less than the floor has come of it.
 * Only the time in which the reader waits counts, and the whole may take as long as it takes.
 */
export async function* aboveFloor(
  body: Readable,
  clock: Pick<Clock, 'monotonicMs' | 'after'>,
  { bytes, withinMs }: ProgressFloor,
): AsyncGenerator<Uint8Array> {
  const chunks = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  let waitedMs = 0;
  let received = 0;
  try {
    for (;;) {
      const since = clock.monotonicMs();
      const cancel = clock.after(Math.max(0, withinMs - waitedMs), () =>
        body.destroy(new HttpBodyError({ kind: 'timedOut', detail: 'below the floor' })),
      );
      const next = await chunks.next().finally(cancel);
      if (next.done) return;
      waitedMs += clock.monotonicMs() - since;
      received += next.value.length;
      if (received >= bytes) {
        waitedMs = 0;
        received = 0;
      }
      yield next.value;
    }
  } finally {
    body.destroy();
  }
}
