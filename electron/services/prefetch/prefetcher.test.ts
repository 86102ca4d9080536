import { describe, expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { budgetAt } from '#shared/prefetch/budget.ts';
import { createFakeArchive, fakeStack, refOf } from '#tests/fixtures/fakeArchive.ts';
import { sourceOf } from '#tests/fixtures/readingDesk.ts';
import { ReadingScene } from '#tests/fixtures/readingScene.ts';
import { settle } from '#tests/fixtures/testClock.ts';

const routine = fakeStack('1.2.1', 20, { patientId: 'A', studyDate: '20260901' });
const urgent = fakeStack('1.2.2', 4, { patientId: 'B', studyDate: '20260902' });
const prior = fakeStack('1.2.3', 4, { patientId: 'A', studyDate: '20260801' });
const scene = new ReadingScene([routine, urgent, prior]);

const askedStudies = () => scene.archive.frameCalls.map(({ instance }) => instance.split('.').slice(0, 3).join('.'));
const stateOf = (study: typeof routine) => scene.desk.worklist.itemOf(scene.refOf(study))?.readiness.state;

describe('Prefetcher', () => {
  it('fetches everything assigned, and every frame once', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'complete', 'complete']);
    expect(scene.cache.writes).toBe(28);
    expect(new Set(scene.archive.frameCalls.map(({ instance }) => instance)).size).toBe(
      scene.archive.frameCalls.length,
    );
  });

  it('moves STAT before the rest, and an open study before STAT', async () => {
    scene.archive.hold();
    await scene.desk.start();
    await scene.world.clock.advanceAsync(3_000);
    scene.desk.worklist.setPriority(scene.refOf(urgent), 'STAT');
    await scene.world.clock.advanceAsync(1_000);
    await scene.desk.studies.open(scene.refOf(prior));
    await settle();
    const before = scene.archive.frameCalls.length;
    scene.archive.release();
    await scene.world.clock.advanceAsync(3_000);
    const order = [...new Set(askedStudies().slice(before))];
    expect(order).toEqual(['1.2.3', '1.2.2', '1.2.1']);
  });

  it('follows the frame that is shown through the open study', async () => {
    scene.archive.hold();
    await scene.desk.start();
    await scene.world.clock.advanceAsync(3_000);
    await scene.desk.studies.open(scene.refOf(routine));
    const shown = scene.desk.studies.readFrame(scene.frameKeyOf(routine, 18), { urgency: 'display' });
    await scene.world.clock.advanceAsync(1_000);
    scene.archive.release();
    await shown;
    await settle();
    const order = scene.archive.frameCalls.map(({ instance }) => Number(instance.split('.').at(-1)));
    const at = order.indexOf(18);
    const after = order
      .slice(at + 1)
      .filter((number) => number >= 10)
      .slice(0, 4);
    expect(after.every((number) => Math.abs(number - 18) <= 4)).toBe(true);
  });

  it('O8, O9: the prior of an opened study that others report comes without a click, where anything is fetched ahead', async () => {
    const later = { ...routine, modality: 'CT' };
    const earlier = { ...prior, modality: 'CT' };
    scene.archive.studies.splice(0, 3, later, earlier);
    for (const [prefetch, comes] of [
      [false, '1.2.1'],
      [true, '1.2.3'],
    ] as const) {
      await scene.desk.stop();
      // Nothing of it is on this reader's list.
      scene.setDesk([sourceOf(scene.archive, { assignment: { daysBack: 90, modalities: ['MR'], prefetch } })]);
      scene.archive.frameCalls.length = 0;
      await scene.desk.start();
      await scene.world.clock.advanceAsync(3_000);
      expect(askedStudies()).toEqual([]);
      await scene.desk.studies.open(scene.refOf(later));
      await scene.world.clock.advanceAsync(20_000);
      expect([...new Set(askedStudies())]).toEqual([comes]);
    }
  });

  it('O10: over the cap of the month all of an opened study comes, and all of a STAT; nothing else does', async () => {
    await scene.desk.stop();
    const rules = { monthlyCapBytes: 1_000, hours: null };
    const over = {
      offsetMinutes: () => 0,
      bytesThisMonth: 5_000,
      mayExceedCap: false,
      isPaused: false,
      isMetered: false,
    };
    scene.setDesk([sourceOf(scene.archive)], {
      budget: () => budgetAt(rules, { now: scene.world.clock.now(), room: 'roomy', ...over }),
    });
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10_000);
    expect(scene.cache.writes).toBe(0);
    await scene.desk.studies.open(scene.refOf(routine));
    await scene.world.clock.advanceAsync(10_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'none', 'none']);
    scene.desk.worklist.setPriority(scene.refOf(urgent), 'STAT');
    await scene.world.clock.advanceAsync(10_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'complete', 'none']);
  });

  it('does not ask in a loop for metadata that cannot be had', async () => {
    let asked = 0;
    scene.archive.client.readSeriesMetadata = () => {
      asked += 1;
      return Promise.resolve({ ok: false, failure: failureOf('ArchiveFailed') });
    };
    await scene.desk.start();
    await scene.world.clock.advanceAsync(30_000);
    expect(asked).toBe(3);
    expect(stateOf(routine)).toBe('failed');
    await scene.world.clock.advanceAsync(65_000);
    expect(asked).toBeGreaterThan(3);
  });

  it('N9: is silent while the archive is away and finishes when it is back', async () => {
    await scene.desk.start();
    scene.archive.hold();
    await scene.world.clock.advanceAsync(2_000);
    scene.archive.failure = failureOf('ArchiveUnreachable');
    scene.archive.release();
    await scene.world.clock.advanceAsync(1_000);
    expect(scene.desk.worklist.itemOf(scene.refOf(routine))?.readiness.failure).toEqual(
      failureOf('ArchiveUnreachable'),
    );
    await scene.world.clock.advanceAsync(300_000);
    scene.archive.failure = undefined;
    await scene.world.clock.advanceAsync(90_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'complete', 'complete']);
    expect(scene.cache.writes).toBe(28);
  });

  it('C1: frames that the disk lost after they were kept are said to be missing, and fetched again', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10_000);
    scene.cache.lose([scene.frameKeyOf(urgent, 1), scene.frameKeyOf(urgent, 3)]);
    expect(scene.desk.worklist.itemOf(scene.refOf(urgent))?.readiness).toMatchObject({
      state: 'partial',
      presentFrames: 2,
    });
    await scene.world.clock.advanceAsync(5_000);
    expect(stateOf(urgent)).toBe('complete');
    expect(scene.cache.writes).toBe(30);
  });

  it('keeps where the reader looks when an open study is asked for again', async () => {
    scene.archive.hold();
    await scene.desk.start();
    await scene.world.clock.advanceAsync(3_000);
    await scene.desk.studies.open(scene.refOf(routine));
    void scene.desk.studies.readFrame(scene.frameKeyOf(routine, 18), { urgency: 'display' });
    await scene.desk.studies.open(scene.refOf(routine));
    await settle();
    const before = scene.archive.frameCalls.length;
    scene.archive.release();
    await scene.world.clock.advanceAsync(3_000);
    const order = scene.archive.frameCalls.slice(before).map(({ instance }) => Number(instance.split('.').at(-1)));
    expect(order.length).toBeGreaterThan(4);
    expect(order.slice(0, 4).every((number) => Math.abs(number - 18) <= 4)).toBe(true);
  });

  it('an archive with hundreds of frames to fetch leaves another line none the idler', async () => {
    const large = createFakeArchive('a', [fakeStack('1.3.1', 900)]);
    const small = createFakeArchive('b', [fakeStack('1.4.1', 450)]);
    large.hold();
    await scene.desk.stop();
    scene.setDesk([sourceOf(large), sourceOf(small)]);
    await scene.desk.start();
    await scene.world.clock.advanceAsync(20_000);
    expect(scene.desk.worklist.itemOf(refOf(small, fakeStack('1.4.1', 450)))?.readiness.state).toBe('complete');
    expect(scene.cache.writes).toBe(450);
    large.release();
    await scene.world.clock.advanceAsync(20_000);
    expect(scene.cache.writes).toBe(1350);
  });

  it('V1: says that a study failed whose frames lie, and fetches the others', async () => {
    scene.archive.frame = (uid, number) => new Uint8Array(uid.startsWith('1.2.2.') ? 3 : 16).fill(number);
    await scene.desk.start();
    await scene.world.clock.advanceAsync(20_000);
    expect([routine, urgent, prior].map(stateOf)).toEqual(['complete', 'failed', 'complete']);
    expect(scene.desk.worklist.itemOf(scene.refOf(urgent))?.readiness).toMatchObject({
      presentFrames: 0,
      expectedFrames: 4,
      failure: { code: 'FrameNotDecodable' },
    });
    // Each once more, for the line may have spoilt it.
    expect(scene.archive.frameCalls.filter(({ instance }) => instance.startsWith('1.2.2.'))).toHaveLength(8);
  });
});
