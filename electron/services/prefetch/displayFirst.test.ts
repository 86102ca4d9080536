import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FrameRequest } from '#shared/prefetch/frameRequest.ts';
import { createFakeArchive, type FakeArchive, fakeStack, frameKeyOf, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache } from '#tests/fixtures/memoryCache.ts';
import { settle } from '#tests/fixtures/testClock.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { FetchQueue } from './fetchQueue.ts';
import type { LineWatch } from './linePace.ts';
import type { FrameReceiver } from './receiveFrame.ts';

const opened = fakeStack('1.2.20', 40);
let world: TestWorld;
let archive: FakeArchive;
let queue: FetchQueue;
let line: { receivedBytes: number; answers: { atMs: number; afterMs: number }[]; leastRoundTripMs: number };
let told: string[];

beforeEach(async () => {
  world = await createTestWorld();
  archive = createFakeArchive('one', [opened]);
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

function request(study: typeof opened, position: number, tier: FrameRequest['tier']): FrameRequest {
  const { seriesInstanceUID, sopInstanceUID } = frameKeyOf(archive, study, position);
  return { tier, study: refOf(archive, study), seriesInstanceUID, sopInstanceUID, frameNumbers: [1] };
}
const planOf = (study: typeof opened, count: number, tier: FrameRequest['tier']) =>
  Array.from({ length: count }, (_, index) => request(study, index + 1, tier));
const state = () => queue.lineStateOf(archive.archiveId);

describe('what a frame on the screen may ask of its line', () => {
  const askedFrom = (before: number) => archive.frameCalls.slice(before).map(({ instance }) => instance);
  const isAt = (position: number) => frameKeyOf(archive, opened, position).sopInstanceUID;

  it('N4, M6: in a study that is filling, a slice far away breaks off the rest of it, and has the line until it is whole', async () => {
    archive.headsComeFirst = true;
    queue.setReading(true);
    queue.setPlan(planOf(opened, 40, 'open'));
    await settle();
    const before = archive.frameCalls.length;
    const answer = queue.read(frameKeyOf(archive, opened, 40), 'display');
    await world.clock.advanceAsync(70);
    expect(state().inFlight).toBe(8);
    await world.clock.advanceAsync(20);
    expect(state()).toMatchObject({ inFlight: 0, onScreen: 1 });
    // Its first byte is here; on this line a frame takes longer than that.
    await world.clock.advanceAsync(400);
    expect(askedFrom(before)).toEqual([isAt(40)]);
    archive.release();
    expect((await answer).ok).toBe(true);
    await settle();
    // What was broken off comes first of what is left.
    expect(
      askedFrom(before + 1)
        .slice(0, 8)
        .sort(),
    ).toEqual(Array.from({ length: 8 }, (_, at) => isAt(at + 1)).sort());
    expect(told.filter((one) => one.startsWith('failed'))).toEqual([]);
  });

  it('N4: what else comes may begin a round trip before the frame on the screen is expected to be whole', async () => {
    archive.headsComeFirst = true;
    const first = queue.read(frameKeyOf(archive, opened, 20), 'display');
    await world.clock.advanceAsync(900);
    archive.release(1);
    expect((await first).ok).toBe(true);
    await settle();
    void queue.read(frameKeyOf(archive, opened, 30), 'display');
    queue.setPlan(planOf(opened, 40, 'open'));
    await world.clock.advanceAsync(550);
    expect(state()).toMatchObject({ inFlight: 0, onScreen: 1 });
    await world.clock.advanceAsync(100);
    expect(state().inFlight).toBe(8);
  });

  it('N4: a slice that is on its way for later is not asked for twice, and the others give way to it', async () => {
    archive.headsComeFirst = true;
    queue.setPlan(planOf(opened, 40, 'open'));
    await settle();
    const before = archive.frameCalls.length;
    const answer = queue.read(frameKeyOf(archive, opened, 5), 'display');
    await world.clock.advanceAsync(100);
    expect(state()).toMatchObject({ inFlight: 1, onScreen: 0 });
    await world.clock.advanceAsync(400);
    expect(archive.frameCalls.length).toBe(before);
    archive.release();
    expect((await answer).ok).toBe(true);
    await settle();
    expect(askedFrom(before)).not.toContain(isAt(5));
  });

  it('N4: going through an uncached series breaks nothing off; stopping in it does so once in a second and a half', async () => {
    archive.headsComeFirst = true;
    queue.setReading(true);
    queue.setPlan(planOf(opened, 40, 'open'));
    await settle();
    for (let position = 40; position > 20; position -= 1) {
      const passing = new AbortController();
      void queue.read(frameKeyOf(archive, opened, position), 'display', passing.signal);
      await world.clock.advanceAsync(50);
      passing.abort();
    }
    expect(state().inFlight).toBe(8);
    await world.clock.advanceAsync(1_000);
    archive.release(30);
    await settle();
    const look = async (position: number, ms: number) => {
      const wish = new AbortController();
      void queue.read(frameKeyOf(archive, opened, position), 'display', wish.signal);
      await world.clock.advanceAsync(ms);
      wish.abort();
      queue.setPlan(planOf(opened, 40, 'open'));
      await settle();
    };
    archive.hold();
    await look(30, 100);
    const running = state().inFlight;
    expect(running).toBeGreaterThan(4);
    await look(29, 100);
    expect(state().inFlight).toBe(running);
    void queue.read(frameKeyOf(archive, opened, 28), 'display');
    await world.clock.advanceAsync(1_200);
    expect(state().inFlight).toBe(running);
    await world.clock.advanceAsync(200);
    expect(state().inFlight).toBeLessThan(running);
    // The one passed by last gave it its connection.
    expect(archive.frameCalls.at(-1)).toMatchObject({ instance: isAt(28), lane: 'interactive' });
  });

  it('N4: what is more than half here is let arrive, but of a dozen no more than makes up one frame', async () => {
    archive.headsComeFirst = true;
    queue.setPlan(planOf(opened, 8, 'open'));
    await world.clock.advanceAsync(1_000);
    archive.release(8);
    await settle();
    queue.setPlan(planOf(opened, 40, 'open'));
    await world.clock.advanceAsync(620);
    void queue.read(frameKeyOf(archive, opened, 40), 'display');
    await world.clock.advanceAsync(100);
    // Three have about 0.3 of a frame left each, whatever is to come of the others would be two frames more.
    expect(state().inFlight).toBe(3);
  });
});
