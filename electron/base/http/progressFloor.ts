import type { Readable } from 'node:stream';
import type { Clock } from '#electron/base/world.ts';
import { HttpBodyError } from './httpPool.ts';

/** The least that must come of a body: `bytes` in every `withinMs` of waiting for it. */
export interface ProgressFloor {
  readonly bytes: number;
  readonly withinMs: number;
}

const withinMs = 60_000;
/** 128 B/s: a line of 0.4 Mbit/s shared by eight bodies carries 50 times as much of each. */
const leastBytes = 7_680;
/** 0.5 KB/s, however fast the line was: a server that sends 20 kB/s to many, or a line that has become slow, is no drip. */
const mostBytes = 30_720;
/** Of what one body could have of the line. */
const partOfShare = 0.05;

/** Nobody is below it who means to send. An idle limit alone is no end, for a byte now and then holds a connection for ever. */
export const ordinaryFloor: ProgressFloor = { bytes: leastBytes, withinMs };

/** The floor on a line that carries so much, of which so many bodies have their shares. */
export function floorOn(bytesPerSecond: number | undefined, bodies: number): ProgressFloor {
  const share = (bytesPerSecond ?? 0) / Math.max(1, bodies);
  const bytes = Math.round((share * partOfShare * withinMs) / 1000);
  return { bytes: Math.min(mostBytes, Math.max(leastBytes, bytes)), withinMs };
}

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
