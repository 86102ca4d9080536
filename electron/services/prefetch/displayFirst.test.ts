import { describe, expect, it } from 'vitest';
import { fakeStack, frameKeyOf } from '#tests/fixtures/fakeArchive.ts';
import { QueueDesk } from '#tests/fixtures/queueDesk.ts';
import { settle } from '#tests/fixtures/testClock.ts';

const opened = fakeStack('1.2.20', 40);
const desk = new QueueDesk([opened]);

describe('what a frame on the screen may ask of its line', () => {
  const askedFrom = (before: number) => desk.archive.frameCalls.slice(before).map(({ instance }) => instance);
  const isAt = (position: number) => frameKeyOf(desk.archive, opened, position).sopInstanceUID;

  it('N4, M6: in a study that is filling, a slice far away breaks off the rest of it, and has the line until it is whole', async () => {
    desk.archive.headsComeFirst = true;
    desk.queue.setReading(true);
    desk.queue.setPlan(desk.planOf(opened, 40, 'open'));
    await settle();
    const before = desk.archive.frameCalls.length;
    const answer = desk.queue.read(frameKeyOf(desk.archive, opened, 40), 'display');
    await desk.world.clock.advanceAsync(70);
    expect(desk.state().inFlight).toBe(8);
    await desk.world.clock.advanceAsync(20);
    expect(desk.state()).toMatchObject({ inFlight: 0, onScreen: 1 });
    // Its first byte is here; on this line a frame takes longer than that.
    await desk.world.clock.advanceAsync(400);
    expect(askedFrom(before)).toEqual([isAt(40)]);
    desk.archive.release();
    expect((await answer).ok).toBe(true);
    await settle();
    // What was broken off comes first of what is left.
    expect(
      askedFrom(before + 1)
        .slice(0, 8)
        .sort(),
    ).toEqual(Array.from({ length: 8 }, (_, at) => isAt(at + 1)).sort());
    expect(desk.told.filter((one) => one.startsWith('failed'))).toEqual([]);
  });

  it('N4: what else comes may begin a round trip before the frame on the screen is expected to be whole', async () => {
    desk.archive.headsComeFirst = true;
    const first = desk.queue.read(frameKeyOf(desk.archive, opened, 20), 'display');
    await desk.world.clock.advanceAsync(900);
    desk.archive.release(1);
    expect((await first).ok).toBe(true);
    await settle();
    void desk.queue.read(frameKeyOf(desk.archive, opened, 30), 'display');
    desk.queue.setPlan(desk.planOf(opened, 40, 'open'));
    await desk.world.clock.advanceAsync(550);
    expect(desk.state()).toMatchObject({ inFlight: 0, onScreen: 1 });
    await desk.world.clock.advanceAsync(100);
    expect(desk.state().inFlight).toBe(8);
  });

  it('N4, M3: the first frame of a study that is opened says how long it is, and the rest begins two round trips before its end', async () => {
    desk.archive.headsComeFirst = true;
    // Some of it had come when it was asked for: it was read ahead.
    let came = 14_480;
    desk.archive.body = { bytes: 193_000, came: () => came, headAtMs: desk.world.clock.monotonicMs() };
    // The line was another one a minute ago; this one has just answered a list.
    desk.line.leastRoundTripMs = 1;
    desk.line.answers.push({ atMs: desk.world.clock.monotonicMs(), afterMs: 300 });
    const first = desk.queue.read(frameKeyOf(desk.archive, opened, 20), 'display');
    desk.queue.makeWay(desk.archive.archiveId);
    desk.queue.setPlan(desk.planOf(opened, 40, 'open'));
    const flights = [0, 28_960, 57_920, 91_640];
    const begun: number[] = [];
    for (const bytes of flights) {
      came += bytes;
      await desk.world.clock.advanceAsync(300);
      begun.push(desk.state().inFlight);
    }
    expect(begun).toEqual([0, 0, 8, 8]);
    // What was begun in time is not broken off for a frame that is nearly here.
    await desk.world.clock.advanceAsync(900);
    expect(desk.state().inFlight).toBe(8);
    desk.archive.release();
    expect((await first).ok).toBe(true);
  });

  it('N4: a slice that is on its way for later is not asked for twice, and the others give way to it', async () => {
    desk.archive.headsComeFirst = true;
    desk.queue.setPlan(desk.planOf(opened, 40, 'open'));
    await settle();
    const before = desk.archive.frameCalls.length;
    const answer = desk.queue.read(frameKeyOf(desk.archive, opened, 5), 'display');
    await desk.world.clock.advanceAsync(100);
    expect(desk.state()).toMatchObject({ inFlight: 1, onScreen: 0 });
    await desk.world.clock.advanceAsync(400);
    expect(desk.archive.frameCalls.length).toBe(before);
    desk.archive.release();
    expect((await answer).ok).toBe(true);
    await settle();
    expect(askedFrom(before)).not.toContain(isAt(5));
  });

  it('N4: going through an uncached series breaks nothing off; stopping in it does so once in a second and a half', async () => {
    desk.archive.headsComeFirst = true;
    desk.queue.setReading(true);
    desk.queue.setPlan(desk.planOf(opened, 40, 'open'));
    await settle();
    for (let position = 40; position > 20; position -= 1) {
      const passing = new AbortController();
      void desk.queue.read(frameKeyOf(desk.archive, opened, position), 'display', passing.signal);
      await desk.world.clock.advanceAsync(50);
      passing.abort();
    }
    expect(desk.state().inFlight).toBe(8);
    await desk.world.clock.advanceAsync(1_000);
    desk.archive.release(30);
    await settle();
    const look = async (position: number, ms: number) => {
      const wish = new AbortController();
      void desk.queue.read(frameKeyOf(desk.archive, opened, position), 'display', wish.signal);
      await desk.world.clock.advanceAsync(ms);
      wish.abort();
      desk.queue.setPlan(desk.planOf(opened, 40, 'open'));
      await settle();
    };
    desk.archive.hold();
    await look(30, 100);
    const running = desk.state().inFlight;
    expect(running).toBeGreaterThan(4);
    await look(29, 100);
    expect(desk.state().inFlight).toBe(running);
    void desk.queue.read(frameKeyOf(desk.archive, opened, 28), 'display');
    await desk.world.clock.advanceAsync(1_200);
    expect(desk.state().inFlight).toBe(running);
    await desk.world.clock.advanceAsync(200);
    expect(desk.state().inFlight).toBeLessThan(running);
    // The one passed by last gave it its connection.
    expect(desk.archive.frameCalls.at(-1)).toMatchObject({ instance: isAt(28), lane: 'interactive' });
  });

  it('N4: what is more than half here is let arrive, but of a dozen no more than makes up one frame', async () => {
    desk.archive.headsComeFirst = true;
    desk.queue.setPlan(desk.planOf(opened, 8, 'open'));
    await desk.world.clock.advanceAsync(1_000);
    desk.archive.release(8);
    await settle();
    desk.queue.setPlan(desk.planOf(opened, 40, 'open'));
    await desk.world.clock.advanceAsync(620);
    void desk.queue.read(frameKeyOf(desk.archive, opened, 40), 'display');
    await desk.world.clock.advanceAsync(100);
    // Three have about 0.3 of a frame left each, whatever is to come of the others would be two frames more.
    expect(desk.state().inFlight).toBe(3);
  });
});
