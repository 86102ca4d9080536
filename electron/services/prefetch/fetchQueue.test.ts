import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { type FrameKey, frameId } from '#shared/dicom/frameKey.ts';
import type { FrameRequest } from '#shared/prefetch/frameRequest.ts';
import {
  createFakeArchive,
  type FakeArchive,
  type FakeStudy,
  fakeStack,
  frameKeyOf,
  instanceDataset,
  refOf,
} from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache, type MemoryCache } from '#tests/fixtures/memoryCache.ts';
import { settle } from '#tests/fixtures/testClock.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { checkFrame } from './checkFrame.ts';
import { FetchQueue } from './fetchQueue.ts';
import { createFrameReceiver } from './receiveFrame.ts';
import { StudyIndex } from './studyIndex.ts';

const stack = fakeStack('1.2.10', 12);
const cine = fakeStack('1.2.20', 1, { series: { '1.2.20.1': [{ sopInstanceUID: '1.2.20.1.1', numberOfFrames: 20 }] } });
let world: TestWorld;
let cache: MemoryCache;
let archive: FakeArchive;
let queue: FetchQueue;
let log: string[];

beforeEach(async () => {
  world = await createTestWorld();
  cache = createMemoryCache();
  archive = createFakeArchive('one', [stack, cine]);
  log = [];
  for (const study of archive.studies) keepMetadata(study);
  queue = new FetchQueue(world, cache, createFrameReceiver(cache, new StudyIndex(cache), checkFrame), {
    stored: (key) => log.push(`stored ${key.sopInstanceUID.split('.').at(-1)}/${key.frameNumber}`),
    frameFailed: (_key, failure) => log.push(`failed ${failure.code}`),
    flowChanged: () => log.push(`flow ${queue.failureOf(refOf(archive, stack))?.code ?? 'free'}`),
    planLow: () => log.push('low'),
    bug: (bug) => log.push(String(bug)),
  });
  await queue.setArchives([archive.client]);
});
afterEach(async () => {
  archive.release();
  await queue.stop();
  await world.remove();
});

function keepMetadata(study: FakeStudy): void {
  for (const [seriesUID, instances] of Object.entries(study.series)) {
    const expectedFrames = instances.reduce((sum, one) => sum + (one.numberOfFrames ?? 1), 0);
    cache.saveSeries(refOf(archive, study), {
      seriesInstanceUID: seriesUID as FrameKey['seriesInstanceUID'],
      instances: instances.map((one) => instanceDataset(study, seriesUID, one)),
      expectedFrames,
    });
  }
}

function request(
  study: FakeStudy,
  position: number,
  frameNumbers = [1],
  tier: FrameRequest['tier'] = 'due',
): FrameRequest {
  const { seriesInstanceUID, sopInstanceUID } = frameKeyOf(archive, study, position);
  return { tier, study: refOf(archive, study), seriesInstanceUID, sopInstanceUID, frameNumbers };
}
const asked = () => archive.frameCalls.map(({ instance, lane }) => `${lane[0]}${instance.split('.').at(-1)}`);
const all = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('FetchQueue', () => {
  it('fetches the plan in its order, at most six questions at once, and keeps every frame', async () => {
    archive.hold();
    queue.setPlan(all(12).map((position) => request(stack, position)));
    await settle();
    expect(asked()).toEqual(['b1', 'b2', 'b3', 'b4', 'b5', 'b6']);
    archive.release();
    await settle();
    expect(cache.writes).toBe(12);
    expect(log.filter((line) => line.startsWith('stored'))).toHaveLength(12);
  });

  it('O8: a frame on display raises what waits and is fetched once', async () => {
    archive.hold();
    queue.setPlan(all(12).map((position) => request(stack, position)));
    const answers = [
      queue.read(frameKeyOf(archive, stack, 11), 'display'),
      queue.read(frameKeyOf(archive, stack, 11), 'near'),
      queue.read(frameKeyOf(archive, stack, 2), 'display'),
    ];
    await settle();
    expect(asked()).toEqual(['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'i11']);
    archive.release();
    const frames = await Promise.all(answers);
    expect(frames.map((answer) => answer.ok && frameId(answer.value.key))).toEqual([
      'one/1.2.10.1.11/1',
      'one/1.2.10.1.11/1',
      'one/1.2.10.1.2/1',
    ]);
    await settle();
    expect(new Set(asked().map((one) => one.slice(1))).size).toBe(archive.frameCalls.length);
    expect(cache.writes).toBe(12);
  });

  it('N2, N4: two wishes go at once, the latest first, and nothing begins for other studies meanwhile', async () => {
    archive.hold();
    const wishes = all(9).map((position) => queue.read(frameKeyOf(archive, stack, position), 'display'));
    queue.setPlan([request(cine, 1, [1, 2])]);
    await settle();
    expect(asked().filter((one) => one.startsWith('i'))).toEqual(['i1', 'i2']);
    archive.release(1);
    await settle();
    expect(asked().at(-1)).toBe('i9');
    archive.release();
    await Promise.all(wishes);
    await settle();
    expect(asked().at(-1)).toBe('b1');
  });

  it('N14: asks for the frames of one instance as a list; a frame on display cuts the list and nothing comes twice', async () => {
    archive.hold();
    queue.setPlan([request(cine, 1, all(20))]);
    await settle();
    archive.release(1);
    await settle();
    const answer = queue.read(frameKeyOf(archive, cine, 1, 15), 'display');
    await settle();
    expect(archive.frameCalls.map(({ frameNumbers, lane }) => [lane, frameNumbers.length])).toEqual([
      ['background', 20],
      ['interactive', 1],
    ]);
    archive.release();
    expect((await answer).ok).toBe(true);
    await settle();
    expect(cache.writes).toBe(20);
    expect(archive.frameCalls.at(-1)?.frameNumbers).toEqual(all(20).filter((number) => number > 1 && number !== 15));
  });

  it('gives back a wish that was cancelled before it was asked for, and asks no one', async () => {
    archive.hold();
    const controller = new AbortController();
    const busy = [1, 2, 3, 4, 5, 6, 7, 8].map((position) =>
      queue.read(frameKeyOf(archive, stack, position), 'display'),
    );
    const cancelled = queue.read(frameKeyOf(archive, stack, 12), 'display', controller.signal);
    controller.abort();
    expect(await cancelled).toEqual({ ok: false, failure: failureOf('Cancelled') });
    archive.release();
    await Promise.all(busy);
    expect(asked()).not.toContain('i12');
  });

  it('V1: a frame that lies is not kept, not shown, reported, and not asked for in a loop', async () => {
    archive.frame = () => new Uint8Array(7);
    queue.setPlan([request(stack, 1)]);
    await settle();
    const answer = await queue.read(frameKeyOf(archive, stack, 1), 'display');
    expect(answer).toMatchObject({ ok: false, failure: { code: 'FrameNotDecodable' } });
    queue.setPlan([request(stack, 1)]);
    await settle();
    // Once more, for the line may have spoilt it.
    expect(archive.frameCalls).toHaveLength(2);
    expect(log).toContain('failed FrameNotDecodable');
    expect(cache.writes).toBe(0);
  });

  it('V3: a frame that was spoilt on the way comes when it is asked for once more, and is never called a failure', async () => {
    let first = true;
    archive.frame = () => {
      const bytes = new Uint8Array(first ? 7 : 16);
      first = false;
      return bytes;
    };
    expect((await queue.read(frameKeyOf(archive, stack, 1), 'display')).ok).toBe(true);
    expect(log.filter((line) => line.startsWith('failed'))).toEqual([]);
    expect(cache.writes).toBe(1);
  });

  it('one bad frame does not cost the others of its list', async () => {
    archive.frame = (_uid, number) => (number === 3 ? failureOf('ArchiveNotFound') : new Uint8Array(16));
    queue.setPlan([request(cine, 1, all(6))]);
    await settle(40);
    expect(cache.writes).toBe(5);
    expect(log.filter((line) => line.startsWith('failed'))).toEqual(['failed ArchiveNotFound']);
  });

  it('N9, N10: leaves an archive alone that is away, says why, and goes on by itself when it is back', async () => {
    archive.failure = failureOf('ArchiveUnreachable');
    queue.setPlan(all(12).map((position) => request(stack, position)));
    await settle();
    const before = archive.frameCalls.length;
    expect(before).toBeLessThanOrEqual(6);
    expect(log).toContain('flow ArchiveUnreachable');
    await world.clock.advanceAsync(600_000);
    // Only the smallest question every second, and no frame.
    expect(archive.frameCalls.length).toBe(before);
    expect(archive.probes).toBeGreaterThan(350);
    expect(archive.probes).toBeLessThan(650);
    archive.failure = undefined;
    await world.clock.advanceAsync(3_000);
    expect(archive.reconnects).toBe(1);
    expect(cache.writes).toBe(12);
    expect(log.at(-1)).toMatch(/^(stored|flow free)/);
    expect(queue.failureOf(refOf(archive, stack))).toBeUndefined();
  });

  it('tells whoever waits that the archive is away, at once, and lets a person knock again', async () => {
    archive.failure = failureOf('ArchiveConnectionRefused');
    const refused = { ok: false, failure: failureOf('ArchiveConnectionRefused') };
    expect(await queue.read(frameKeyOf(archive, stack, 1), 'display')).toEqual(refused);
    expect(await queue.read(frameKeyOf(archive, stack, 2), 'display')).toEqual(refused);
    expect(archive.frameCalls).toHaveLength(1);
    archive.failure = undefined;
    world.clock.advance(2_500);
    expect((await queue.read(frameKeyOf(archive, stack, 2), 'display')).ok).toBe(true);
  });

  it('O3: what is only made ready beside the screen comes by the plan, and nothing of it where only what is looked at may', async () => {
    archive.hold();
    const aside = queue.read(frameKeyOf(archive, stack, 8), 'background');
    await settle();
    expect(asked()).toEqual(['b8']);
    queue.setPlan([1, 2, 3, 4, 5, 6, 7].map((position) => request(stack, position, [1], 'open')));
    const later = queue.read(frameKeyOf(archive, stack, 12), 'background');
    const planned = queue.read(frameKeyOf(archive, stack, 4), 'background');
    await settle();
    archive.release();
    expect((await Promise.all([aside, later, planned])).every(({ ok }) => ok)).toBe(true);
    expect(asked().at(-1)).toBe('b12');
    expect(asked()).toHaveLength(new Set(asked()).size);
    queue.allowAside(false);
    void queue.read(frameKeyOf(archive, stack, 11), 'background');
    await settle();
    expect(asked().at(-1)).not.toBe('b11');
    expect((await queue.read(frameKeyOf(archive, stack, 11), 'display')).ok).toBe(true);
  });

  it('goes on after answers that break, and gives up a frame only after several', async () => {
    let broken = 0;
    archive.frame = (_uid, number) => {
      if (number === 2 && broken < 2) {
        broken += 1;
        return failureOf('ArchiveAnswerCut');
      }
      return new Uint8Array(16);
    };
    queue.setPlan([request(cine, 1, all(4))]);
    await settle(40);
    expect(cache.writes).toBe(4);
    archive.frame = () => failureOf('ArchiveFailed');
    const answer = await queue.read(frameKeyOf(archive, stack, 5), 'display');
    expect(answer).toEqual({ ok: false, failure: failureOf('ArchiveFailed') });
  });

  it('a full disk stops prefetch with its reason, not the frame on the screen, and is tried again', async () => {
    cache.refuse(failureOf('DiskFull'));
    expect((await queue.read(frameKeyOf(archive, stack, 1), 'display')).ok).toBe(true);
    expect(queue.failureOf(refOf(archive, stack))).toEqual(failureOf('DiskFull'));
    queue.setPlan(all(4).map((position) => request(stack, position)));
    await settle();
    expect(archive.frameCalls).toHaveLength(1);
    cache.refuse(undefined);
    await world.clock.advanceAsync(61_000);
    expect(cache.writes).toBe(4);
  });

  it('answers everyone who waits when it stops', async () => {
    archive.hold();
    const wishes = all(5).map((position) => queue.read(frameKeyOf(archive, stack, position), 'near'));
    await settle();
    await queue.stop();
    const answers = await Promise.all(wishes);
    expect(answers.every((answer) => !answer.ok && answer.failure.code === 'Cancelled')).toBe(true);
  });

  it('an archive that is not configured is said so', async () => {
    await queue.setArchives([]);
    expect(await queue.read(frameKeyOf(archive, stack, 1), 'display')).toEqual({
      ok: false,
      failure: failureOf('ArchiveNotConfigured'),
    });
  });
});
