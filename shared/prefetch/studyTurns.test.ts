import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countComparisons, ReadCounter } from '#tests/fixtures/countedWork.ts';
import type { ArchiveId } from '../dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '../dicom/uids.ts';
import { type FetchTier, fetchTiers, type StudyToPlan } from './frameRequest.ts';
import { orderOpenStudy, orderStudy, type ShownFrame } from './orderSeries.ts';
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
    // The middle, and one of eleven.
    expect(first).toBe(1 + Math.ceil(300 / 11));
  });

  it('the rest of it says how much of it has come before', () => {
    const input = { open: [lazy(planOf('open', 300))], assigned: [assigned('film', 5)], forecast };
    const [film, rest] = studiesInOrder(input);
    expect([film?.study.studyInstanceUID, rest?.study.studyInstanceUID]).toEqual(['film', 'open']);
    expect(film?.beginningBytes).toBeUndefined();
    expect((rest?.beginningBytes?.() ?? 0) / (rest?.remainingBytes ?? 1)).toBeCloseTo((1 + Math.ceil(300 / 11)) / 300);
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

  it('O8, O9: priors of what is open come without a click, first of all priors, assigned or not', () => {
    const mine = assigned('mine', 2, { priors: [lazy(planOf('before mine', 2))] });
    const other = assigned('other', 2, { priors: [lazy(planOf('before other', 2))] });
    const looked = { ...lazy(planOf('looked at', 1)), priors: [lazy(planOf('before looked at', 1))] };
    const input = { ...base, open: [looked, lazy(planOf('mine', 2))], assigned: [other, mine] };
    expect(runsOf(input)).toEqual(['looked at', 'mine', 'other', 'before looked at', 'before mine', 'before other']);
    const turns = studiesInOrder({ open: [lazy(planOf('mine', 2))], assigned: [mine] });
    expect(turns.map(({ reason }) => reason)).toEqual(['open', 'prior']);
  });

  it('O10: what may not be asked for is left out of the plan, and still has its place in the order', () => {
    const input = { ...base, open: [], assigned: [assigned('1', 2), assigned('2', 3, { priority: 'STAT' })] };
    const tiers = new Set<FetchTier>(['display', 'open', 'stat']);
    expect(runsOf({ ...input, tiers })).toEqual(['2']);
    expect(studiesInOrder(input).map(({ study }) => study.studyInstanceUID)).toEqual(['2', '1']);
  });

  it('a line that can bring none of a thousand studies in time does not have them sorted for each of them', () => {
    const work = (count: number) => {
      const counter = new ReadCounter();
      const list = Array.from({ length: count }, (_, index) => counter.of(assigned(`1.${index}`, 30 + (index % 40))));
      const comparisons = countComparisons(() => {
        expect(studiesInOrder({ open: [], assigned: list, forecast })).toHaveLength(count);
      });
      return { comparisons, reads: counter.reads };
    };
    const [few, many] = [work(250), work(1_000)];
    // Four times as many, a few sorts in all: n log n grows fivefold, a sort for each twentyfold.
    expect(many.comparisons).toBeLessThan(7 * few.comparisons);
    expect(many.reads).toBeLessThan(7 * few.reads);
    expect(many.comparisons).toBeLessThan(10 * 1_000 * Math.log2(1_000));
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

const positionsIn = (requests: ReturnType<typeof orderStudy>, series = '1.0') =>
  requests
    .filter(({ seriesInstanceUID }) => seriesInstanceUID === series)
    .map(({ sopInstanceUID }) => Number(sopInstanceUID.split('.').at(-1)));
/** How far the slice that is furthest from one that is here is from it. */
const furthest = (there: readonly number[], count: number) =>
  Math.max(
    ...Array.from({ length: count }, (_, slice) => Math.min(...there.map((position) => Math.abs(position - slice)))),
  );

describe('orderOpenStudy', () => {
  it('M3: after its first part no slice is further than five from one that is here, for a tenth of the bytes', () => {
    const plan = planOf('1', 300, 20);
    const { first, rest } = orderOpenStudy(plan);
    const there = positionsIn(first);
    expect(furthest(there, 300)).toBeLessThanOrEqual(5);
    expect(there.length).toBeLessThanOrEqual(Math.ceil(300 / 11) + 1);
    expect(first.filter(({ seriesInstanceUID }) => seriesInstanceUID === '1.1')).toHaveLength(20);
    const names = (requests: typeof first) => requests.map(({ sopInstanceUID }) => sopInstanceUID as string);
    expect([...names(first), ...names(rest)].sort()).toEqual(names(orderStudy(plan, 'open')).sort());
  });
});

describe('O3: someone is looking', () => {
  const order = (more: Partial<ShownFrame>, plan = planOf('1', 100)) =>
    positionsIn(orderStudy(plan, 'open', { sopInstanceUID: '1.0.50' as SOPInstanceUID, frameNumber: 1, ...more }));

  it('the frame shown and two on each side come first, those ahead before those behind', () => {
    expect(order({}).slice(0, 5)).toEqual([50, 51, 49, 52, 48]);
    expect(order({ direction: 1 }).slice(0, 5)).toEqual([50, 51, 52, 49, 48]);
    expect(order({ direction: -1 }).slice(0, 5)).toEqual([50, 49, 48, 51, 52]);
  });

  it('then a slice of eleven, coarse to fine, until the series can be scrolled through, then the neighbourhood', () => {
    const coarse = Math.ceil(100 / 11);
    const there = order({ direction: 1 });
    const soonest = there.findIndex((_, index) => furthest(there.slice(0, index + 1), 100) <= 5) + 1;
    expect(soonest).toBeLessThanOrEqual(5 + coarse);
    expect(there.slice(5, soonest).every((position) => Math.abs(position - 50) > 2)).toBe(true);
    expect(new Set(there.slice(soonest, soonest + 8))).toEqual(new Set([53, 54, 55, 56, 57, 58, 47, 46]));
  });

  it('while they scroll, what lies ahead comes before the rest of the series', () => {
    expect(order({ direction: 1, isScrolling: true }).slice(0, 9)).toEqual([50, 51, 52, 49, 48, 53, 54, 55, 56]);
  });

  it('of any series every slice comes once, and with what is here one of eleven is enough to scroll', () => {
    const cases = fc.record({
      count: fc.integer({ min: 1, max: 400 }),
      here: fc.array(fc.integer({ min: 0, max: 399 })),
      at: fc.integer({ min: 0, max: 399 }),
      direction: fc.constantFrom<1 | -1 | undefined>(1, -1, undefined),
      isScrolling: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ count, here, at, direction, isScrolling }) => {
        const whole = planOf('1', count);
        const [series] = whole.series;
        const isHere = new Set(here.filter((position) => position < count));
        const instances = (series?.instances ?? []).map((one, index) =>
          isHere.has(index) ? { ...one, missing: [] } : one,
        );
        const plan = { ...whole, series: [{ seriesInstanceUID: '1.0' as SeriesInstanceUID, instances }] };
        const shown = `1.0.${at % count}` as SOPInstanceUID;
        const asked = order({ sopInstanceUID: shown, isScrolling, ...(direction && { direction }) }, plan);
        expect([...asked, ...isHere].sort((one, other) => one - other)).toEqual([...Array(count).keys()]);
        const neighbours = isScrolling ? 25 : 5;
        const most = neighbours + Math.ceil(count / 11);
        expect(furthest([...isHere, ...asked.slice(0, most)], count)).toBeLessThanOrEqual(5);
      }),
    );
  });
});
