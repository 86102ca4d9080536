import { beforeEach, describe, expect, it } from 'vitest';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { createTestClock, type TestClock } from '#tests/fixtures/testClock.ts';
import { LineProbe } from './lineProbe.ts';

const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => 0.5, uuid: () => '' };
let clock: TestClock;
let probe: LineProbe;
/** How long an answer of the archive takes; undefined while the line is gone. */
let answersAfterMs: number | undefined;
let refusal: Failure | undefined;
let silentSinceMs: number | undefined;
let isMissed: boolean;
let events: string[];
let probes: number;

beforeEach(() => {
  clock = createTestClock();
  answersAfterMs = 900;
  refusal = undefined;
  silentSinceMs = 0;
  isMissed = false;
  events = [];
  probes = 0;
  probe = new LineProbe({
    clock,
    random,
    reach,
    roundTripMs: () => 300,
    silentMs: () => (silentSinceMs === undefined ? undefined : clock.monotonicMs() - silentSinceMs),
    isMissed: () => isMissed,
    onAway: ({ code }) => {
      isMissed = true;
      events.push(`${seconds()} ${code}`);
    },
    onBack: () => {
      isMissed = false;
      silentSinceMs = clock.monotonicMs();
      events.push(`${seconds()} back`);
    },
  });
});

const seconds = () => Math.round(clock.monotonicMs() / 100) / 10;

/** A connection attempt: its first packet is sent again after a second, and given up after four. */
function reach(signal: AbortSignal): Promise<Result<void, Failure>> {
  probes += 1;
  return new Promise((resolve) => {
    const give = (result: Result<void, Failure>) => resolve(result);
    signal.addEventListener('abort', () => give(fail(failureOf('Cancelled'))));
    const attempt = (leftMs: number) => {
      if (refusal) return give(fail(refusal));
      if (answersAfterMs !== undefined) return void clock.after(answersAfterMs, () => give(succeed(undefined)));
      if (leftMs <= 0) return give(fail(failureOf('ArchiveTimedOut')));
      clock.after(1_000, () => attempt(leftMs - 1_000));
    };
    attempt(4_000);
  });
}

describe('LineProbe', () => {
  it('asks nothing while bytes come', async () => {
    probe.watch();
    for (let second = 0; second < 30; second += 1) {
      await clock.advanceAsync(1_000);
      silentSinceMs = clock.monotonicMs();
    }
    expect(probes).toBe(0);
  });

  it.each([3, 5, 8, 20, 60, 300, 1800])(
    'N10: after %i s of silence it is back within 3 s of the line',
    async (outage) => {
      answersAfterMs = undefined;
      probe.watch();
      await clock.advanceAsync(outage * 1_000);
      answersAfterMs = 900;
      await clock.advanceAsync(3_000);
      expect(events.at(-1)).toMatch(/back$/);
      expect(events.filter((event) => event.endsWith('back'))).toHaveLength(1);
      // An outage is told once it is sure, and probes stay few: one a second.
      if (outage >= 20) expect(events[0]).toMatch(/ArchiveTimedOut$/);
      expect(probes).toBeLessThan(outage + 4);
    },
  );

  it('N10, M2: after a short cut what is on its way comes by itself: nothing is dialled again', async () => {
    probe.watch();
    for (let cut = 0; cut < 20; cut += 1) {
      answersAfterMs = undefined;
      await clock.advanceAsync(1_000 + (cut % 3) * 500);
      answersAfterMs = 600;
      // The first bytes come a moment after the line, or in one of three live times not at all.
      await clock.advanceAsync(300);
      if (cut % 3 < 2) silentSinceMs = clock.monotonicMs();
      await clock.advanceAsync(800);
    }
    expect(events).toEqual([]);
    expect(probes).toBeGreaterThan(5);
  });

  it('N10: what seemed to be a cut again and again, and was an archive that takes its time, is dialled again ever more rarely', async () => {
    probe.watch();
    // In each ten seconds one probe is late, as on a line that loses packets.
    for (let second = 0; second < 300; second += 1) {
      answersAfterMs = second % 10 === 0 ? 1_900 : 600;
      await clock.advanceAsync(1_000);
    }
    expect(events.length).toBeLessThan(7);
  });

  it('an archive that takes its time for the smallest question too is left alone as well', async () => {
    answersAfterMs = 2_500;
    probe.watch();
    await clock.advanceAsync(120_000);
    expect(events).toEqual([]);
    expect(probes).toBeLessThan(45);
  });

  it('an archive that takes its time is not an outage: what it makes ready is left alone, and asked after less often', async () => {
    probe.watch();
    await clock.advanceAsync(60_000);
    expect(events).toEqual([]);
    expect(probes).toBeLessThan(8);
  });

  it('N10: a line that is gone for a day is asked for less often, and still found', async () => {
    answersAfterMs = undefined;
    isMissed = true;
    probe.watch();
    await clock.advanceAsync(24 * 3_600_000);
    expect(probes).toBeLessThan(20_000);
    answersAfterMs = 900;
    await clock.advanceAsync(7_000);
    expect(events.at(-1)).toMatch(/back$/);
  });

  it('a refusal proves the line: whoever asks next is told by the archive itself', async () => {
    isMissed = true;
    refusal = failureOf('ArchiveForbidden');
    probe.watch();
    await clock.advanceAsync(1_000);
    expect(events).toEqual(['0.5 back']);
  });

  it('rests when nothing is wanted, and when it is stopped', async () => {
    silentSinceMs = undefined;
    probe.watch();
    await clock.advanceAsync(10_000);
    expect([probes, clock.waiting]).toEqual([0, 0]);
    isMissed = true;
    answersAfterMs = undefined;
    probe.watch();
    await clock.advanceAsync(5_000);
    expect(probes).toBeGreaterThan(0);
    probe.stop();
    const before = probes;
    await clock.advanceAsync(60_000);
    expect(probes).toBe(before);
  });

  it('no more than four probes hang at once, however long a name takes to be looked up', async () => {
    isMissed = true;
    const hanging = new LineProbe({
      clock,
      random,
      reach: () => {
        probes += 1;
        return new Promise(() => undefined);
      },
      roundTripMs: () => 300,
      silentMs: () => undefined,
      isMissed: () => true,
      onAway: () => undefined,
      onBack: () => undefined,
    });
    hanging.watch();
    await clock.advanceAsync(120_000);
    expect(probes).toBe(4);
    hanging.stop();
  });
});
