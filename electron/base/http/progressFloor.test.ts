import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { HttpBodyError } from './httpPool.ts';
import { aboveFloor, floorOn, ordinaryFloor } from './progressFloor.ts';

const floor = { bytes: 1024, withinMs: 30_000 };

/** Reads a body of which so many bytes come every two seconds. Answers what ended it, and how much had come by then. */
async function readDripping(bytesEach: number, drips: number) {
  const clock = createTestClock();
  const body = new PassThrough();
  let received = 0;
  let end = 'reading';
  const reading = (async () => {
    try {
      for await (const chunk of aboveFloor(body, clock, floor)) received += chunk.length;
      end = 'whole';
    } catch (error) {
      end = error instanceof HttpBodyError ? error.failure.kind : String(error);
    }
  })();
  for (let drip = 0; drip < drips && end === 'reading'; drip += 1) {
    body.write(Buffer.alloc(bytesEach));
    await new Promise((done) => setImmediate(done));
    await clock.advanceAsync(2_000);
    await new Promise((done) => setImmediate(done));
  }
  if (end === 'reading') body.end();
  await reading;
  return { end, received };
}

it('a byte now and then does not hold a connection: the body ends as timed out', async () => {
  expect(await readDripping(1, 100)).toEqual({ end: 'timedOut', received: 15 });
});

it('a line that crawls may take as long as it takes', async () => {
  // 0.4 Mbit/s, of which this body gets an eighth.
  expect(await readDripping(12_500, 100)).toEqual({ end: 'whole', received: 1_250_000 });
  expect(await readDripping(80, 100)).toEqual({ end: 'whole', received: 8_000 });
});

it('a reader who takes its time is not held against the line', async () => {
  const clock = createTestClock();
  const body = new PassThrough();
  const chunks = aboveFloor(body, clock, floor);
  for (let part = 0; part < 5; part += 1) {
    body.write(Buffer.alloc(10));
    expect((await chunks.next()).value).toHaveLength(10);
    await clock.advanceAsync(60_000);
  }
  body.end();
  expect((await chunks.next()).done).toBe(true);
});

it('N6: 40 bytes a second hold no connection of an ordinary line for longer than a minute', async () => {
  const clock = createTestClock();
  const body = new PassThrough();
  let endedAtMs: number | undefined;
  const reading = (async () => {
    try {
      for await (const _chunk of aboveFloor(body, clock, ordinaryFloor));
    } catch {
      endedAtMs = clock.monotonicMs();
    }
  })();
  for (let second = 0; second < 120 && endedAtMs === undefined; second += 1) {
    body.write(Buffer.alloc(40));
    await clock.advanceAsync(1_000);
    await new Promise((done) => setImmediate(done));
  }
  await reading;
  expect(endedAtMs).toBeLessThanOrEqual(61_000);
});

it('N6: the floor is a twentieth of a share, and never more than a line of 384 kbit/s or a server of 20 kB/s needs', () => {
  const rate = (bytesPerSecond: number | undefined, bodies: number) => {
    const { bytes, withinMs } = floorOn(bytesPerSecond, bodies);
    return (bytes * 1000) / withinMs;
  };
  expect([rate(undefined, 0), rate(5_000, 12)]).toEqual([128, 128]);
  expect(rate(64_000, 8)).toBe(400);
  // 384 kbit/s among 16, and 20 kB/s among 12, of a line that was measured at 100 Mbit/s.
  for (const share of [48_000 / 16, 20_000 / 12]) expect(share).toBeGreaterThan(3 * rate(12_500_000, 4));
});
