import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArchiveId } from '../dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '../dicom/uids.ts';
import { type Priority, priorityRank } from '../worklist/priority.ts';
import { orderAssigned, type PrefetchForecast } from './orderAssigned.ts';
import { type AssignedStudy, planPrefetch } from './planPrefetch.ts';

const archiveId = 'one' as ArchiveId;
const minute = 60_000;
/** 10 MB in a minute. */
const forecast: PrefetchForecast = {
  now: 0,
  bytesPerSecond: new Map([[archiveId, 10_000_000 / 60]]),
  readerFreeAt: 0,
};

interface Size {
  readonly megabytes: number;
  readonly of?: number;
  readonly priority?: Priority;
  readonly dueMinutes?: number;
}

function assigned(name: string, { megabytes, of = megabytes, priority = 'ROUTINE', dueMinutes = 600 }: Size) {
  const study = { archiveId, studyInstanceUID: name as StudyInstanceUID };
  const instances = Array.from({ length: of }, (_, index) => ({
    sopInstanceUID: `${name}.1.${index}` as SOPInstanceUID,
    numberOfFrames: 1,
    missing: index < megabytes ? [1] : [],
    frameBytes: 1_000_000,
  }));
  const one: AssignedStudy = {
    study,
    remainingBytes: megabytes * 1e6,
    totalBytes: of * 1e6,
    plan: () => ({ study, series: [{ seriesInstanceUID: `${name}.1` as SeriesInstanceUID, instances }] }),
    priority,
    dueAt: dueMinutes * minute,
    readingMs: 5 * minute,
    priors: [],
  };
  return one;
}

const lazyOf = ({ study, remainingBytes, plan }: AssignedStudy) => ({ study, remainingBytes, plan });
const namesOf = (studies: readonly AssignedStudy[]) => studies.map(({ study }) => study.studyInstanceUID);

describe('orderAssigned', () => {
  it('without a forecast is by urgency alone, STAT apart', () => {
    const studies = [
      assigned('late', { megabytes: 1, dueMinutes: 50 }),
      assigned('soon', { megabytes: 99, dueMinutes: 40 }),
      assigned('stat', { megabytes: 500, priority: 'STAT', dueMinutes: 60 }),
    ];
    const { stat, due } = orderAssigned(studies);
    expect([namesOf(stat), namesOf(due)]).toEqual([['stat'], ['soon', 'late']]);
  });

  it('O6: when all can be in time, those wanted first come first', () => {
    // The first is opened now and is here; the others are opened after 5 and 10 minutes and need 4 and 5.
    const studies = [
      assigned('a', { megabytes: 0, of: 10, dueMinutes: 100 }),
      assigned('b', { megabytes: 40, dueMinutes: 200 }),
      assigned('c', { megabytes: 50, dueMinutes: 300 }),
    ];
    expect(namesOf(orderAssigned(studies, forecast).due)).toEqual(['a', 'b', 'c']);
  });

  it('O6: when not all can, the heaviest steps back and the others are there in time', () => {
    // `b` alone needs 20 minutes and would make both films late, which need one minute each.
    const studies = [
      assigned('a', { megabytes: 0, of: 10, dueMinutes: 100 }),
      assigned('b', { megabytes: 200, dueMinutes: 200 }),
      assigned('c', { megabytes: 10, dueMinutes: 300 }),
      assigned('d', { megabytes: 9, dueMinutes: 400 }),
    ];
    expect(namesOf(orderAssigned(studies, forecast).due)).toEqual(['a', 'd', 'c', 'b']);
  });

  it('O7: in overload what is seven tenths done is finished before what is lighter', () => {
    const heavy = assigned('heavy', { megabytes: 300, dueMinutes: 100 });
    const film = assigned('film', { megabytes: 12, dueMinutes: 200 });
    const order = (done: AssignedStudy) => namesOf(orderAssigned([heavy, film, done], forecast).due);
    expect(order(assigned('begun', { megabytes: 30, of: 90, dueMinutes: 300 }))).toEqual(['film', 'begun', 'heavy']);
    expect(order(assigned('begun', { megabytes: 30, of: 100, dueMinutes: 300 }))).toEqual(['begun', 'film', 'heavy']);
  });

  it('a STAT overtakes all, though it cannot be in time and others are late for it', () => {
    const film = assigned('film', { megabytes: 5, dueMinutes: 90 });
    const feasible = assigned('feasible', { megabytes: 400, priority: 'STAT', dueMinutes: 60 });
    const hopeless = assigned('hopeless', { megabytes: 900, priority: 'STAT', dueMinutes: 60 });
    const { stat, due } = orderAssigned([film, hopeless, feasible], forecast);
    expect([namesOf(stat), namesOf(due)]).toEqual([['feasible', 'hopeless'], ['film']]);
  });

  it('a STAT whose time is past, as of one marked by hand, comes after those in time and before all that is not STAT', () => {
    const studies = [
      assigned('film', { megabytes: 1, dueMinutes: 90 }),
      assigned('an hour late', { megabytes: 5, priority: 'STAT', dueMinutes: -60 }),
      assigned('days late', { megabytes: 300, priority: 'STAT', dueMinutes: -6000 }),
      assigned('in time', { megabytes: 10, priority: 'STAT', dueMinutes: 60 }),
    ];
    for (const known of [forecast, { ...forecast, bytesPerSecond: new Map() }]) {
      const { stat, due } = orderAssigned(studies, known);
      expect([namesOf(stat), namesOf(due)]).toEqual([['in time', 'days late', 'an hour late'], ['film']]);
    }
  });

  it('an urgent one that is late waits behind none that is not, however heavy it is; the longest due is first', () => {
    const due = (dueMinutes: number, megabytes: number) =>
      assigned(`${dueMinutes}`, { megabytes, priority: 'URGENT', dueMinutes });
    const studies = [due(140, 40), due(-25, 90), due(200, 2), due(-180, 300)];
    const routine = assigned('routine, late', { megabytes: 1, dueMinutes: -600 });
    const ordered = orderAssigned([...studies, routine], forecast);
    expect(namesOf(ordered.due).slice(0, 2)).toEqual(['-180', '-25']);
    expect(namesOf(ordered.due).at(-1)).toBe('routine, late');
    // What is open lets them pass as it does those that can still be in time.
    expect(studies.filter((one) => ordered.inTime.has(one))).toContain(studies[1]);
  });

  it('a STAT that was left unfinished is still a STAT', () => {
    const film = assigned('film', { megabytes: 20, dueMinutes: 300 });
    const left = { ...assigned('left', { megabytes: 60, priority: 'STAT', dueMinutes: 10 }), isPutAside: true };
    expect(namesOf(orderAssigned([film, left], forecast).stat)).toEqual(['left']);
  });

  it('one that was left unfinished comes after what has not been looked at, and is still in time', () => {
    const film = assigned('film', { megabytes: 20, dueMinutes: 300 });
    const left = { ...assigned('left', { megabytes: 60, dueMinutes: 100 }), isPutAside: true };
    const { stat, due } = orderAssigned([film, left], forecast);
    expect([namesOf(stat), namesOf(due)]).toEqual([[], ['film', 'left']]);
  });

  it('O7: one minute of twenty is for what has had nothing for an hour, and no STAT waits for that', () => {
    const long = { ...assigned('long', { megabytes: 900, dueMinutes: 100 }), lastProgressAt: 0 };
    const film = { ...assigned('film', { megabytes: 5, dueMinutes: 2000 }), lastProgressAt: 170 * minute };
    const stat = assigned('stat', { megabytes: 5, dueMinutes: 2000, priority: 'STAT' });
    const firstAt = (minutes: number) => {
      const order = orderAssigned([film, long, stat], { ...forecast, now: minutes * minute, readerFreeAt: 0 });
      return namesOf([...order.stat, ...order.due]);
    };
    const hour = Array.from({ length: 60 }, (_, index) => firstAt(180 + index)[1]);
    expect(hour.filter((name) => name === 'long')).toHaveLength(3);
    expect(new Set(Array.from({ length: 60 }, (_, index) => firstAt(180 + index)[0]))).toEqual(new Set(['stat']));
  });

  it('holds every study once, whatever the order of the list, and the plan keeps its tiers', () => {
    fc.assert(
      fc.property(sizes(), (list) => {
        const studies = list.map((size, index) => assigned(`1.${index}`, size));
        const order = orderAssigned(studies, forecast);
        expect(namesOf([...order.stat, ...order.due]).sort()).toEqual(namesOf(studies).sort());
        expect(orderAssigned([...studies].reverse(), forecast)).toEqual(order);
        const plan = planPrefetch({ display: [], open: [], assigned: studies, limit: 10_000, forecast });
        const tiers = plan.map(({ tier }) => tier);
        expect(tiers.lastIndexOf('stat')).toBeLessThan(tiers.includes('due') ? tiers.indexOf('due') : Infinity);
      }),
    );
  });

  it('O7: no STAT waits for anything else, however late it is, however full the line, known or not', () => {
    const rates = fc.constantFrom(undefined, 0, 1_000, 10_000_000 / 60);
    fc.assert(
      fc.property(sizes(), rates, fc.integer({ min: 0, max: 400 }), fc.boolean(), (list, rate, minutes, isPutAside) => {
        const studies = list.map((size, index) => ({
          ...assigned(`1.${index}`, size),
          isPutAside: isPutAside && index % 2 === 0,
          lastProgressAt: 0,
        }));
        const now = minutes * minute;
        const known = { now, readerFreeAt: now, bytesPerSecond: new Map([[archiveId, rate ?? 0]]) };
        const { stat, inTime } = orderAssigned(studies, rate === undefined ? undefined : known);
        expect(new Set(stat)).toEqual(new Set(studies.filter(({ priority }) => priority === 'STAT')));
        if (!rate) return;
        const isLate = stat.map((one) => !inTime.has(one));
        expect(isLate).toEqual([...isLate].sort((one, other) => Number(one) - Number(other)));
        const lateDues = stat.filter((one) => !inTime.has(one)).map(({ dueAt }) => dueAt);
        expect(lateDues).toEqual([...lateDues].sort((one, other) => one - other));
        const plan = planPrefetch({ display: [], open: [], assigned: studies, limit: 10_000, forecast: known });
        const lastStat = plan.findLastIndex(({ tier }) => tier === 'stat');
        expect(plan.slice(0, lastStat + 1).every(({ tier }) => tier === 'stat')).toBe(true);
      }),
    );
  });

  it('no routine request before an urgent one of the same archive, unless it is starved (O7), however late either is', () => {
    const rates = fc.constantFrom(undefined, 0, 1_000, 10_000_000 / 60);
    const open = [lazyOf(assigned('open', { megabytes: 60 }))];
    fc.assert(
      fc.property(sizes(), rates, fc.integer({ min: 0, max: 400 }), fc.boolean(), (list, rate, minutes, isOpen) => {
        const starvedAt = minutes % 20 === 0;
        const studies = list.map((size, index) => ({ ...assigned(`1.${index}`, size), lastProgressAt: 0 }));
        const now = minutes * minute;
        const known = { now, readerFreeAt: now, bytesPerSecond: new Map([[archiveId, rate ?? 0]]) };
        const plan = planPrefetch({
          display: [],
          open: isOpen ? open : [],
          assigned: studies,
          limit: 10_000,
          ...(rate !== undefined && { forecast: known }),
        });
        const priorityOf = new Map(studies.map(({ study, priority }) => [study.studyInstanceUID, priority]));
        const isInOrder = (without?: string) => {
          const others = plan.filter(({ study }) => study.studyInstanceUID !== without);
          const ranks = others.flatMap(({ study }) => {
            const priority = priorityOf.get(study.studyInstanceUID);
            return priority === undefined ? [] : [priorityRank(priority)];
          });
          return ranks.every((rank, index) => rank >= (ranks[index - 1] ?? 0));
        };
        // In the minute of the starved one study that is not STAT may be out of its place, and no other.
        const mayMove = starvedAt && rate && now >= 60 * minute;
        const movable = studies.filter(({ priority }) => mayMove && priority === 'ROUTINE');
        expect([undefined, ...movable.map(({ study }) => study.studyInstanceUID)].some(isInOrder)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('an URGENT that is late comes before routine films that could be in time, and after every STAT', () => {
    const studies = [
      assigned('film', { megabytes: 1, dueMinutes: 90 }),
      assigned('urgent, late', { megabytes: 300, priority: 'URGENT', dueMinutes: -24 }),
      assigned('urgent, longer late', { megabytes: 30, priority: 'URGENT', dueMinutes: -50 }),
      assigned('urgent', { megabytes: 10, priority: 'URGENT', dueMinutes: 200 }),
      assigned('stat', { megabytes: 900, priority: 'STAT', dueMinutes: -10 }),
    ];
    const { stat, due } = orderAssigned(studies, forecast);
    expect([namesOf(stat), namesOf(due)]).toEqual([
      ['stat'],
      ['urgent, longer late', 'urgent, late', 'urgent', 'film'],
    ]);
  });

  it('of studies that all fit, none is late', () => {
    fc.assert(
      fc.property(sizes(), (list) => {
        const studies = list.map((size, index) => assigned(`1.${index}`, { ...size, priority: 'ROUTINE' }));
        const total = list.reduce((sum, { megabytes }) => sum + megabytes, 0);
        const free = { ...forecast, readerFreeAt: (total / 10) * minute };
        const { due } = orderAssigned(
          studies.map((one) => ({ ...one, dueAt: one.dueAt + 1e9 })),
          free,
        );
        const dues = due.map(({ dueAt }) => dueAt);
        expect(dues).toEqual([...dues].sort((one, other) => one - other));
      }),
    );
  });
});

function sizes(): fc.Arbitrary<Size[]> {
  return fc.array(
    fc.record({
      megabytes: fc.integer({ min: 1, max: 40 }),
      dueMinutes: fc.integer({ min: -600, max: 600 }),
      priority: fc.constantFrom<Priority>('STAT', 'URGENT', 'ROUTINE'),
    }),
    { minLength: 1, maxLength: 8 },
  );
}
