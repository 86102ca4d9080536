import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadCounter } from '#tests/fixtures/countedWork.ts';
import type { ArchiveId, FrameKey } from '../dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '../dicom/uids.ts';
import { type FrameRequest, fetchTiers, type InstanceToPlan, type StudyToPlan } from './frameRequest.ts';
import { coarseToFine, orderStudy } from './orderSeries.ts';
import { type AssignedStudy, type PrefetchInput, planPrefetch } from './planPrefetch.ts';

const archiveId = 'one' as ArchiveId;
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function instance(uid: string, frames = 1, frameBytes = 200_000, missing = range(frames)): InstanceToPlan {
  return { sopInstanceUID: uid as SOPInstanceUID, numberOfFrames: frames, missing, frameBytes };
}

function study(uid: string, series: Record<string, InstanceToPlan[]>): StudyToPlan {
  return {
    study: { archiveId, studyInstanceUID: uid as StudyInstanceUID },
    series: Object.entries(series).map(([name, instances]) => ({
      seriesInstanceUID: `${uid}.${name}` as SeriesInstanceUID,
      instances,
    })),
  };
}

const stack = (uid: string, count: number) =>
  study(uid, { 1: range(count).map((number) => instance(`${uid}.1.${number}`)) });
const numbersOf = (requests: readonly FrameRequest[]) =>
  requests.map(({ sopInstanceUID }) => Number(sopInstanceUID.split('.').at(-1)));
const bytesOf = (plan: StudyToPlan) =>
  plan.series
    .flatMap(({ instances }) => instances)
    .reduce((sum, { missing, frameBytes }) => sum + missing.length * frameBytes, 0);
const lazy = (plan: StudyToPlan) => ({ study: plan.study, remainingBytes: bytesOf(plan), plan: () => plan });
const assigned = (plan: StudyToPlan, more: Partial<AssignedStudy> = {}): AssignedStudy => ({
  ...lazy(plan),
  totalBytes: bytesOf(plan),
  priority: 'ROUTINE',
  dueAt: 1,
  priors: [],
  ...more,
});
const empty: PrefetchInput = { display: [], open: [], assigned: [], limit: 10_000 };

it('the questions of an instance of very many frames are found in one pass, and are its missing frames', () => {
  const frames = 20_000;
  const missing = range(frames).filter((number) => number % 3 !== 0);
  const counter = new ReadCounter();
  const counted = counter.of(missing);
  const plan = study('1.9', { 1: range(20).map((number) => instance(`1.9.1.${number}`, frames, 2_000_000, counted)) });
  const requests = orderStudy(plan, 'open');
  // One frame a question, 20,000 questions: each of the missing is looked at once, not once for every question.
  expect(counter.reads).toBeLessThan(3 * 20 * missing.length);
  const first = requests.filter(({ sopInstanceUID }) => sopInstanceUID === '1.9.1.1');
  expect(first.flatMap(({ frameNumbers }) => frameNumbers).sort((one, other) => one - other)).toEqual(missing);
});

describe('O2: what will hang', () => {
  const heavy = range(9).map((number) => instance(`1.5.heavy.${number}`, 1, 500_000));
  const light = range(2).map((number) => instance(`1.5.light.${number}`, 1, 1_000));
  const thin = range(4).map((number) => instance(`1.5.thin.${number}`, 1, 9_000));
  const plan = study('1.5', { light, heavy, thin });
  const seriesInOrder = (hangOrder: readonly string[]) =>
    orderStudy({ ...plan, hangOrder: hangOrder as SeriesInstanceUID[] }, 'due').map(({ seriesInstanceUID }) =>
      seriesInstanceUID.split('.').at(-1),
    );

  it('comes before lighter series, its key slice and its rest', () => {
    const order = seriesInOrder(['1.5.heavy', '1.5.thin']);
    expect(order.slice(0, 3)).toEqual(['heavy', 'thin', 'light']);
    expect([...new Set(order.slice(3))]).toEqual(['heavy', 'thin', 'light']);
    expect(order.slice(3, 11)).toEqual(Array(8).fill('heavy'));
  });

  it('changes nothing of what is asked for, and nothing where it names no series of the study', () => {
    const hung = [...seriesInOrder(['1.5.heavy'])].sort();
    expect(hung).toEqual([...seriesInOrder([])].sort());
    expect(seriesInOrder(['1.9.other'])).toEqual(seriesInOrder([]));
  });

  it('gives way to the series that somebody looks at', () => {
    const shown = { sopInstanceUID: '1.5.light.1' as SOPInstanceUID, frameNumber: 1 };
    const requests = orderStudy({ ...plan, hangOrder: ['1.5.heavy' as SeriesInstanceUID] }, 'open', shown);
    expect(requests.slice(0, 3).map(({ sopInstanceUID }) => sopInstanceUID)).toEqual([
      '1.5.light.1',
      '1.5.light.2',
      '1.5.heavy.5',
    ]);
  });
});

describe('coarseToFine', () => {
  it('O3: after a tenth of 300 slices none is further than 5 from one that is there, the ends apart', () => {
    const there = coarseToFine(300).slice(0, 32);
    const inside = range(280).map((slice) => slice + 9);
    const distances = inside.map((slice) => Math.min(...there.map((one) => Math.abs(one - slice))));
    expect(Math.max(...distances)).toBeLessThanOrEqual(5);
  });

  it('answers every index once, the middle first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (count) => {
        const order = coarseToFine(count);
        expect(order[0]).toBe(Math.floor(count / 2));
        expect([...order].sort((a, b) => a - b)).toEqual(range(count).map((index) => index - 1));
      }),
    );
    expect(coarseToFine(0)).toEqual([]);
  });
});

describe('orderStudy', () => {
  it('begins around the frame that is shown and finishes its series before another', () => {
    const plan = study('1.2', {
      1: range(3).map((number) => instance(`1.2.1.${number}`)),
      2: range(40).map((number) => instance(`1.2.2.${number}`)),
    });
    const shown = { sopInstanceUID: '1.2.2.20' as SOPInstanceUID, frameNumber: 1 };
    const requests = orderStudy(plan, 'open', shown);
    expect(numbersOf(requests).slice(0, 5)).toEqual([20, 21, 19, 22, 18]);
    expect(requests.slice(0, 40).every(({ seriesInstanceUID }) => seriesInstanceUID === '1.2.2')).toBe(true);
    expect(requests).toHaveLength(43);
  });

  it('O1, O2: one key slice of every series, then the light series whole before the heavy one', () => {
    const plan = study('1.2', {
      9: range(9).map((number) => instance(`1.2.9.${number}`)),
      3: range(3).map((number) => instance(`1.2.3.${number}`)),
    });
    const order = orderStudy(plan, 'due').map(({ sopInstanceUID }) => sopInstanceUID.slice(4));
    expect(order.slice(0, 4)).toEqual(['3.2', '9.5', '3.1', '3.3']);
  });

  it('N14: asks a cine of 65 frames in few lists, and only for the frames that are missing', () => {
    const cine = study('1.2', { 1: [instance('1.2.1.1', 65, 40_000)] });
    expect(orderStudy(cine, 'due').map(({ frameNumbers }) => frameNumbers.length)).toEqual(
      [26, 26, 13].sort((a, b) => b - a),
    );
    const half = study('1.2', { 1: [instance('1.2.1.1', 65, 40_000, [3, 4, 60])] });
    expect(orderStudy(half, 'due').map(({ frameNumbers }) => frameNumbers)).toEqual(
      expect.arrayContaining([[3, 4], [60]]),
    );
  });
});

describe('planPrefetch', () => {
  it('puts display, open, STAT, due and priors in this order', () => {
    const input: PrefetchInput = {
      display: [keyOf(stack('1.9', 4), 3)],
      open: [lazy(stack('1.1', 3))],
      assigned: [
        assigned(stack('1.3', 2), { dueAt: 50, priors: [lazy(stack('1.6', 1))] }),
        assigned(stack('1.4', 2), { dueAt: 10 }),
        assigned(stack('1.2', 2), { priority: 'STAT', dueAt: 99, priors: [lazy(stack('1.5', 1))] }),
      ],
      limit: 100,
    };
    const order = planPrefetch(input).map(({ tier, study: { studyInstanceUID } }) => `${tier} ${studyInstanceUID}`);
    expect([...new Set(order)]).toEqual([
      'display 1.9',
      'open 1.1',
      'stat 1.2',
      'due 1.4',
      'due 1.3',
      'prior 1.5',
      'prior 1.6',
    ]);
  });

  it('O8: holds no frame twice, display always precedes prefetch, and the same input gives the same plan', () => {
    fc.assert(
      fc.property(inputs(), (input) => {
        const plan = planPrefetch(input);
        const frames = plan.flatMap((one) => one.frameNumbers.map((number) => `${one.sopInstanceUID}/${number}`));
        expect(new Set(frames).size).toBe(frames.length);
        const tiers = plan.map(({ tier }) => fetchTiers.indexOf(tier));
        expect(tiers).toEqual([...tiers].sort((a, b) => a - b));
        expect(planPrefetch({ ...input, assigned: [...input.assigned].reverse() })).toEqual(plan);
        expect(plan.length).toBeLessThanOrEqual(input.limit);
      }),
    );
  });

  it('plans so many requests of each archive, so that none idles behind another', () => {
    const elsewhere = (plan: StudyToPlan): StudyToPlan => ({
      ...plan,
      study: { ...plan.study, archiveId: 'other' as StudyToPlan['study']['archiveId'] },
    });
    const plan = planPrefetch({
      ...empty,
      assigned: [
        assigned(stack('1.1', 50), { dueAt: 1 }),
        assigned(stack('1.2', 50), { dueAt: 2 }),
        assigned(elsewhere(stack('1.3', 5)), { dueAt: 3 }),
      ],
      limit: 20,
    });
    const of = (archive: string) => plan.filter(({ study }) => study.archiveId === archive).length;
    expect([of('other'), plan.length - of('other')]).toEqual([5, 20]);
  });

  it('answers nothing when nothing is wanted', () => {
    expect(planPrefetch(empty)).toEqual([]);
  });
});

function keyOf(plan: StudyToPlan, position: number): FrameKey {
  const series = plan.series[0]!;
  return {
    ...plan.study,
    seriesInstanceUID: series.seriesInstanceUID,
    sopInstanceUID: series.instances[position]!.sopInstanceUID,
    frameNumber: 1,
  };
}

function inputs(): fc.Arbitrary<PrefetchInput> {
  const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
  return fc
    .record({ sizes, limit: fc.integer({ min: 1, max: 60 }), stat: fc.integer({ min: 0, max: 6 }) })
    .map(({ sizes: counts, limit, stat }) => {
      const plans = counts.map((count) => stack(`1.${count}`, count));
      const list = plans.map((plan, index) =>
        assigned(plan, {
          priority: index < stat ? 'STAT' : 'URGENT',
          dueAt: index % 3,
          priors: plans.slice(0, 2).map(lazy),
        }),
      );
      return { display: [keyOf(plans[0]!, 0)], open: [lazy(plans.at(-1)!)], assigned: list, limit };
    });
}
