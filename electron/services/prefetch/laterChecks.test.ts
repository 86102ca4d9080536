import { beforeEach, expect, it } from 'vitest';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { createFakeArchive, fakeStack, frameKeyOf } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache, type MemoryCache } from '#tests/fixtures/memoryCache.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import type { FrameVerdict } from './frameChecker.ts';
import { LaterChecks } from './laterChecks.ts';

const stack = fakeStack('1.2.1', 9);
const archive = createFakeArchive('one', [stack]);
const keyOf = (number: number) => frameKeyOf(archive, stack, number);
const minute = 60_000;
let cache: MemoryCache;

beforeEach(async () => {
  cache = createMemoryCache();
  const transferSyntaxUID = '1.2.840.10008.1.2.4.80' as TransferSyntaxUID;
  for (const number of [1, 2, 3]) {
    const bytes = new Uint8Array(100).fill(number);
    const fidelity = { transfer: 'lossless', lossyAtSource: false } as const;
    await cache.writeFrame({ key: keyOf(number), transferSyntaxUID, fidelity, bytes });
  }
});

function start(verdicts: Record<number, FrameVerdict>, mayRun = () => true) {
  const clock = createTestClock();
  const asked: number[] = [];
  const said: string[] = [];
  const checks = new LaterChecks({
    clock,
    cache,
    mayRun,
    verdictOf: ({ bytes }) => {
      asked.push(bytes[0] ?? 0);
      return Promise.resolve(verdicts[bytes[0] ?? 0] ?? 'image');
    },
    onBad: (key, digest) => {
      said.push(`bad ${key.sopInstanceUID.split('.').at(-1)}`);
      void cache.condemnFrame(key, digest);
    },
    onLost: (key) => said.push(`lost ${key.sopInstanceUID.split('.').at(-1)}`),
    onBug: (bug) => said.push(String(bug)),
  });
  return { clock, asked, said, checks };
}

it('V3: what nobody made an image of is looked at after the start, once, and one that is none is told of', async () => {
  const { clock, asked, said } = start({ 2: 'bad' });
  await clock.advanceAsync(29_000);
  expect(asked).toEqual([]);
  await clock.advanceAsync(2 * minute);
  expect(asked).toEqual([1, 2, 3]);
  expect(said).toEqual(['bad 2']);
  expect(cache.hasFrame(keyOf(2))).toBe(false);
  await clock.advanceAsync(120 * minute);
  expect(asked).toEqual([1, 2, 3]);
});

it('V3: what there was no time for is tried again, and never called bad', async () => {
  const { clock, asked, said } = start({ 1: 'unknown' });
  await clock.advanceAsync(2 * minute);
  expect(asked).toEqual([1, 2, 3]);
  await clock.advanceAsync(40 * minute);
  expect(asked).toEqual([1, 2, 3, 1]);
  expect(said).toEqual([]);
  expect(cache.hasFrame(keyOf(1))).toBe(true);
});

it('waits while somebody reads, and ends when it is told to', async () => {
  let isQuiet = false;
  const { clock, asked, checks } = start({}, () => isQuiet);
  await clock.advanceAsync(10 * minute);
  expect(asked).toEqual([]);
  isQuiet = true;
  await clock.advanceAsync(30_000);
  expect(asked).toEqual([1]);
  checks.stop();
  await clock.advanceAsync(10 * minute);
  expect(asked).toEqual([1]);
});
