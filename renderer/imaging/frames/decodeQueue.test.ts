import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { PixelLayout } from '#shared/dicom/imageDescription.ts';
import { type DecodedFrame, DecodeQueue, type DecodeWorkers, decodeLimitMs } from './decodeQueue.ts';

const layout = { rows: 1, columns: 1 } as PixelLayout;
const frame = (digest: string): EncodedFrame => ({ digest, bytes: new Uint8Array(1024) }) as EncodedFrame;
const decoded: DecodedFrame = { samples: new Uint8Array(1), rows: 1, columns: 1, planar: false };

/** Workers that hang on frames of one digest, and forget what they hold when they are restarted. */
class HangingWorkers implements DecodeWorkers {
  readonly started: string[] = [];
  restarts = 0;
  #held = new Map<string, (frame: DecodedFrame) => void>();

  decode({ digest }: EncodedFrame): Promise<DecodedFrame> {
    this.started.push(digest);
    if (digest === 'bad') return Promise.reject(new Error('not a codestream'));
    return new Promise((resolve) => this.#held.set(digest, resolve));
  }
  restart(): void {
    this.restarts += 1;
    this.#held = new Map();
  }
  /** Everything but the hanging frame comes back. */
  async answer(): Promise<void> {
    for (let round = 0; round < 30; round += 1) {
      for (const [digest, resolve] of this.#held) if (digest !== 'hang') resolve(decoded);
      await Promise.resolve();
    }
  }
}

describe('DecodeQueue', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('what nobody wants any more is not decoded: a study that was left does not hold up the next', async () => {
    const workers = new HangingWorkers();
    const queue = new DecodeQueue(workers, 1);
    const left = new AbortController();
    const before = ['one', 'two', 'three'].map((name) => queue.decode(frame(name), layout, 'background', left.signal));
    const ends = Promise.allSettled(before);
    left.abort();
    const next = queue.decode(frame('next'), layout, 'background');
    await workers.answer();
    await expect(next).resolves.toBe(decoded);
    expect(workers.started).toEqual(['one', 'next']);
    expect((await ends).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(before[2]).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('SF25, C5: one frame that hangs among 20 good ones fails alone, after two tries; 20 come', async () => {
    const workers = new HangingWorkers();
    const queue = new DecodeQueue(workers, 2);
    const hanging = queue.decode(frame('hang'), layout, 'near').catch((error: { code: string }) => error.code);
    const good = Array.from({ length: 20 }, (_, index) => queue.decode(frame(`good-${index}`), layout, 'near'));
    await workers.answer();
    // A good frame that shares its fate with the hanging one is decoded again.
    const late = queue.decode(frame('late'), layout, 'near');
    await vi.advanceTimersByTimeAsync(decodeLimitMs(1024) + 1);
    await workers.answer();
    await vi.advanceTimersByTimeAsync(decodeLimitMs(1024, 2) + 1);
    await workers.answer();
    expect([await hanging, (await Promise.all([...good, late])).length, workers.restarts]).toEqual(['timedOut', 21, 2]);
    expect(workers.started.filter((digest) => digest === 'late').length).toBeGreaterThanOrEqual(2);
    expect(workers.started.filter((digest) => digest === 'hang')).toHaveLength(2);
  });

  test('SF16: workers that never answered anything did not load: the frame is not called undecodable', async () => {
    const workers = Object.assign(new HangingWorkers(), { hasAnswered: () => false });
    const queue = new DecodeQueue(workers, 1);
    const hanging = queue.decode(frame('hang'), layout, 'display').catch((error: { code: string }) => error.code);
    await vi.advanceTimersByTimeAsync(decodeLimitMs(1024) + decodeLimitMs(1024, 2) + 2);
    expect(await hanging).toBe('noDecoder');
  });

  test('C5: a sound frame on a busy computer outlives the first limit and is decoded at the second try', async () => {
    const workers = new HangingWorkers();
    const queue = new DecodeQueue(workers, 1);
    const slow = queue.decode(frame('slow'), layout, 'display');
    await vi.advanceTimersByTimeAsync(decodeLimitMs(1024) + 1);
    await workers.answer();
    expect([await slow, workers.restarts]).toEqual([decoded, 1]);
  });

  test('a frame that cannot be decoded is named so, and the next one is decoded', async () => {
    const workers = new HangingWorkers();
    const queue = new DecodeQueue(workers, 1);
    const bad = queue.decode(frame('bad'), layout, 'near').catch((error: { code: string }) => error.code);
    const good = queue.decode(frame('good'), layout, 'near');
    await workers.answer();
    expect([await bad, await good]).toEqual(['undecodable', decoded]);
  });

  test('SF6: a frame for the screen, asked behind 200 others, is started before every one not yet started', async () => {
    const workers = new HangingWorkers();
    const queue = new DecodeQueue(workers, 2);
    for (let index = 0; index < 200; index += 1) void queue.decode(frame(`later-${index}`), layout, 'background');
    void queue.decode(frame('wanted'), layout, 'display');
    await workers.answer();
    expect(workers.started.indexOf('wanted')).toBe(2);
  });
});
