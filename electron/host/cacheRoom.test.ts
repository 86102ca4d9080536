import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#electron/base/logging/log.ts';
import { succeed } from '#shared/base/result.ts';
import { type FrameKey, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { type FakeStudy, fakeStack } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache } from '#tests/fixtures/memoryCache.ts';
import { ReadingScene } from '#tests/fixtures/readingScene.ts';
import { createTestClock, settle } from '#tests/fixtures/testClock.ts';
import { CacheRoom } from './cacheRoom.ts';

// Ten frames of 16 bytes each; the test clock starts on 2026-10-01 and the list goes back 90 days.
const first = fakeStack('1.2.1', 10, { patientId: 'A', studyDate: '20260901' });
const second = fakeStack('1.2.2', 10, { patientId: 'B', studyDate: '20260902' });
const third = fakeStack('1.2.3', 10, { patientId: 'C', studyDate: '20260903' });
const scene = new ReadingScene([first, second]);

beforeEach(async () => {
  await scene.desk.start();
  await scene.world.clock.advanceAsync(10_000);
  expect(scene.cache.usedBytes()).toBe(320);
});

const readinessOf = scene.readinessOf.bind(scene);

async function arrive(study: FakeStudy): Promise<void> {
  scene.archive.studies.push(study);
  await scene.desk.worklist.refresh();
  await scene.world.clock.advanceAsync(10_000);
}

describe('CacheRoom', () => {
  it('O12: a full cache lets go of what is read and delivered, and goes on fetching what is not', async () => {
    scene.desk.reports.set(studyKey(scene.refOf(first)), 'delivered');
    scene.desk.limit.bytes = 320;
    await arrive(third);
    expect(scene.desk.audited).toEqual(['cache.evicted 1.2.1']);
    expect([second, third].map((study) => readinessOf(study)?.state)).toEqual(['complete', 'complete']);
    expect(readinessOf(first)).toEqual({ state: 'none', presentFrames: 0 });
    expect(scene.cache.listStudies().map(({ study }) => study.studyInstanceUID)).toContain('1.2.1');
    await scene.world.clock.advanceAsync(120_000);
    expect(scene.desk.audited).toHaveLength(1);
    expect((await scene.desk.studies.open(scene.refOf(first))).ok).toBe(true);
    await scene.world.clock.advanceAsync(10_000);
    expect(readinessOf(first)?.state).toBe('complete');
  });

  it('O12: says so where nothing may be let go of, and goes on when something may', async () => {
    scene.desk.limit.bytes = 320;
    await arrive(third);
    expect(scene.desk.audited).toEqual([]);
    expect(readinessOf(third)).toMatchObject({ presentFrames: 0, failure: { code: 'CacheFull' } });
    expect(readinessOf(first)).toEqual({ state: 'complete', presentFrames: 10, expectedFrames: 10 });
    scene.desk.reports.set(studyKey(scene.refOf(second)), 'waitingToSend');
    await scene.world.clock.advanceAsync(15_000);
    expect(scene.desk.audited).toEqual([]);
    scene.desk.reports.set(studyKey(scene.refOf(second)), 'delivered');
    await scene.world.clock.advanceAsync(15_000);
    expect(scene.desk.audited).toEqual(['cache.evicted 1.2.2']);
    expect(readinessOf(third)).toEqual({ state: 'complete', presentFrames: 10, expectedFrames: 10 });
  });

  it('O12, O7: a STAT comes into a full cache; what is not STAT rests, and says why', async () => {
    scene.desk.limit.bytes = 320;
    const stat = scene.refOf(third);
    await arrive(third);
    expect(readinessOf(third)).toMatchObject({ presentFrames: 0, failure: { code: 'CacheFull' } });
    expect(scene.desk.worklist.setPriority(stat, 'STAT').ok).toBe(true);
    expect(readinessOf(third)?.failure).toBeUndefined();
    await scene.world.clock.advanceAsync(15_000);
    expect(readinessOf(third)).toEqual({ state: 'complete', presentFrames: 10, expectedFrames: 10 });
    // Nothing unread was let go of for it.
    expect(scene.desk.audited).toEqual([]);
    expect(scene.cache.usedBytes()).toBe(480);
  });

  it('O12: shows what is opened although the cache is full, and never lets go of what is open', async () => {
    scene.desk.reports.set(studyKey(scene.refOf(first)), 'delivered');
    await scene.desk.studies.open(scene.refOf(first));
    scene.desk.limit.bytes = 100;
    await arrive(third);
    expect(scene.desk.audited).toEqual([]);
    await scene.desk.studies.open(scene.refOf(third));
    await scene.world.clock.advanceAsync(10_000);
    expect(readinessOf(third)?.state).toBe('complete');
    scene.desk.studies.close(scene.refOf(first));
    await scene.world.clock.advanceAsync(15_000);
    expect(scene.desk.audited).toEqual(['cache.evicted 1.2.1']);
  });

  it('O12: a clock set forward a year makes nothing old: what is unread stays though it leaves the list', async () => {
    scene.desk.limit.bytes = 320;
    scene.world.clock.jumpTo(scene.world.clock.now() + 365 * 86_400_000);
    await scene.desk.worklist.refresh();
    await scene.world.clock.advanceAsync(120_000);
    expect(scene.desk.worklist.list().items).toEqual([]);
    expect(scene.desk.worklist.standingOf(scene.refOf(first)).isAssigned).toBe(true);
    expect(scene.desk.audited).toEqual([]);
  });

  it("O12: what was never this reader's goes also where it would be listed by nobody", async () => {
    const older = fakeStack('1.2.4', 10, { patientId: 'D', studyDate: '20200101' });
    scene.archive.studies.push(older);
    expect((await scene.desk.studies.open(scene.refOf(older))).ok).toBe(true);
    await scene.world.clock.advanceAsync(10_000);
    scene.desk.studies.close(scene.refOf(older));
    scene.desk.limit.bytes = 400;
    await scene.world.clock.advanceAsync(75_000);
    expect(scene.desk.audited).toEqual(['cache.evicted 1.2.4']);
  });

  it('O12: lets go of what its archive no longer names before what it does', async () => {
    for (const study of [first, second]) scene.desk.reports.set(studyKey(scene.refOf(study)), 'delivered');
    scene.archive.studies.splice(scene.archive.studies.indexOf(second), 1);
    await scene.desk.worklist.refresh();
    scene.desk.limit.bytes = 320;
    await scene.world.clock.advanceAsync(75_000);
    expect(scene.desk.audited).toEqual(['cache.evicted 1.2.2']);
  });

  it('O12: a disk that others fill stops what is fetched ahead, not what is opened, and gives way again', async () => {
    scene.cache.setDisk({ isLow: true });
    await arrive(third);
    expect(readinessOf(third)).toMatchObject({ presentFrames: 0, failure: { code: 'DiskFull' } });
    expect(scene.desk.audited).toEqual([]);
    await scene.desk.studies.open(scene.refOf(third));
    await scene.world.clock.advanceAsync(10_000);
    expect(readinessOf(third)?.state).toBe('complete');
    // What is read and delivered gives way to whatever else needs the disk.
    scene.desk.reports.set(studyKey(scene.refOf(first)), 'delivered');
    await scene.world.clock.advanceAsync(15_000);
    expect(scene.desk.audited).toEqual(['cache.evicted 1.2.1']);
    scene.cache.setDisk({ isLow: false });
    await scene.world.clock.advanceAsync(15_000);
    expect(readinessOf(second)?.failure).toBeUndefined();
  });

  it('O12: the quota is the least of what the reader allows and what the disk gives', async () => {
    scene.cache.setDisk({ quotaBytes: 320 });
    await arrive(third);
    expect(readinessOf(third)).toMatchObject({ presentFrames: 0, failure: { code: 'CacheFull' } });
    scene.cache.setDisk({ quotaBytes: 1_000 });
    await scene.world.clock.advanceAsync(15_000);
    expect(readinessOf(third)?.state).toBe('complete');
  });

  it('more room in the settings is enough', async () => {
    scene.desk.limit.bytes = 320;
    await arrive(third);
    scene.desk.limit.bytes = 1_000;
    scene.desk.prefetcher.replanSoon();
    await scene.world.clock.advanceAsync(5_000);
    expect(readinessOf(third)?.state).toBe('complete');
  });
});

it('O12: earlier examinations come only while there is room to spare, and do not push one another out', async () => {
  const older = fakeStack('1.2.0', 10, { patientId: 'C', studyDate: '20260101' });
  scene.desk.limit.bytes = 520;
  scene.archive.studies.push(older);
  await arrive(third);
  await scene.desk.worklist.lookUpPriors(scene.refOf(third), 'background');
  await scene.world.clock.advanceAsync(5_000);
  expect(scene.desk.worklist.priorsOf(scene.refOf(third))).toHaveLength(1);
  const before = scene.archive.frameCalls.length;
  expect(scene.cache.usedBytes()).toBe(480);
  await scene.world.clock.advanceAsync(300_000);
  expect([scene.archive.frameCalls.length, scene.desk.audited]).toEqual([before, []]);
  scene.desk.limit.bytes = 1_000;
  scene.desk.prefetcher.replanSoon();
  await scene.world.clock.advanceAsync(10_000);
  expect(scene.cache.usedBytes()).toBe(640);
});

it.each([
  ['trusted', [], false, '1.2.1'],
  ['set forward', [30], false, '1.2.2'],
  ['set forward and put right', [30, -30], false, '1.2.2'],
  ['ahead of the one that rests, night for night', [0.5, 0.5, 0.5, 3, 0.5, 0.5, 3], false, '1.2.1'],
  ['suspect', [], true, '1.2.2'],
])('O12: by a clock that is %s, what was read is old or is not', async (_how, leaps, isSuspect, goes) => {
  const clock = createTestClock();
  const readAt = clock.now();
  const own = createMemoryCache();
  const fidelity = { transfer: 'lossless', lossyAtSource: false } as const;
  const at = (uid: string) => ({ archiveId: scene.archive.archiveId, studyInstanceUID: uid }) as StudyRef;
  for (const uid of ['1.2.1', '1.2.2']) {
    const key = { ...at(uid), seriesInstanceUID: '1.3', sopInstanceUID: `${uid}.4`, frameNumber: 1 } as FrameKey;
    const bytes = new Uint8Array(100);
    await own.writeFrame({ key, transferSyntaxUID: '1.2.840.10008.1.2.1' as never, fidelity, bytes });
  }
  const gone: string[] = [];
  let limitBytes = 1_000;
  const room = new CacheRoom({
    clock,
    isClockSuspect: () => isSuspect,
    cache: own,
    limitBytes: () => limitBytes,
    keepReadDays: () => 7,
    // One was read, the other is an earlier examination.
    standingOf: ({ studyInstanceUID }) => ({
      isOpen: false,
      isAssigned: false,
      isGone: false,
      firstSeenAt: 0,
      ...(studyInstanceUID === '1.2.1'
        ? { report: 'delivered' as const, deliveredAt: readAt - (leaps.length > 0 ? 0 : 8 * 86_400_000) }
        : { report: 'none' as const, role: 'prior' as const }),
    }),
    audit: { record: () => succeed(undefined) },
    log: silentLog,
    onEvicted: ({ studyInstanceUID }) => gone.push(studyInstanceUID),
    onChanged: () => {},
  });
  for (const days of leaps) {
    clock.jumpTo(clock.now() + days * 86_400_000);
    room.check();
  }
  limitBytes = 200;
  room.check();
  await settle();
  await room.stop();
  expect(gone).toEqual([goes]);
});
