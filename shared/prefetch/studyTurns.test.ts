import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArchiveId } from '../dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '../dicom/uids.ts';
import { type FetchTier, fetchTiers, type StudyToPlan } from './frameRequest.ts';
import { orderOpenStudy, orderStudy } from './orderSeries.ts';
import { type AssignedStudy, type PrefetchForecast, planPrefetch, studiesInOrder } from './planPrefetch.ts';

const archiveId = 'one' as ArchiveId;
const minute = 60_000;
/** 10 MB in a minute; the reader is done with the open study in five. */
const forecast: PrefetchForecast = {
  now: 0,
  bytesPerSecond: new Map([[archiveId, 10_000_000 / 60]]),
  readerFreeAt: 5 * minute,
};

/** One megabyte an instance. */
function planOf(name: string, ...sizes: number[]): StudyToPlan {
  return {
    study: { archiveId, studyInstanceUID: name as StudyInstanceUID },
    series: sizes.map((count, series) => ({
      seriesInstanceUID: `${name}.${series}` as SeriesInstanceUID,
      instances: Array.from({ length: count }, (_, index) => ({
        sopInstanceUID: `${name}.${series}.${index}` as SOPInstanceUID,
        numberOfFrames: 1,
        missing: [1],
        frameBytes: 1_000_000,
      })),
    })),
  };
}

const lazy = (plan: StudyToPlan) => ({
  study: plan.study,
  remainingBytes: plan.series.reduce((sum, { instances }) => sum + instances.length * 1e6, 0),
  plan: () => plan,
});
function assigned(name: string, megabytes: number, more: Partial<AssignedStudy> = {}): AssignedStudy {
  const study = lazy(planOf(name, megabytes));
  return {
    ...study,
    totalBytes: study.remainingBytes,
    priority: 'ROUTINE',
    dueAt: 600 * minute,
    readingMs: 5 * minute,
    priors: [],
    ...more,
  };
}
const runsOf = (input: Parameters<typeof planPrefetch>[0]) => {
  const names = planPrefetch(input).map(({ study }) => study.studyInstanceUID as string);
  return names.filter((name, index) => name !== names[index - 1]);
};
const base = { display: [], assigned: [], limit: 10_000 };

describe('whose turn it is', () => {
  it('O8: an open study that can be whole while it is read is whole before anything else', () => {
    const open = [lazy(planOf('open', 60))];
    expect(runsOf({ ...base, open, assigned: [assigned('film', 5)], forecast })).toEqual(['open', 'film']);
  });

  it('one that cannot can be scrolled through first, then stands back for what can still be in time', () => {
    // 300 MB need half an hour; it is read for five minutes.
    const open = [lazy(planOf('open', 300))];
    const list = [assigned('film', 5), assigned('heavy', 400), assigned('stat', 20, { priority: 'STAT' })];
    expect(runsOf({ ...base, open, assigned: list, forecast })).toEqual(['open', 'stat', 'film', 'open', 'heavy']);
    const first = planPrefetch({ ...base, open, assigned: list, forecast }).findIndex(
      ({ study }) => study.studyInstanceUID !== 'open',
    );
    expect(first).toBe(64);
  });

  it('what overtakes it is together no heavier than what it still needs', () => {
    const open = [lazy(planOf('open', 120))];
    const list = Array.from({ length: 40 }, (_, index) => assigned(`film ${index + 10}`, 9));
    const runs = runsOf({ ...base, open, assigned: list, forecast: { ...forecast, readerFreeAt: 0 } });
    expect(runs.lastIndexOf('open') - 1).toBe(13);
  });

  it('every STAT comes before the rest of an open study that is none, however late and heavy; of one that is, those in time', () => {
    const late = assigned('late', 900, { priority: 'STAT', dueAt: -minute });
    const soon = assigned('soon', 20, { priority: 'STAT', dueAt: 60 * minute });
    const list = [late, soon, assigned('film', 5)];
    const runs = (isStat: boolean) =>
      runsOf({ ...base, open: [{ ...lazy(planOf('open', 300)), isStat }], assigned: list, forecast });
    // The film will be wanted long before the late one is here: it no longer can be in time.
    expect(runs(false)).toEqual(['open', 'soon', 'late', 'open', 'film']);
    expect(runs(true)).toEqual(['open', 'soon', 'open', 'late', 'film']);
  });

  it('without a forecast nothing comes before what is open', () => {
    const open = [lazy(planOf('open', 300))];
    expect(runsOf({ ...base, open, assigned: [assigned('film', 5)] })).toEqual(['open', 'film']);
  });

  it('O9: relevant priors come after every study of the list, further ones after these', () => {
    const further = { ...lazy(planOf('long ago', 1)), isFurther: true };
    const one = assigned('1', 2, { priors: [lazy(planOf('before', 2)), further] });
    const input = { ...base, open: [], assigned: [one, assigned('2', 2)] };
    expect(runsOf(input)).toEqual(['1', '2', 'before', 'long ago']);
    expect(studiesInOrder(input).map(({ reason }) => reason)).toEqual(['due', 'due', 'prior', 'likely']);
  });

  it('O10: what may not be asked for is left out of the plan, and still has its place in the order', () => {
    const input = { ...base, open: [], assigned: [assigned('1', 2), assigned('2', 3, { priority: 'STAT' })] };
    const tiers = new Set<FetchTier>(['display', 'open', 'stat']);
    expect(runsOf({ ...input, tiers })).toEqual(['2']);
    expect(studiesInOrder(input).map(({ study }) => study.studyInstanceUID)).toEqual(['2', '1']);
  });

  it('a thousand studies on a line that can bring none of them in time are in order within a blink', () => {
    const list = Array.from({ length: 1_000 }, (_, index) => assigned(`1.${index}`, 30 + (index % 40)));
    const began = performance.now();
    expect(studiesInOrder({ open: [], assigned: list, forecast })).toHaveLength(1_000);
    // A sort for each of them took seconds.
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('names every study that lacks something once, and the whole plan in its order', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 200 }), fc.boolean(), (list, openSize, knows) => {
        const studies = list.map((size, index) =>
          assigned(`1.${index}`, size, {
            priority: index % 3 === 0 ? 'STAT' : 'ROUTINE',
            priors: [lazy(planOf('p', 1))],
          }),
        );
        const open = openSize > 0 ? [lazy(planOf('open', openSize))] : [];
        const input = { ...base, open, assigned: studies, ...(knows && { forecast }) };
        const names = studiesInOrder(input).map(({ study }) => study.studyInstanceUID as string);
        expect(new Set(names).size).toBe(names.length);
        expect([...names].sort()).toEqual(
          [...new Set(planPrefetch(input).map(({ study }) => study.studyInstanceUID))].sort(),
        );
        const lastOf = (name: string) =>
          planPrefetch(input).findLastIndex(({ study }) => study.studyInstanceUID === name);
        const ends = names.map(lastOf);
        expect(ends).toEqual([...ends].sort((one, other) => one - other));
        expect(planPrefetch(input).every(({ tier }) => fetchTiers.includes(tier))).toBe(true);
      }),
    );
  });
});

describe('orderOpenStudy', () => {
  it('M3: after its first part no gap of a series is wider than five, and both parts together are the whole', () => {
    const plan = planOf('1', 300, 20);
    const { first, rest } = orderOpenStudy(plan);
    const there = first
      .filter(({ seriesInstanceUID }) => seriesInstanceUID === '1.0')
      .map(({ sopInstanceUID }) => Number(sopInstanceUID.split('.').at(-1)))
      .sort((one, other) => one - other);
    const gaps = there.slice(1).map((position, index) => position - (there[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5);
    expect(first.filter(({ seriesInstanceUID }) => seriesInstanceUID === '1.1')).toHaveLength(20);
    const names = (requests: typeof first) => requests.map(({ sopInstanceUID }) => sopInstanceUID as string);
    expect([...names(first), ...names(rest)].sort()).toEqual(names(orderStudy(plan, 'open')).sort());
  });
});

describe('O3: someone is looking', () => {
  const at = (direction?: 1 | -1) => {
    const shown = { sopInstanceUID: '1.0.50' as SOPInstanceUID, frameNumber: 1, ...(direction && { direction }) };
    const requests = orderStudy(planOf('1', 100), 'open', shown);
    return requests.slice(0, 7).map(({ sopInstanceUID }) => Number(sopInstanceUID.split('.').at(-1)));
  };

  it('what lies ahead comes before what lies behind', () => {
    expect(at()).toEqual([50, 51, 49, 52, 48, 53, 47]);
    expect(at(1)).toEqual([50, 51, 52, 49, 53, 54, 48]);
    expect(at(-1)).toEqual([50, 49, 48, 51, 47, 46, 52]);
  });
});
