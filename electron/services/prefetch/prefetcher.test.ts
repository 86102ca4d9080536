import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { budgetAt } from '#shared/prefetch/budget.ts';
import { createFakeArchive, type FakeArchive, fakeStack, frameKeyOf, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache, type MemoryCache } from '#tests/fixtures/memoryCache.ts';
import { createMemoryNotes } from '#tests/fixtures/memoryNotes.ts';
import { createReadingDesk, type ReadingDesk, sourceOf } from '#tests/fixtures/readingDesk.ts';
import { settle } from '#tests/fixtures/testClock.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';

const routine = fakeStack('1.2.1', 20, { patientId: 'A', studyDate: '20260901' });
const urgent = fakeStack('1.2.2', 4, { patientId: 'B', studyDate: '20260902' });
const prior = fakeStack('1.2.3', 4, { patientId: 'A', studyDate: '20260801' });
let world: TestWorld;
let cache: MemoryCache;
let archive: FakeArchive;
let desk: ReadingDesk;

beforeEach(async () => {
  world = await createTestWorld();
  cache = createMemoryCache();
  archive = createFakeArchive('one', [routine, urgent, prior]);
  desk = createReadingDesk(world, cache, createMemoryNotes(), [sourceOf(archive)]);
});
afterEach(async () => {
  archive.release();
  await desk.stop();
  await world.remove();
});

const askedStudies = () => archive.frameCalls.map(({ instance }) => instance.split('.').slice(0, 3).join('.'));
const stateOf = (study: typeof routine) => desk.worklist.itemOf(refOf(archive, study))?.readiness.state;

describe('Prefetcher', () => {
  it('fetches everything assigned, and every frame once', async () => {
    await desk.start();
    await world.clock.advanceAsync(10_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'complete', 'complete']);
    expect(cache.writes).toBe(28);
    expect(new Set(archive.frameCalls.map(({ instance }) => instance)).size).toBe(archive.frameCalls.length);
  });

  it('moves STAT before the rest, and an open study before STAT', async () => {
    archive.hold();
    await desk.start();
    await world.clock.advanceAsync(3_000);
    desk.worklist.setPriority(refOf(archive, urgent), 'STAT');
    await world.clock.advanceAsync(1_000);
    await desk.studies.open(refOf(archive, prior));
    await settle();
    const before = archive.frameCalls.length;
    archive.release();
    await world.clock.advanceAsync(3_000);
    const order = [...new Set(askedStudies().slice(before))];
    expect(order).toEqual(['1.2.3', '1.2.2', '1.2.1']);
  });

  it('follows the frame that is shown through the open study', async () => {
    archive.hold();
    await desk.start();
    await world.clock.advanceAsync(3_000);
    await desk.studies.open(refOf(archive, routine));
    const shown = desk.studies.readFrame(frameKeyOf(archive, routine, 18), { urgency: 'display' });
    await world.clock.advanceAsync(1_000);
    archive.release();
    await shown;
    await settle();
    const order = archive.frameCalls.map(({ instance }) => Number(instance.split('.').at(-1)));
    const at = order.indexOf(18);
    const after = order
      .slice(at + 1)
      .filter((number) => number >= 10)
      .slice(0, 4);
    expect(after.every((number) => Math.abs(number - 18) <= 4)).toBe(true);
  });

  it('O10: over the cap of the month all of an opened study comes, and all of a STAT; nothing else does', async () => {
    await desk.stop();
    const rules = { monthlyCapBytes: 1_000, hours: null };
    const over = {
      offsetMinutes: () => 0,
      bytesThisMonth: 5_000,
      mayExceedCap: false,
      isPaused: false,
      isMetered: false,
    };
    desk = createReadingDesk(world, cache, createMemoryNotes(), [sourceOf(archive)], {
      budget: () => budgetAt(rules, { now: world.clock.now(), room: 'roomy', ...over }),
    });
    await desk.start();
    await world.clock.advanceAsync(10_000);
    expect(cache.writes).toBe(0);
    await desk.studies.open(refOf(archive, routine));
    await world.clock.advanceAsync(10_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'none', 'none']);
    desk.worklist.setPriority(refOf(archive, urgent), 'STAT');
    await world.clock.advanceAsync(10_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'complete', 'none']);
  });

  it('does not ask in a loop for metadata that cannot be had', async () => {
    let asked = 0;
    archive.client.readSeriesMetadata = () => {
      asked += 1;
      return Promise.resolve({ ok: false, failure: failureOf('ArchiveFailed') });
    };
    await desk.start();
    await world.clock.advanceAsync(30_000);
    expect(asked).toBe(3);
    expect(stateOf(routine)).toBe('failed');
    await world.clock.advanceAsync(65_000);
    expect(asked).toBeGreaterThan(3);
  });

  it('N9: is silent while the archive is away and finishes when it is back', async () => {
    await desk.start();
    archive.hold();
    await world.clock.advanceAsync(2_000);
    archive.failure = failureOf('ArchiveUnreachable');
    archive.release();
    await world.clock.advanceAsync(1_000);
    expect(desk.worklist.itemOf(refOf(archive, routine))?.readiness.failure).toEqual(failureOf('ArchiveUnreachable'));
    await world.clock.advanceAsync(300_000);
    archive.failure = undefined;
    await world.clock.advanceAsync(90_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'complete', 'complete']);
    expect(cache.writes).toBe(28);
  });

  it('C1: frames that the disk lost after they were kept are said to be missing, and fetched again', async () => {
    await desk.start();
    await world.clock.advanceAsync(10_000);
    cache.lose([frameKeyOf(archive, urgent, 1), frameKeyOf(archive, urgent, 3)]);
    expect(desk.worklist.itemOf(refOf(archive, urgent))?.readiness).toMatchObject({
      state: 'partial',
      presentFrames: 2,
    });
    await world.clock.advanceAsync(5_000);
    expect(stateOf(urgent)).toBe('complete');
    expect(cache.writes).toBe(30);
  });

  it('keeps where the reader looks when an open study is asked for again', async () => {
    archive.hold();
    await desk.start();
    await world.clock.advanceAsync(3_000);
    await desk.studies.open(refOf(archive, routine));
    void desk.studies.readFrame(frameKeyOf(archive, routine, 18), { urgency: 'display' });
    await desk.studies.open(refOf(archive, routine));
    await settle();
    const before = archive.frameCalls.length;
    archive.release();
    await world.clock.advanceAsync(3_000);
    const order = archive.frameCalls.slice(before).map(({ instance }) => Number(instance.split('.').at(-1)));
    expect(order.length).toBeGreaterThan(4);
    expect(order.slice(0, 4).every((number) => Math.abs(number - 18) <= 4)).toBe(true);
  });

  it('an archive with hundreds of frames to fetch leaves another line none the idler', async () => {
    const large = createFakeArchive('a', [fakeStack('1.3.1', 900)]);
    const small = createFakeArchive('b', [fakeStack('1.4.1', 450)]);
    large.hold();
    await desk.stop();
    desk = createReadingDesk(world, cache, createMemoryNotes(), [sourceOf(large), sourceOf(small)]);
    await desk.start();
    await world.clock.advanceAsync(20_000);
    expect(desk.worklist.itemOf(refOf(small, fakeStack('1.4.1', 450)))?.readiness.state).toBe('complete');
    expect(cache.writes).toBe(450);
    large.release();
    await world.clock.advanceAsync(20_000);
    expect(cache.writes).toBe(1350);
  });

  it('V1: says that a study failed whose frames lie, and fetches the others', async () => {
    archive.frame = (uid, number) => new Uint8Array(uid.startsWith('1.2.2.') ? 3 : 16).fill(number);
    await desk.start();
    await world.clock.advanceAsync(20_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'failed', 'complete']);
    expect(desk.worklist.itemOf(refOf(archive, urgent))?.readiness).toMatchObject({
      presentFrames: 0,
      expectedFrames: 4,
      failure: { code: 'FrameNotDecodable' },
    });
    // Each once more, for the line may have spoilt it.
    expect(archive.frameCalls.filter(({ instance }) => instance.startsWith('1.2.2.'))).toHaveLength(8);
  });
});
