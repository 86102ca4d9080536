import { describe, expect, it } from 'vitest';
import { seededFractions } from '../fixtures/testRandom.ts';
import { judgeGrowth, type Look } from './growth.ts';

const hour = 3_600_000;

/** Looks of a run of `hours`; `held` and the rest are what each adds to a quiet process. */
function run(count: number, hours: number, each: (index: number, atHour: number) => Partial<Look>): readonly Look[] {
  return Array.from({ length: count }, (_, index) => {
    const atHour = (hours * index) / (count - 1);
    const quiet = { atMs: 500 + atHour * hour, rssBytes: 3e8, heapBytes: 6e7, held: 40, listeners: 12 };
    return { ...quiet, ...each(index, atHour) };
  });
}
const problemsOf = (looks: readonly Look[]) => judgeGrowth(looks).problems;

describe('what a long run holds', () => {
  it('trials that hold now more, now less, are no leak, whatever the first and the last look saw', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const draw = seededFractions(`noise ${seed}`);
      const noise = run(80 + seed, 0.5, () => ({
        held: 10 + Math.floor(draw() * 60),
        listeners: Math.floor(30 * draw()),
      }));
      const busyEnd = noise.with(0, { ...noise[0]!, held: 3 }).with(-1, { ...noise.at(-1)!, held: 300 });
      expect([seed, problemsOf(busyEnd)]).toEqual([seed, []]);
    }
  });

  it('a warm-up is no leak', () => {
    expect(problemsOf(run(100, 0.5, (index) => ({ held: 40 + 20 * Math.min(index, 15) })))).toEqual([]);
  });

  it('a handle that stays behind at every look fails, in quiet and in noise', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const draw = seededFractions(`leak ${seed}`);
      const quiet = run(100, 0.5, (index) => ({ held: 40 + index }));
      const noisy = run(100, 0.5, (index) => ({ held: 20 + Math.floor(draw() * 40) + index }));
      for (const looks of [quiet, noisy]) expect(problemsOf(looks)).toEqual([expect.stringMatching(/^handles grew/)]);
    }
  });

  it('listeners that stay behind fail', () => {
    expect(problemsOf(run(100, 0.5, (index) => ({ listeners: 12 + index })))).toEqual([
      expect.stringMatching(/^listeners grew/),
    ]);
  });

  it('says so where a run was too short to tell', () => {
    const { notes, problems } = judgeGrowth(run(60, 0.1, (index) => ({ held: 40 + 10 * index })));
    expect(problems).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('handles'), expect.stringContaining('listeners')]);
    expect(judgeGrowth([]).problems).toEqual([]);
  });
});

describe('the heap after the first hour', () => {
  const heap = (bytesAnHour: number) => {
    const draw = seededFractions(`heap ${bytesAnHour}`);
    return run(300, 6, (_, atHour) => ({ heapBytes: 6e7 + bytesAnHour * atHour + 4e6 * (draw() - 0.5) }));
  };

  it('fails over a megabyte an hour, and not for what comes and goes', () => {
    expect(problemsOf(heap(3e6))).toEqual([expect.stringMatching(/^heap grew by [23]\.\d MB an hour/)]);
    expect(problemsOf(heap(0))).toEqual([]);
  });

  it('is not judged by its first hour', () => {
    expect(problemsOf(run(300, 6, (_, atHour) => ({ heapBytes: 2e7 + 1e8 * Math.min(1, atHour) })))).toEqual([]);
    expect(problemsOf(run(300, 1, (_, atHour) => ({ heapBytes: 2e7 + 1e8 * atHour })))).toEqual([]);
  });
});
