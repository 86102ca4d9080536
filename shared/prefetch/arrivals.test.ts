import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadCounter } from '#tests/fixtures/countedWork.ts';
import type { ArchiveId } from '../dicom/frameKey.ts';
import type { StudyInstanceUID } from '../dicom/uids.ts';
import { expectArrivals, type QueuedStudy, steadyInterval, steadyShortfall, widenedInterval } from './arrivals.ts';

const minute = 60_000;
const queued = (uid: string, remainingBytes: number, more: Partial<QueuedStudy> & { archive?: string } = {}) => ({
  study: { archiveId: (more.archive ?? 'one') as ArchiveId, studyInstanceUID: uid as StudyInstanceUID },
  remainingBytes,
  isHeld: false,
  ...more,
});
/** 100 kB/s without end. */
const steady = () => ({ goodputs: Array.from({ length: 360 }, () => 1_000_000) });
const middleOf = (one: { from: number; to: number } | undefined) => (one ? (one.from + one.to) / 2 : Number.NaN);

describe('O11: when a study will be here', () => {
  it('what is before it on its line comes first, and what is on another line does not', () => {
    const queue = [queued('1', 6e6), queued('2', 12e6), queued('3', 6e6, { archive: 'two' })];
    const arrivals = expectArrivals(queue, steady, 1_000_000);
    const minutes = arrivals.map(({ readyBetween }) => (middleOf(readyBetween) - 1_000_000) / minute);
    expect(minutes[0]).toBeCloseTo(1, 1);
    expect(minutes[1]).toBeCloseTo(3, 1);
    expect(minutes[2]).toBeCloseTo(1, 1);
  });

  it('nothing is said of a line that has not been measured, nor of what is held', () => {
    const nothing = { readyBetween: undefined, misses: undefined };
    expect(expectArrivals([queued('1', 6e6, { neededAt: 1 })], () => undefined, 0)).toMatchObject([nothing]);
    expect(expectArrivals([queued('1', 6e6)], () => ({ goodputs: [] }), 0)).toMatchObject([nothing]);
    const [held, next] = expectArrivals([queued('1', 600e6, { isHeld: true }), queued('2', 6e6)], steady, 0);
    expect(held).toMatchObject(nothing);
    expect(middleOf(next?.readyBetween) / minute).toBeCloseTo(1, 1);
  });

  it('a line that was down for half of the hour takes twice as long, and the interval says how unsure that is', () => {
    const goodputs = Array.from({ length: 360 }, (_, index) => (index % 60 < 30 ? 1_000_000 : 0));
    const [arrival] = expectArrivals([queued('1', 60e6)], () => ({ goodputs }), 0);
    expect(middleOf(arrival?.readyBetween) / minute).toBeGreaterThan(17);
    expect(middleOf(arrival?.readyBetween) / minute).toBeLessThan(23);
  });

  it('says what a study needs and what the line has for it until then', () => {
    const queue = [queued('1', 60e6, { neededAt: 11 * minute }), queued('2', 60e6, { neededAt: 15 * minute })];
    const [first, second] = expectArrivals(queue, steady, 0);
    expect(first?.misses).toBeUndefined();
    expect(second?.misses?.neededBytes).toBe(60e6);
    expect(second?.misses?.lineGivesBytes).toBeCloseTo(30e6);
    const [late] = expectArrivals([queued('1', 5, { neededAt: -1 })], steady, 0);
    expect(late?.misses).toEqual({ neededBytes: 5, lineGivesBytes: 0 });
  });

  it('a study of two frames shares the line with what is behind it, one of many frames has it to itself', () => {
    const use = () => ({ connections: 6, roundTripMs: undefined });
    const [alone] = expectArrivals([queued('1', 3e6, { missingFrames: 2 })], steady, 0, use);
    const behind = queued('2', 60e6, { missingFrames: 300 });
    const [few] = expectArrivals([queued('1', 3e6, { missingFrames: 2 }), behind], steady, 0, use);
    const [many] = expectArrivals([queued('1', 3e6, { missingFrames: 20 }), behind], steady, 0, use);
    const [little] = expectArrivals([queued('1', 3e6, { missingFrames: 2 }), queued('2', 1e6)], steady, 0, use);
    expect(many?.readyBetween).toEqual(alone?.readyBetween);
    expect(few?.readyBetween?.from).toBe(alone?.readyBetween?.from);
    // Each of its two frames has a sixth of the line.
    expect((few?.readyBetween?.to ?? 0) / (alone?.readyBetween?.to ?? 1)).toBeCloseTo(3);
    expect((little?.readyBetween?.to ?? 0) / (alone?.readyBetween?.to ?? 1)).toBeCloseTo(4 / 3);
  });

  it('the beginning of an open study comes before those that overtake its rest, and is not counted twice', () => {
    const open = queued('open', 30e6, { beginningBytes: 6e6 });
    const [stat, rest] = expectArrivals([queued('stat', 6e6), open], steady, 0);
    expect(middleOf(stat?.readyBetween) / minute).toBeCloseTo(2, 1);
    expect(rest?.bytesUntilHere).toBe(36e6);
  });

  it('nothing is promised sooner than the questions take that are still to be asked', () => {
    const use = () => ({ connections: 6, roundTripMs: 600 });
    const [unread] = expectArrivals([queued('1', 1_000, { questions: 3 })], steady, 0, use);
    expect(unread?.readyBetween?.from).toBe(1_800);
    expect(unread?.readyBetween?.to).toBeGreaterThan(1_800);
  });

  it('later in the queue is never earlier, whatever the line did', () => {
    const bytes = fc.array(fc.integer({ min: 1, max: 50_000_000 }), { minLength: 1, maxLength: 12 });
    const past = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 20, maxLength: 360 });
    fc.assert(
      fc.property(bytes, past, (sizes, goodputs) => {
        fc.pre(goodputs.some((one) => one > 0));
        const arrivals = expectArrivals(
          sizes.map((size, index) => queued(String(index), size)),
          () => ({ goodputs }),
          0,
        );
        for (const { readyBetween } of arrivals) {
          expect(readyBetween?.from).toBeGreaterThan(0);
          expect(readyBetween?.to).toBeGreaterThanOrEqual(readyBetween?.from ?? 0);
        }
      }),
    );
  });
});

it('O11: of hundreds of studies each says when, the later the further down, and the last of them cost no replay', () => {
  const counter = new ReadCounter();
  const line = { goodputs: counter.of(steady().goodputs) };
  const queue = Array.from({ length: 1_000 }, (_, index) => queued(String(index), 6e6));
  expectArrivals(queue.slice(0, 300), () => line, 0);
  const readsOfFirst = counter.reads;
  const arrivals = expectArrivals(queue, () => line, 0);
  expect(counter.reads - readsOfFirst).toBe(readsOfFirst);
  const middles = arrivals.map(({ readyBetween }) => middleOf(readyBetween) / minute);
  expect(middles.every((middle, index) => Math.abs(middle - (index + 1)) < 0.1 * (index + 1))).toBe(true);
});

describe('what is shown of it', () => {
  const shown = { from: 10 * minute, to: 18 * minute };

  it('stays while it is right', () => {
    expect(steadyInterval(shown, { from: 11 * minute, to: 17 * minute }, 0)).toBe(shown);
    expect(steadyInterval(undefined, shown, 0)).toBe(shown);
  });

  it('changes at once when something has come before it, however wide it is', () => {
    const wide = { from: 10 * minute, to: 70 * minute };
    const later = { from: 20 * minute, to: 80 * minute };
    expect(steadyInterval(wide, later, 0)).toBe(wide);
    expect(steadyInterval(wide, later, 0, 10 * minute)).toBe(later);
  });

  it('is not taken back while the line is there', () => {
    expect(widenedInterval(shown, 12 * minute)).toEqual(shown);
    expect(widenedInterval(shown, 20 * minute)).toEqual({ from: 10 * minute, to: 28 * minute });
  });

  it('changes when it is wrong, over, or could be said twice as exactly', () => {
    const changes = (from: number, to: number, now = 0) =>
      steadyInterval(shown, { from: from * minute, to: to * minute }, now * minute) !== shown;
    expect(changes(17, 25)).toBe(true);
    expect(changes(12, 23)).toBe(true);
    expect(changes(13, 15)).toBe(true);
    expect(changes(18.5, 19, 18.2)).toBe(true);
    expect(changes(2, 8)).toBe(true);
  });

  it('a study is late when a tenth is missing, and in time again when nothing is', () => {
    const short = { neededBytes: 100, lineGivesBytes: 95 };
    expect(steadyShortfall(undefined, short, 100)).toBeUndefined();
    expect(steadyShortfall(undefined, { ...short, lineGivesBytes: 80 }, 100)).toEqual({ ...short, lineGivesBytes: 80 });
    expect(steadyShortfall(short, short, 100)).toBe(short);
    // A twentieth of a heavy study is minutes: where even the earliest that is expected is too late, it is said.
    expect(steadyShortfall(undefined, short, 100, true)).toBe(short);
    expect(steadyShortfall(short, undefined, 100)).toBeUndefined();
  });
});
