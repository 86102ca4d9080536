import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#electron/base/logging/log.ts';
import { succeed } from '#shared/base/result.ts';
import { type FrameKey, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { createFakeArchive, type FakeArchive, type FakeStudy, fakeStack, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache, type MemoryCache } from '#tests/fixtures/memoryCache.ts';
import { createMemoryNotes } from '#tests/fixtures/memoryNotes.ts';
import { createReadingDesk, type ReadingDesk, sourceOf } from '#tests/fixtures/readingDesk.ts';
import { createTestClock, settle } from '#tests/fixtures/testClock.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { CacheRoom } from './cacheRoom.ts';

// Ten frames of 16 bytes each; the test clock starts on 2026-10-01 and the list goes back 90 days.
const first = fakeStack('1.2.1', 10, { patientId: 'A', studyDate: '20260901' });
const second = fakeStack('1.2.2', 10, { patientId: 'B', studyDate: '20260902' });
const third = fakeStack('1.2.3', 10, { patientId: 'C', studyDate: '20260903' });
let world: TestWorld;
let cache: MemoryCache;
let archive: FakeArchive;
let desk: ReadingDesk;

beforeEach(async () => {
  world = await createTestWorld();
  cache = createMemoryCache();
  archive = createFakeArchive('one', [first, second]);
  desk = createReadingDesk(world, cache, createMemoryNotes(), [sourceOf(archive)]);
  await desk.start();
  await world.clock.advanceAsync(10_000);
  expect(cache.usedBytes()).toBe(320);
});
afterEach(async () => {
  await desk.stop();
  await world.remove();
});

const readinessOf = (study: FakeStudy) => desk.worklist.itemOf(refOf(archive, study))?.readiness;

async function arrive(study: FakeStudy): Promise<void> {
  archive.studies.push(study);
  await desk.worklist.refresh();
  await world.clock.advanceAsync(10_000);
}

describe('CacheRoom', () => {
  it('O12: a full cache lets go of what is read and delivered, and goes on fetching what is not', async () => {
    desk.reports.set(studyKey(refOf(archive, first)), 'delivered');
    desk.limit.bytes = 320;
    await arrive(third);
    expect(desk.audited).toEqual(['cache.evicted 1.2.1']);
    expect([second, third].map((study) => readinessOf(study)?.state)).toEqual(['complete', 'complete']);
    expect(readinessOf(first)).toEqual({ state: 'none', presentFrames: 0 });
    expect(cache.listStudies().map(({ study }) => study.studyInstanceUID)).toContain('1.2.1');
    await world.clock.advanceAsync(120_000);
    expect(desk.audited).toHaveLength(1);
    expect((await desk.studies.open(refOf(archive, first))).ok).toBe(true);
    await world.clock.advanceAsync(10_000);
    expect(readinessOf(first)?.state).toBe('complete');
  });

  it('O12: says so where nothing may be let go of, and goes on when something may', async () => {
    desk.limit.bytes = 320;
    await arrive(third);
    expect(desk.audited).toEqual([]);
    expect(readinessOf(third)).toMatchObject({ presentFrames: 0, failure: { code: 'CacheFull' } });
    expect(readinessOf(first)).toEqual({ state: 'complete', presentFrames: 10, expectedFrames: 10 });
    desk.reports.set(studyKey(refOf(archive, second)), 'waitingToSend');
    await world.clock.advanceAsync(15_000);
    expect(desk.audited).toEqual([]);
    desk.reports.set(studyKey(refOf(archive, second)), 'delivered');
    await world.clock.advanceAsync(15_000);
    expect(desk.audited).toEqual(['cache.evicted 1.2.2']);
    expect(readinessOf(third)).toEqual({ state: 'complete', presentFrames: 10, expectedFrames: 10 });
  });

  it('O12, O7: a STAT comes into a full cache; what is not STAT rests, and says why', async () => {
    desk.limit.bytes = 320;
    const stat = refOf(archive, third);
    await arrive(third);
    expect(readinessOf(third)).toMatchObject({ presentFrames: 0, failure: { code: 'CacheFull' } });
    expect(desk.worklist.setPriority(stat, 'STAT').ok).toBe(true);
    expect(readinessOf(third)?.failure).toBeUndefined();
    await world.clock.advanceAsync(15_000);
    expect(readinessOf(third)).toEqual({ state: 'complete', presentFrames: 10, expectedFrames: 10 });
    // Nothing unread was let go of for it.
    expect(desk.audited).toEqual([]);
    expect(cache.usedBytes()).toBe(480);
  });

  it('O12: shows what is opened although the cache is full, and never lets go of what is open', async () => {
    desk.reports.set(studyKey(refOf(archive, first)), 'delivered');
    await desk.studies.open(refOf(archive, first));
    desk.limit.bytes = 100;
    await arrive(third);
    expect(desk.audited).toEqual([]);
    await desk.studies.open(refOf(archive, third));
    await world.clock.advanceAsync(10_000);
    expect(readinessOf(third)?.state).toBe('complete');
    desk.studies.close(refOf(archive, first));
    await world.clock.advanceAsync(15_000);
    expect(desk.audited).toEqual(['cache.evicted 1.2.1']);
  });

  it('O12: a clock set forward a year makes nothing old: what is unread stays though it leaves the list', async () => {
    desk.limit.bytes = 320;
    world.clock.jumpTo(world.clock.now() + 365 * 86_400_000);
    await desk.worklist.refresh();
    await world.clock.advanceAsync(120_000);
    expect(desk.worklist.list().items).toEqual([]);
    expect(desk.worklist.standingOf(refOf(archive, first)).isAssigned).toBe(true);
    expect(desk.audited).toEqual([]);
  });

  it("O12: what was never this reader's goes also where it would be listed by nobody", async () => {
    const older = fakeStack('1.2.4', 10, { patientId: 'D', studyDate: '20200101' });
    archive.studies.push(older);
    expect((await desk.studies.open(refOf(archive, older))).ok).toBe(true);
    await world.clock.advanceAsync(10_000);
    desk.studies.close(refOf(archive, older));
    desk.limit.bytes = 400;
    await world.clock.advanceAsync(75_000);
    expect(desk.audited).toEqual(['cache.evicted 1.2.4']);
  });

  it('O12: lets go of what its archive no longer names before what it does', async () => {
    for (const study of [first, second]) desk.reports.set(studyKey(refOf(archive, study)), 'delivered');
    archive.studies.splice(archive.studies.indexOf(second), 1);
    await desk.worklist.refresh();
    desk.limit.bytes = 320;
    await world.clock.advanceAsync(75_000);
    expect(desk.audited).toEqual(['cache.evicted 1.2.2']);
  });

  it('O12: a disk that others fill stops what is fetched ahead, not what is opened, and gives way again', async () => {
    cache.setDisk({ isLow: true });
    await arrive(third);
    expect(readinessOf(third)).toMatchObject({ presentFrames: 0, failure: { code: 'DiskFull' } });
    expect(desk.audited).toEqual([]);
    await desk.studies.open(refOf(archive, third));
    await world.clock.advanceAsync(10_000);
    expect(readinessOf(third)?.state).toBe('complete');
    // What is read and delivered gives way to whatever else needs the disk.
    desk.reports.set(studyKey(refOf(archive, first)), 'delivered');
    await world.clock.advanceAsync(15_000);
    expect(desk.audited).toEqual(['cache.evicted 1.2.1']);
    cache.setDisk({ isLow: false });
    await world.clock.advanceAsync(15_000);
    expect(readinessOf(second)?.failure).toBeUndefined();
  });

  it('O12: the quota is the least of what the reader allows and what the disk gives', async () => {
    cache.setDisk({ quotaBytes: 320 });
    await arrive(third);
    expect(readinessOf(third)).toMatchObject({ presentFrames: 0, failure: { code: 'CacheFull' } });
    cache.setDisk({ quotaBytes: 1_000 });
    await world.clock.advanceAsync(15_000);
    expect(readinessOf(third)?.state).toBe('complete');
  });

  it('more room in the settings is enough', async () => {
    desk.limit.bytes = 320;
    await arrive(third);
    desk.limit.bytes = 1_000;
    desk.prefetcher.replanSoon();
    await world.clock.advanceAsync(5_000);
    expect(readinessOf(third)?.state).toBe('complete');
  });
});

it('O12: earlier examinations come only while there is room to spare, and do not push one another out', async () => {
  const older = fakeStack('1.2.0', 10, { patientId: 'C', studyDate: '20260101' });
  desk.limit.bytes = 520;
  archive.studies.push(older);
  await arrive(third);
  await desk.worklist.lookUpPriors(refOf(archive, third), 'background');
  await world.clock.advanceAsync(5_000);
  expect(desk.worklist.priorsOf(refOf(archive, third))).toHaveLength(1);
  const before = archive.frameCalls.length;
  expect(cache.usedBytes()).toBe(480);
  await world.clock.advanceAsync(300_000);
  expect([archive.frameCalls.length, desk.audited]).toEqual([before, []]);
  desk.limit.bytes = 1_000;
  desk.prefetcher.replanSoon();
  await world.clock.advanceAsync(10_000);
  expect(cache.usedBytes()).toBe(640);
});

it.each([
  ['trusted', 0, false, '1.2.1'],
  ['set forward', 30 * 86_400_000, false, '1.2.2'],
  ['suspect', 0, true, '1.2.2'],
])('O12: by a clock that is %s, what was read is old or is not', async (_how, jumpMs, isSuspect, goes) => {
  const clock = createTestClock();
  const readAt = clock.now();
  const own = createMemoryCache();
  const fidelity = { transfer: 'lossless', lossyAtSource: false } as const;
  const at = (uid: string) => ({ archiveId: archive.archiveId, studyInstanceUID: uid }) as StudyRef;
  for (const uid of ['1.2.1', '1.2.2']) {
    const key = { ...at(uid), seriesInstanceUID: '1.3', sopInstanceUID: `${uid}.4`, frameNumber: 1 } as FrameKey;
    const bytes = new Uint8Array(100);
    await own.writeFrame({ key, transferSyntaxUID: '1.2.840.10008.1.2.1' as never, fidelity, bytes });
  }
  const gone: string[] = [];
  const room = new CacheRoom({
    clock,
    isClockSuspect: () => isSuspect,
    cache: own,
    limitBytes: () => 200,
    keepReadDays: () => 7,
    // One was read, the other is an earlier examination.
    standingOf: ({ studyInstanceUID }) => ({
      isOpen: false,
      isAssigned: false,
      isGone: false,
      firstSeenAt: 0,
      ...(studyInstanceUID === '1.2.1'
        ? { report: 'delivered' as const, deliveredAt: readAt - (jumpMs > 0 ? 0 : 8 * 86_400_000) }
        : { report: 'none' as const, role: 'prior' as const }),
    }),
    audit: { record: () => succeed(undefined) },
    log: silentLog,
    onEvicted: ({ studyInstanceUID }) => gone.push(studyInstanceUID),
    onChanged: () => {},
  });
  clock.jumpTo(clock.now() + jumpMs);
  room.check();
  await settle();
  await room.stop();
  expect(gone).toEqual([goes]);
});
