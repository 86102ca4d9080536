import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Job, jobsInTime, mostJobsInTime } from './clairvoyant.ts';
import { Line } from './line.ts';

const line = new Line(Array(100).fill(10));
const job = (bytes: number, from: number, to: number): Job => ({ bytes, from, to });

describe('clairvoyant', () => {
  it('has all that fit one after another, and one less when a second is missing', () => {
    expect(mostJobsInTime([job(100, 0, 10), job(100, 0, 20), job(50, 5, 25)], line)).toBe(3);
    expect(mostJobsInTime([job(100, 0, 10), job(100, 0, 20), job(60, 5, 25)], line)).toBe(2);
  });

  it('leaves out the one that costs two others', () => {
    const jobs = [job(200, 0, 20), job(100, 0, 10), job(100, 10, 20)];
    expect(mostJobsInTime(jobs, line)).toBe(2);
    expect([...jobsInTime(jobs, line)]).toEqual([jobs[1], jobs[2]]);
  });

  it('a job in a gap of another takes its time', () => {
    expect(mostJobsInTime([job(100, 0, 15), job(50, 5, 10)], line)).toBe(2);
    expect(mostJobsInTime([job(101, 0, 15), job(50, 5, 10)], line)).toBe(1);
  });

  it('is never below what trying every subset finds, nor above all that would fit alone', () => {
    const jobs = fc.array(
      fc
        .record({
          bytes: fc.integer({ min: 1, max: 300 }),
          from: fc.integer({ min: 0, max: 60 }),
          length: fc.integer({ min: 1, max: 40 }),
        })
        .map(({ bytes, from, length }) => job(bytes, from, from + length)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(jobs, (list) => {
        const best = bestSubset(list);
        expect(mostJobsInTime(list, line)).toBeGreaterThanOrEqual(best);
        expect(jobsInTime(list, line).size).toBeLessThanOrEqual(best);
        const alone = list.filter(({ bytes, from, to }) => bytes <= 10 * (to - from));
        expect(best).toBeLessThanOrEqual(alone.length);
      }),
    );
  });
});

/** Every subset, each checked by carrying always the job that ends first, a byte's worth at a time. */
function bestSubset(jobs: readonly Job[]): number {
  let best = 0;
  for (let mask = 0; mask < 2 ** jobs.length; mask += 1) {
    const chosen = jobs.filter((_, index) => mask & (1 << index));
    if (chosen.length > best && fitsBySecond(chosen)) best = chosen.length;
  }
  return best;
}

function fitsBySecond(jobs: readonly Job[]): boolean {
  const left = jobs.map((one) => ({ ...one }));
  for (let second = 0; second < 100; second += 1) {
    let capacity = 10;
    const ready = left.filter(({ from }) => from <= second).sort((one, other) => one.to - other.to);
    for (const one of ready) {
      const taken = Math.min(capacity, one.bytes);
      one.bytes = (one.bytes - taken) as number;
      capacity -= taken;
    }
    if (left.some(({ bytes, to }) => to <= second + 1 && bytes > 0)) return false;
  }
  return left.every(({ bytes }) => bytes === 0);
}
