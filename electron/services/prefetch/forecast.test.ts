import { beforeEach, describe, expect, it } from 'vitest';
import { type Budget, budgetAt } from '#shared/prefetch/budget.ts';
import { fetchTiers } from '#shared/prefetch/frameRequest.ts';
import { createFakeArchive, fakeStack, refOf } from '#tests/fixtures/fakeArchive.ts';
import { sourceOf } from '#tests/fixtures/readingDesk.ts';
import { ReadingScene } from '#tests/fixtures/readingScene.ts';
import { type Carried, timeArchive } from '#tests/fixtures/timedArchive.ts';
import type { LineMeasurement } from '../link/index.ts';

const steady = (bytesPerSecond: number) => Array.from({ length: 60 }, () => 10 * bytesPerSecond);
const measured = (goodputs: readonly number[]): LineMeasurement => ({
  bytesPerSecond: 16,
  roundTripMs: undefined,
  leastRoundTripMs: undefined,
  lossShare: undefined,
  estimate: { goodputs },
  outagesToday: 0,
  awayTodayMs: 0,
  bytesToday: 0,
  bytesThisMonth: 0,
});
const unlimited: Budget = { tiers: new Set(fetchTiers), rest: undefined, restUntil: undefined };
const first = fakeStack('1.2.1', 60, { patientId: 'A', studyDate: '20260901' });
const second = fakeStack('1.2.2', 120, { patientId: 'B', studyDate: '20260902' });
let carried: readonly Carried[];
let budget: Budget;
let goodputs: readonly number[];
let householdPercent: number;
const scene = new ReadingScene([first, second], {
  line: () => ({
    lines: { measure: () => measured(goodputs) },
    budget: () => budget,
    householdPercent: () => householdPercent,
  }),
});

beforeEach(async () => {
  carried = timeArchive(scene.archive, scene.world.clock, 1_000);
  budget = unlimited;
  // 16 bytes a frame, one frame a second.
  goodputs = steady(16);
  householdPercent = 0;
  await scene.desk.start();
});

const readinessOf = scene.readinessOf.bind(scene);

describe('O11: when a study will be here, in the product', () => {
  it('is said in the order of the plan, and comes true', async () => {
    await scene.world.clock.advanceAsync(45_000);
    const now = scene.world.clock.now();
    const [one, two] = [readinessOf(first)?.readyBetween, readinessOf(second)?.readyBetween];
    const order = scene.desk.prefetcher.listArrivals().map(({ study }) => study.studyInstanceUID);
    const [earlier, later] = order[0] === '1.2.1' ? [one, two] : [two, one];
    expect(earlier?.from).toBeGreaterThan(now);
    expect(later?.from).toBeGreaterThan(earlier?.to ?? Number.POSITIVE_INFINITY);
    await scene.world.clock.advanceAsync((later?.to ?? 0) - now);
    expect([first, second].map((study) => readinessOf(study)?.state)).toEqual(['complete', 'complete']);
    expect(scene.world.clock.now()).toBeGreaterThanOrEqual(later?.from ?? Number.POSITIVE_INFINITY);
    expect(readinessOf(first)).not.toHaveProperty('readyBetween');
    expect(scene.desk.prefetcher.listArrivals()).toEqual([]);
  });

  it('what is still to come is known from what frames of the series have taken', async () => {
    await scene.world.clock.advanceAsync(40_000);
    const remaining = [first, second].map((study) => {
      const { presentFrames = 0, expectedFrames = 0, remainingBytes = 0 } = readinessOf(study) ?? {};
      return remainingBytes / Math.max(1, (expectedFrames - presentFrames) * 16);
    });
    for (const share of remaining) expect(Math.abs(share - 1)).toBeLessThan(0.15);
  });

  it('a STAT that cannot be in time says what it needs and what the line gives', async () => {
    await scene.world.clock.advanceAsync(3_000);
    const study = scene.refOf(second);
    // Due in an hour, of which a CT is read for eleven minutes: 49 minutes at a tenth of a byte a second.
    goodputs = steady(0.1);
    scene.desk.worklist.setPriority(study, 'STAT');
    await scene.world.clock.advanceAsync(6_000);
    expect(readinessOf(second)?.misses?.lineGivesBytes).toBeCloseTo(49 * 60 * 0.1, -1);
    expect(readinessOf(second)?.misses?.neededBytes).toBeGreaterThan(1_000);
    expect(readinessOf(first)?.misses).toBeUndefined();
  });
});

describe('O7, O11: what a STAT does to the others', () => {
  it('is said of them at once, however wide what was said before', async () => {
    // Minutes of 40 and of 4 bytes a second: nobody knows well when anything comes.
    goodputs = Array.from({ length: 60 }, (_, index) => (index % 12 < 6 ? 400 : 40));
    await scene.world.clock.advanceAsync(30_000);
    const [next, last] = scene.desk.prefetcher.listArrivals();
    const before = next?.readyBetween;
    scene.desk.worklist.setPriority(last!.study, 'STAT');
    await scene.world.clock.advanceAsync(1_000);
    const [stat, behind] = scene.desk.prefetcher.listArrivals();
    expect([stat?.study, behind?.study]).toEqual([last?.study, next?.study]);
    expect(behind?.readyBetween?.from).toBeGreaterThan(before!.from + 30_000);
    expect(behind?.readyBetween?.to).toBeGreaterThan(before!.to + 30_000);
  });
});

describe('O10, N11: what rests says why', () => {
  const paused = budgetAt(
    { monthlyCapBytes: null, hours: null },
    {
      now: 0,
      offsetMinutes: () => 0,
      bytesThisMonth: 0,
      mayExceedCap: false,
      isPaused: true,
      isMetered: false,
      room: 'roomy',
    },
  );

  it('while it is paused nothing comes but what a person opens', async () => {
    budget = paused;
    scene.desk.prefetcher.replan();
    await scene.world.clock.advanceAsync(10_000);
    const before = carried.length;
    await scene.world.clock.advanceAsync(60_000);
    expect(carried.length).toBe(before);
    expect(readinessOf(first)).toMatchObject({ rest: 'pausedByPerson' });
    expect(readinessOf(first)).not.toHaveProperty('readyBetween');
    await scene.desk.studies.open(scene.refOf(first));
    await scene.world.clock.advanceAsync(90_000);
    expect(readinessOf(first)?.state).toBe('complete');
    expect(carried.slice(before).every(({ instance }) => instance.startsWith('1.2.1.'))).toBe(true);
  });

  it('goes on by itself when the reason ends, though nothing else happens', async () => {
    budget = paused;
    scene.desk.prefetcher.replan();
    await scene.world.clock.advanceAsync(60_000);
    budget = unlimited;
    await scene.world.clock.advanceAsync(300_000);
    expect([first, second].map((study) => readinessOf(study)?.state)).toEqual(['complete', 'complete']);
  });
});

describe('O10: others in the house', () => {
  const framesIn = async (ms: number) => {
    const before = carried.length;
    await scene.world.clock.advanceAsync(ms);
    return carried.length - before;
  };

  it('have their part of the line while something is fetched ahead, and none of a STAT', async () => {
    householdPercent = 60;
    await scene.world.clock.advanceAsync(20_000);
    const ahead = await framesIn(60_000);
    expect(ahead).toBeGreaterThan(15);
    expect(ahead).toBeLessThan(33);
    const next = scene.desk.prefetcher.listArrivals().at(-1);
    scene.desk.worklist.setPriority(next!.study, 'STAT');
    await scene.world.clock.advanceAsync(8_000);
    expect(await framesIn(20_000)).toBeGreaterThanOrEqual(19);
  });
});

describe('O7: a STAT overtakes', () => {
  it('has nine tenths of the line two seconds after it came, however long the lists that were asked for', async () => {
    const cine = (uid: string, frames: number) =>
      fakeStack(uid, 0, { patientId: uid, series: { [`${uid}.1`]: clips(uid, frames) } });
    const clips = (uid: string, frames: number) =>
      Array.from({ length: 8 }, (_, index) => ({ sopInstanceUID: `${uid}.1.${index + 1}`, numberOfFrames: frames }));
    const [bulk, stat] = [cine('1.3.1', 60), cine('1.3.2', 30)];
    const clinic = createFakeArchive('clinic', [bulk, stat]);
    // 5 Mbit/s and slices of 60 kB.
    const frames = timeArchive(clinic, scene.world.clock, 100);
    await scene.desk.stop();
    scene.setDesk([sourceOf(clinic)], {});
    await scene.desk.start();
    await scene.world.clock.advanceAsync(5_000);
    const [first = ''] = [...new Set(frames.map(({ instance }) => instance.slice(0, 5)))];
    const waiting = first === '1.3.1' ? stat : bulk;
    const from = scene.world.clock.monotonicMs() + 2_000;
    scene.desk.worklist.setPriority(refOf(clinic, waiting), 'STAT');
    await scene.world.clock.advanceAsync(12_000);
    const after = frames.filter(({ atMs }) => atMs > from);
    const share = after.filter(({ instance }) => instance.startsWith(waiting.studyInstanceUID)).length / after.length;
    expect(after.length).toBeGreaterThan(80);
    expect(share).toBeGreaterThanOrEqual(0.9);
    await scene.world.clock.advanceAsync(120_000);
    expect(scene.cache.writes).toBe(8 * 90);
    // Nothing that had come was asked for again.
    expect(frames.length - scene.cache.writes).toBeLessThanOrEqual(0);
  });
});
