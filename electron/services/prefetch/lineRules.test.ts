import { describe, expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { createFakeArchive, fakeStack, frameKeyOf } from '#tests/fixtures/fakeArchive.ts';
import { QueueDesk } from '#tests/fixtures/queueDesk.ts';
import { settle } from '#tests/fixtures/testClock.ts';

const bulk = fakeStack('1.2.10', 400);
const opened = fakeStack('1.2.20', 40);
const desk = new QueueDesk([bulk, opened]);

/** So many answers come, each after a round trip and what it waited before the bottleneck. */
async function flow(
  seconds: number,
  queueMs: number,
  carried = (inFlight: number) => inFlight * 40_000,
): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await desk.world.clock.advanceAsync(1_000);
    const atMs = desk.world.clock.monotonicMs();
    desk.line.receivedBytes += carried(desk.state().inFlight);
    desk.line.answers = [
      ...desk.line.answers.slice(-40),
      ...Array.from({ length: 3 }, () => ({ atMs, afterMs: 300 + queueMs })),
    ];
    desk.archive.release(3);
    await settle();
  }
}

describe('ArchiveLine with a measured line', () => {
  it('N3: asks for more while the line has room, for fewer once answers wait, and never for less than three', async () => {
    desk.queue.setPlan(desk.planOf(bulk, 400, 'due'));
    await settle();
    expect(desk.state()).toMatchObject({ inFlight: 8, limit: 8 });
    await flow(40, 0);
    expect(desk.state().limit).toBeGreaterThanOrEqual(16);
    expect(desk.state().inFlight).toBe(desk.state().limit);
    const before = desk.state().limit;
    // Full is full: fewer carry as much.
    await flow(6, 100, () => 600_000);
    await flow(9, 400, () => 600_000);
    expect(desk.state().limit).toBeLessThan(before);
    expect(desk.told).toContain(`connections ${before}`);
  });

  it('N3: halves when the archive says that it is busy', async () => {
    desk.queue.setPlan(desk.planOf(bulk, 400, 'due'));
    await flow(12, 0);
    const before = desk.state().limit;
    desk.archive.failure = failureOf('ArchiveBusy');
    desk.archive.release(1);
    await settle();
    expect(desk.state().limit).toBe(Math.floor(before / 2));
    expect(desk.told).toContain('away ArchiveBusy');
  });

  it('O7: a STAT has a connection at once, though every one hangs on something that drips', async () => {
    desk.queue.setPlan(desk.planOf(bulk, 400, 'due'));
    await flow(12, 0);
    const before = desk.archive.frameCalls.length;
    const { inFlight } = desk.state();
    desk.queue.setPlan([...desk.planOf(opened, 40, 'stat'), ...desk.planOf(bulk, 400, 'due')]);
    await settle();
    // One beyond the count at once; what had begun last makes up for it.
    const stat = () => desk.archive.frameCalls.slice(before).filter(({ instance }) => instance.startsWith('1.2.20.'));
    expect(stat()).toHaveLength(1);
    expect(desk.state().inFlight).toBe(inFlight);
    desk.queue.setPlan([...desk.planOf(opened, 40, 'stat'), ...desk.planOf(bulk, 400, 'due')]);
    await settle();
    expect(stat()).toHaveLength(1);
    expect(desk.archive.frameCalls.slice(before).every(({ instance }) => instance.startsWith('1.2.20.'))).toBe(true);
  });

  it('N4: what hangs for frames that were passed by gives way to the frame on the screen', async () => {
    const passed = [1, 2, 3, 4].map((position) => {
      const wish = new AbortController();
      void desk.queue.read(frameKeyOf(desk.archive, opened, position), 'display', wish.signal);
      return wish;
    });
    await settle();
    for (const wish of passed) wish.abort();
    void desk.queue.read(frameKeyOf(desk.archive, opened, 5), 'display');
    await desk.world.clock.advanceAsync(70);
    const asked = () => desk.archive.frameCalls.map(({ instance }) => Number(instance.split('.').at(-1)));
    expect(asked()).toEqual([1, 2]);
    await desk.world.clock.advanceAsync(20);
    // The other is let arrive: the reader often comes back.
    expect(asked()).toEqual([1, 2, 5]);
    expect(desk.state().onScreen).toBe(2);
  });

  it('N5: while a study is read from the disk, four at most; while it is still coming, all', async () => {
    desk.queue.setReading(true);
    desk.queue.setPlan(desk.planOf(bulk, 100, 'due'));
    await settle();
    expect(desk.state()).toMatchObject({ inFlight: 4, limit: 4 });
    desk.queue.setReading(false);
    await settle();
    expect(desk.state()).toMatchObject({ inFlight: 8, limit: 8 });
    desk.queue.setReading(true);
    desk.queue.setPlan([...desk.planOf(opened, 40, 'open'), ...desk.planOf(bulk, 100, 'due')]);
    await flow(3, 150);
    expect(desk.archive.frameCalls.at(-1)?.instance).toMatch(/^1\.2\.20\./);
    expect(desk.state()).toMatchObject({ inFlight: 8, limit: 8 });
  });

  it('N4: opening a study stops what is fetched for later, and nothing begins before its first frame is here', async () => {
    desk.queue.setPlan(desk.planOf(bulk, 100, 'due'));
    await flow(6, 100);
    desk.queue.makeWay(desk.archive.archiveId);
    await settle();
    expect(desk.state().inFlight).toBe(0);
    const before = desk.archive.frameCalls.length;
    await desk.world.clock.advanceAsync(2_000);
    expect(desk.archive.frameCalls.length).toBe(before);
    desk.queue.setPlan([...desk.planOf(opened, 40, 'open'), ...desk.planOf(bulk, 100, 'due')]);
    const answer = desk.queue.read(frameKeyOf(desk.archive, opened, 20), 'display');
    await settle();
    expect(desk.archive.frameCalls.slice(before).map(({ lane }) => lane)).toEqual(['interactive']);
    desk.archive.release();
    expect((await answer).ok).toBe(true);
    await settle();
    expect(
      new Set(desk.archive.frameCalls.slice(before, before + 20).map(({ instance }) => instance.slice(0, 6))),
    ).toEqual(new Set(['1.2.20']));
    expect(desk.told.filter((one) => one.startsWith('failed'))).toEqual([]);
  });

  it('N4: a line that was kept free for nothing is used again', async () => {
    desk.queue.setPlan(desk.planOf(bulk, 100, 'due'));
    await flow(3, 100);
    desk.queue.makeWay(desk.archive.archiveId);
    await desk.world.clock.advanceAsync(8_000);
    expect(desk.state().inFlight).toBe(8);
  });

  it('N4: the frame on screen goes alone until its first byte, but not for long', async () => {
    const answer = desk.queue.read(frameKeyOf(desk.archive, opened, 1), 'display');
    desk.queue.setPlan(desk.planOf(bulk, 100, 'due'));
    await settle();
    expect(desk.archive.frameCalls.map(({ lane }) => lane)).toEqual(['interactive']);
    await desk.world.clock.advanceAsync(2_000);
    desk.queue.setPlan(desk.planOf(opened, 40, 'open'));
    await settle();
    expect(desk.archive.frameCalls.length).toBeGreaterThan(1);
    desk.archive.release();
    expect((await answer).ok).toBe(true);
  });

  it('N4: a frame on the screen that takes seconds has the line for itself until it is whole', async () => {
    desk.archive.headsComeFirst = true;
    desk.queue.setReading(true);
    desk.queue.setPlan(desk.planOf(opened, 40, 'open'));
    await settle();
    expect(desk.state().inFlight).toBe(8);
    const answer = desk.queue.read(frameKeyOf(desk.archive, opened, 20), 'display');
    await settle();
    // It comes, and may be here in no time: what else comes goes on.
    expect(desk.state().inFlight).toBe(8);
    const comes = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 500) {
        desk.line.receivedBytes += 7_000;
        await desk.world.clock.advanceAsync(500);
      }
    };
    await comes(2_000);
    expect(desk.state().inFlight).toBe(0);
    await comes(10_000);
    expect(desk.state().inFlight).toBe(0);
    desk.archive.release();
    expect((await answer).ok).toBe(true);
    await settle();
    desk.archive.hold();
    // Known from the one before: the next has it from its first byte.
    desk.queue.setPlan(desk.planOf(bulk, 40, 'due'));
    await comes(500);
    const next = new AbortController();
    void desk.queue.read(frameKeyOf(desk.archive, bulk, 39), 'display', next.signal);
    await comes(500);
    expect(desk.state().inFlight).toBe(0);
    // Nobody looks any more.
    next.abort();
    desk.queue.setPlan(desk.planOf(bulk, 40, 'due'));
    await comes(500);
    expect(desk.state().inFlight).toBeGreaterThan(0);
  });

  it('N4: a line on which nothing comes at all is not kept free for a frame on the screen', async () => {
    desk.archive.headsComeFirst = true;
    void desk.queue.read(frameKeyOf(desk.archive, opened, 20), 'display');
    await desk.world.clock.advanceAsync(4_000);
    desk.queue.setPlan(desk.planOf(opened, 10, 'open'));
    await settle();
    expect(desk.state().inFlight).toBeGreaterThan(0);
  });

  it('N10: after a silence that was an outage, what was on its way is asked for again at once, and counts as no failure', async () => {
    desk.queue.setPlan(desk.planOf(bulk, 100, 'due'));
    await flow(6, 50);
    const before = desk.archive.frameCalls.length;
    desk.archive.failure = failureOf('ArchiveTimedOut');
    await desk.world.clock.advanceAsync(20_000);
    expect(desk.told).toContain('away ArchiveTimedOut');
    expect(desk.archive.frameCalls.length).toBe(before);
    desk.archive.failure = undefined;
    await desk.world.clock.advanceAsync(2_500);
    expect(desk.archive.reconnects).toBe(1);
    // Two first, whose frames are here soon; with the first of them, all.
    expect(desk.archive.frameCalls.length).toBe(before + 2);
    desk.archive.release(20);
    await settle();
    expect(desk.archive.frameCalls.length).toBeGreaterThanOrEqual(before + 7);
    expect(desk.told).toContain('away undefined');
    expect(desk.told.filter((one) => one.startsWith('failed'))).toEqual([]);
  });

  it('N10: a changed network is dialled anew at once, with all that was on its way', async () => {
    desk.queue.setPlan(desk.planOf(bulk, 100, 'due'));
    await flow(3, 50);
    const before = desk.archive.frameCalls.length;
    desk.queue.lineChanged();
    await settle();
    expect(desk.archive.reconnects).toBe(1);
    expect(desk.archive.frameCalls.length).toBe(before + desk.state().limit);
  });

  it('N10, M7: a line that goes while only lists are read is looked for, and found within a second of its return', async () => {
    const end = desk.queue.beginQuestion(desk.archive.archiveId);
    desk.archive.failure = failureOf('ArchiveTimedOut');
    await desk.world.clock.advanceAsync(10_000);
    expect(desk.told).toContain('away ArchiveTimedOut');
    // Whatever it ends with: that it was the line is known already.
    end(failureOf('ArchiveAnswerInvalid'));
    await desk.world.clock.advanceAsync(300_000);
    expect(desk.archive.reconnects).toBe(0);
    desk.archive.failure = undefined;
    await desk.world.clock.advanceAsync(1_700);
    expect(desk.archive.reconnects).toBe(1);
    expect(desk.told.at(-1)).not.toBe('away ArchiveTimedOut');
    expect(desk.queue.isAway(desk.archive.archiveId)).toBe(false);
  });

  it('N9: lists that an archive refuses say nothing of its line, and lists that come end only what the line did', async () => {
    desk.queue.beginQuestion(desk.archive.archiveId)(failureOf('ArchiveSignInRefused'));
    expect(desk.queue.isAway(desk.archive.archiveId)).toBe(false);
    desk.queue.beginQuestion(desk.archive.archiveId)(failureOf('ArchiveConnectionRefused'));
    expect(desk.queue.isAway(desk.archive.archiveId)).toBe(true);
    desk.queue.beginQuestion(desk.archive.archiveId)(undefined);
    expect(desk.queue.isAway(desk.archive.archiveId)).toBe(false);
    await settle();
  });

  it('N10: an outage ends with the line it was noted on, as where an archive is signed in to again while it is away', async () => {
    const { archiveId } = desk.archive;
    const endLate = desk.queue.beginQuestion(archiveId);
    desk.queue.beginQuestion(archiveId)(failureOf('ArchiveUnreachable'));
    await desk.queue.setArchives([createFakeArchive('one', [bulk]).client]);
    // What ends on the old line afterwards says nothing of the new one.
    endLate(failureOf('ArchiveUnreachable'));
    expect(desk.told.filter((told) => told.startsWith('away'))).toEqual(['away ArchiveUnreachable', 'away undefined']);
    expect(desk.queue.isAway(archiveId)).toBe(false);
  });
});
