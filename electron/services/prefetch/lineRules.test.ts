import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import type { FrameRequest } from '#shared/prefetch/frameRequest.ts';
import { createFakeArchive, type FakeArchive, fakeStack, frameKeyOf, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache } from '#tests/fixtures/memoryCache.ts';
import { settle } from '#tests/fixtures/testClock.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { FetchQueue } from './fetchQueue.ts';
import type { LineWatch } from './linePace.ts';
import type { FrameReceiver } from './receiveFrame.ts';

const bulk = fakeStack('1.2.10', 400);
const opened = fakeStack('1.2.20', 40);
let world: TestWorld;
let archive: FakeArchive;
let queue: FetchQueue;
let line: { receivedBytes: number; answers: { atMs: number; afterMs: number }[]; leastRoundTripMs: number };
let told: string[];

beforeEach(async () => {
  world = await createTestWorld();
  archive = createFakeArchive('one', [bulk, opened]);
  line = { receivedBytes: 0, answers: [], leastRoundTripMs: 300 };
  told = [];
  const watch: LineWatch = {
    observe: () => line,
    noteWanting: (_archive, isWanting) => told.push(`wanting ${isWanting}`),
    noteConnections: (_archive, inFlight) => told.push(`connections ${inFlight}`),
    noteAway: (_archive, failure) => told.push(`away ${failure?.code}`),
  };
  const kept = new Set<string>();
  const cache = createMemoryCache();
  const receiver: FrameReceiver = {
    receive: (key, { bytes, transferSyntaxUID }) => {
      kept.add(key.sopInstanceUID);
      return Promise.resolve({ ok: true, value: { frame: { key, bytes, transferSyntaxUID } } } as never);
    },
  };
  queue = new FetchQueue(
    world,
    { ...cache, hasFrame: ({ sopInstanceUID }) => kept.has(sopInstanceUID) },
    receiver,
    {
      stored: () => undefined,
      frameFailed: (_key, { code }) => told.push(`failed ${code}`),
      flowChanged: () => undefined,
      planLow: () => undefined,
      bug: (bug) => told.push(String(bug)),
    },
    watch,
  );
  await queue.setArchives([archive.client]);
  archive.hold();
});
afterEach(async () => {
  archive.release();
  await queue.stop();
  await world.remove();
});

function request(study: typeof bulk, position: number, tier: FrameRequest['tier']): FrameRequest {
  const { seriesInstanceUID, sopInstanceUID } = frameKeyOf(archive, study, position);
  return { tier, study: refOf(archive, study), seriesInstanceUID, sopInstanceUID, frameNumbers: [1] };
}
const planOf = (study: typeof bulk, count: number, tier: FrameRequest['tier']) =>
  Array.from({ length: count }, (_, index) => request(study, index + 1, tier));
const state = () => queue.lineStateOf(archive.archiveId);

/** So many answers come, each after a round trip and what it waited before the bottleneck. */
async function flow(
  seconds: number,
  queueMs: number,
  carried = (inFlight: number) => inFlight * 40_000,
): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await world.clock.advanceAsync(1_000);
    const atMs = world.clock.monotonicMs();
    line.receivedBytes += carried(state().inFlight);
    line.answers = [...line.answers.slice(-40), ...Array.from({ length: 3 }, () => ({ atMs, afterMs: 300 + queueMs }))];
    archive.release(3);
    await settle();
  }
}

describe('ArchiveLine with a measured line', () => {
  it('N3: asks for more while the line has room, for fewer once answers wait, and never for less than three', async () => {
    queue.setPlan(planOf(bulk, 400, 'due'));
    await settle();
    expect(state()).toMatchObject({ inFlight: 8, limit: 8 });
    await flow(40, 0);
    expect(state().limit).toBeGreaterThanOrEqual(16);
    expect(state().inFlight).toBe(state().limit);
    const before = state().limit;
    // Full is full: fewer carry as much.
    await flow(6, 100, () => 600_000);
    await flow(9, 400, () => 600_000);
    expect(state().limit).toBeLessThan(before);
    expect(told).toContain(`connections ${before}`);
  });

  it('N3: halves when the archive says that it is busy', async () => {
    queue.setPlan(planOf(bulk, 400, 'due'));
    await flow(12, 0);
    const before = state().limit;
    archive.failure = failureOf('ArchiveBusy');
    archive.release(1);
    await settle();
    expect(state().limit).toBe(Math.floor(before / 2));
    expect(told).toContain('away ArchiveBusy');
  });

  it('O7: a STAT has a connection at once, though every one hangs on something that drips', async () => {
    queue.setPlan(planOf(bulk, 400, 'due'));
    await flow(12, 0);
    const before = archive.frameCalls.length;
    const { inFlight } = state();
    queue.setPlan([...planOf(opened, 40, 'stat'), ...planOf(bulk, 400, 'due')]);
    await settle();
    // One beyond the count at once; what had begun last makes up for it.
    const stat = () => archive.frameCalls.slice(before).filter(({ instance }) => instance.startsWith('1.2.20.'));
    expect(stat()).toHaveLength(1);
    expect(state().inFlight).toBe(inFlight);
    queue.setPlan([...planOf(opened, 40, 'stat'), ...planOf(bulk, 400, 'due')]);
    await settle();
    expect(stat()).toHaveLength(1);
    expect(archive.frameCalls.slice(before).every(({ instance }) => instance.startsWith('1.2.20.'))).toBe(true);
  });

  it('N4: what hangs for frames that were passed by gives way to the frame on the screen', async () => {
    const passed = [1, 2, 3, 4].map((position) => {
      const wish = new AbortController();
      void queue.read(frameKeyOf(archive, opened, position), 'display', wish.signal);
      return wish;
    });
    await settle();
    for (const wish of passed) wish.abort();
    void queue.read(frameKeyOf(archive, opened, 5), 'display');
    await world.clock.advanceAsync(70);
    const asked = () => archive.frameCalls.map(({ instance }) => Number(instance.split('.').at(-1)));
    expect(asked()).toEqual([1, 2]);
    await world.clock.advanceAsync(20);
    // The other is let arrive: the reader often comes back.
    expect(asked()).toEqual([1, 2, 5]);
    expect(state().onScreen).toBe(2);
  });

  it('N5: while a study is read from the disk, four at most; while it is still coming, all', async () => {
    queue.setReading(true);
    queue.setPlan(planOf(bulk, 100, 'due'));
    await settle();
    expect(state()).toMatchObject({ inFlight: 4, limit: 4 });
    queue.setReading(false);
    await settle();
    expect(state()).toMatchObject({ inFlight: 8, limit: 8 });
    queue.setReading(true);
    queue.setPlan([...planOf(opened, 40, 'open'), ...planOf(bulk, 100, 'due')]);
    await flow(3, 150);
    expect(archive.frameCalls.at(-1)?.instance).toMatch(/^1\.2\.20\./);
    expect(state()).toMatchObject({ inFlight: 8, limit: 8 });
  });

  it('N4: opening a study stops what is fetched for later, and nothing begins before its first frame is here', async () => {
    queue.setPlan(planOf(bulk, 100, 'due'));
    await flow(6, 100);
    queue.makeWay(archive.archiveId);
    await settle();
    expect(state().inFlight).toBe(0);
    const before = archive.frameCalls.length;
    await world.clock.advanceAsync(2_000);
    expect(archive.frameCalls.length).toBe(before);
    queue.setPlan([...planOf(opened, 40, 'open'), ...planOf(bulk, 100, 'due')]);
    const answer = queue.read(frameKeyOf(archive, opened, 20), 'display');
    await settle();
    expect(archive.frameCalls.slice(before).map(({ lane }) => lane)).toEqual(['interactive']);
    archive.release();
    expect((await answer).ok).toBe(true);
    await settle();
    expect(new Set(archive.frameCalls.slice(before, before + 20).map(({ instance }) => instance.slice(0, 6)))).toEqual(
      new Set(['1.2.20']),
    );
    expect(told.filter((one) => one.startsWith('failed'))).toEqual([]);
  });

  it('N4: a line that was kept free for nothing is used again', async () => {
    queue.setPlan(planOf(bulk, 100, 'due'));
    await flow(3, 100);
    queue.makeWay(archive.archiveId);
    await world.clock.advanceAsync(8_000);
    expect(state().inFlight).toBe(8);
  });

  it('N4: the frame on screen goes alone until its first byte, but not for long', async () => {
    const answer = queue.read(frameKeyOf(archive, opened, 1), 'display');
    queue.setPlan(planOf(bulk, 100, 'due'));
    await settle();
    expect(archive.frameCalls.map(({ lane }) => lane)).toEqual(['interactive']);
    await world.clock.advanceAsync(2_000);
    queue.setPlan(planOf(opened, 40, 'open'));
    await settle();
    expect(archive.frameCalls.length).toBeGreaterThan(1);
    archive.release();
    expect((await answer).ok).toBe(true);
  });

  it('N4: a frame on the screen that takes seconds has the line for itself until it is whole', async () => {
    archive.headsComeFirst = true;
    queue.setReading(true);
    queue.setPlan(planOf(opened, 40, 'open'));
    await settle();
    expect(state().inFlight).toBe(8);
    const answer = queue.read(frameKeyOf(archive, opened, 20), 'display');
    await settle();
    // It comes, and may be here in no time: what else comes goes on.
    expect(state().inFlight).toBe(8);
    const comes = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 500) {
        line.receivedBytes += 7_000;
        await world.clock.advanceAsync(500);
      }
    };
    await comes(2_000);
    expect(state().inFlight).toBe(0);
    await comes(10_000);
    expect(state().inFlight).toBe(0);
    archive.release();
    expect((await answer).ok).toBe(true);
    await settle();
    archive.hold();
    // Known from the one before: the next has it from its first byte.
    queue.setPlan(planOf(bulk, 40, 'due'));
    await comes(500);
    const next = new AbortController();
    void queue.read(frameKeyOf(archive, bulk, 39), 'display', next.signal);
    await comes(500);
    expect(state().inFlight).toBe(0);
    // Nobody looks any more.
    next.abort();
    queue.setPlan(planOf(bulk, 40, 'due'));
    await comes(500);
    expect(state().inFlight).toBeGreaterThan(0);
  });

  it('N4: a line on which nothing comes at all is not kept free for a frame on the screen', async () => {
    archive.headsComeFirst = true;
    void queue.read(frameKeyOf(archive, opened, 20), 'display');
    await world.clock.advanceAsync(4_000);
    queue.setPlan(planOf(opened, 10, 'open'));
    await settle();
    expect(state().inFlight).toBeGreaterThan(0);
  });

  it('N10: after a silence that was an outage, what was on its way is asked for again at once, and counts as no failure', async () => {
    queue.setPlan(planOf(bulk, 100, 'due'));
    await flow(6, 50);
    const before = archive.frameCalls.length;
    archive.failure = failureOf('ArchiveTimedOut');
    await world.clock.advanceAsync(20_000);
    expect(told).toContain('away ArchiveTimedOut');
    expect(archive.frameCalls.length).toBe(before);
    archive.failure = undefined;
    await world.clock.advanceAsync(2_500);
    expect(archive.reconnects).toBe(1);
    // Two first, whose frames are here soon; with the first of them, all.
    expect(archive.frameCalls.length).toBe(before + 2);
    archive.release(20);
    await settle();
    expect(archive.frameCalls.length).toBeGreaterThanOrEqual(before + 7);
    expect(told).toContain('away undefined');
    expect(told.filter((one) => one.startsWith('failed'))).toEqual([]);
  });

  it('N10: a changed network is dialled anew at once, with all that was on its way', async () => {
    queue.setPlan(planOf(bulk, 100, 'due'));
    await flow(3, 50);
    const before = archive.frameCalls.length;
    queue.lineChanged();
    await settle();
    expect(archive.reconnects).toBe(1);
    expect(archive.frameCalls.length).toBe(before + state().limit);
  });

  it('N10, M7: a line that goes while only lists are read is looked for, and found within a second of its return', async () => {
    const end = queue.beginQuestion(archive.archiveId);
    archive.failure = failureOf('ArchiveTimedOut');
    await world.clock.advanceAsync(10_000);
    expect(told).toContain('away ArchiveTimedOut');
    // Whatever it ends with: that it was the line is known already.
    end(failureOf('ArchiveAnswerInvalid'));
    await world.clock.advanceAsync(300_000);
    expect(archive.reconnects).toBe(0);
    archive.failure = undefined;
    await world.clock.advanceAsync(1_700);
    expect(archive.reconnects).toBe(1);
    expect(told.at(-1)).not.toBe('away ArchiveTimedOut');
    expect(queue.isAway(archive.archiveId)).toBe(false);
  });

  it('N9: lists that an archive refuses say nothing of its line, and lists that come end only what the line did', async () => {
    queue.beginQuestion(archive.archiveId)(failureOf('ArchiveSignInRefused'));
    expect(queue.isAway(archive.archiveId)).toBe(false);
    queue.beginQuestion(archive.archiveId)(failureOf('ArchiveConnectionRefused'));
    expect(queue.isAway(archive.archiveId)).toBe(true);
    queue.beginQuestion(archive.archiveId)(undefined);
    expect(queue.isAway(archive.archiveId)).toBe(false);
    await settle();
  });
});
