import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BudgetRules, type BudgetState, budgetAt, nextMonth } from './budget.ts';
import { fetchTiers } from './frameRequest.ts';
import { nextOpening, withinHours } from './hours.ts';

const karachi = () => 300;
/** Clocks in Berlin go forward at 01:00 UTC on 29 March 2026 and back on 25 October. */
const forward = Date.UTC(2026, 2, 29, 1);
const back = Date.UTC(2026, 9, 25, 1);
const berlin = (instant: number) => (instant >= forward && instant < back ? 120 : 60);
const noRules: BudgetRules = { monthlyCapBytes: null, hours: null };
const free: BudgetState = {
  now: Date.UTC(2026, 4, 13, 9),
  offsetMinutes: karachi,
  bytesThisMonth: 0,
  mayExceedCap: false,
  isPaused: false,
  isMetered: false,
  room: 'roomy',
};
const tiersAt = (rules: Partial<BudgetRules>, state: Partial<BudgetState>) => [
  ...budgetAt({ ...noRules, ...rules }, { ...free, ...state }).tiers,
];

describe('O10: what the line may be used for', () => {
  it('is everything while nothing limits it', () => {
    expect(budgetAt(noRules, free)).toEqual({ tiers: new Set(fetchTiers), rest: undefined, restUntil: undefined });
  });

  it('is what is open while a person has paused it, and also STAT over a metered line', () => {
    expect(tiersAt({}, { isPaused: true })).toEqual(['display', 'open']);
    expect(tiersAt({}, { isMetered: true })).toEqual(['display', 'open', 'stat']);
    expect(tiersAt({}, { isMetered: true, isPaused: true })).toEqual(['display', 'open']);
  });

  it('keeps 15 % of the cap for what is open and STAT, which come over it too; the rest only with consent', () => {
    const cap = { monthlyCapBytes: 1_000 };
    expect(tiersAt(cap, { bytesThisMonth: 849 })).toContain('likely');
    expect(tiersAt(cap, { bytesThisMonth: 850 })).toEqual(['display', 'open', 'stat']);
    expect(tiersAt(cap, { bytesThisMonth: 5_000 })).toEqual(['display', 'open', 'stat']);
    expect(tiersAt(cap, { bytesThisMonth: 5_000, mayExceedCap: true })).toEqual([...fetchTiers]);
    const rested = budgetAt({ ...noRules, ...cap }, { ...free, bytesThisMonth: 900 });
    expect(rested.rest).toBe('monthlyCap');
    expect(new Date(rested.restUntil ?? 0).toISOString()).toBe('2026-05-31T19:00:00.000Z');
  });

  it('goes on by itself when the hours begin, and the reason that lasts longest is said', () => {
    const hours = { fromMinute: 22 * 60, toMinute: 6 * 60 };
    const rested = budgetAt({ ...noRules, hours }, free);
    expect(rested.rest).toBe('outsideHours');
    // 22:00 in Karachi.
    expect(new Date(rested.restUntil ?? 0).toISOString()).toBe('2026-05-13T17:00:00.000Z');
    const both = budgetAt({ monthlyCapBytes: 100, hours }, { ...free, bytesThisMonth: 90 });
    expect(both).toMatchObject({ rest: 'monthlyCap', restUntil: Date.UTC(2026, 4, 31, 19) });
    expect(budgetAt({ ...noRules, hours }, { ...free, isPaused: true })).toMatchObject({
      rest: 'pausedByPerson',
      restUntil: undefined,
    });
  });

  it('N11: never rests without a reason, and whatever limits it leaves the frame that is looked at', () => {
    const rules = fc.record({
      monthlyCapBytes: fc.option(fc.integer({ min: 1, max: 1_000 })),
      hours: fc.option(fc.record({ fromMinute: minuteOfDay, toMinute: minuteOfDay })),
    });
    const state = fc.record({
      now: instant,
      offsetMinutes: fc.constant(berlin),
      bytesThisMonth: fc.integer({ min: 0, max: 2_000 }),
      mayExceedCap: fc.boolean(),
      isPaused: fc.boolean(),
      isMetered: fc.boolean(),
      room: fc.constantFrom('roomy' as const, 'cacheFull' as const, 'overfull' as const, 'diskFull' as const),
    });
    fc.assert(
      fc.property(rules, state, (rule, at) => {
        const budget = budgetAt(rule, at);
        // What somebody opens comes whole, whatever limits fetching ahead.
        expect(budget.tiers.has('display') && budget.tiers.has('open')).toBe(true);
        expect(budget.tiers.size < fetchTiers.length).toBe(budget.rest !== undefined);
        // Nothing of a later tier is allowed where an earlier one is not.
        expect([...budget.tiers]).toEqual(fetchTiers.slice(0, budget.tiers.size));
        if (budget.restUntil === undefined) return;
        expect(budget.restUntil).toBeGreaterThan(at.now);
        // Then only what a new month or an hour does not end is left of it; both end it.
        const later = budgetAt(rule, { ...at, now: budget.restUntil, bytesThisMonth: 0 });
        expect(later.rest === undefined || later.rest === 'outsideHours').toBe(true);
      }),
    );
  });

  it('a month ends at local midnight', () => {
    expect(nextMonth(Date.UTC(2026, 11, 31, 12), karachi)).toBe(Date.UTC(2026, 11, 31, 19));
  });
});

const minuteOfDay = fc.integer({ min: 0, max: 1439 });
const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });

describe('hours of the local day', () => {
  it('may span midnight', () => {
    const night = { fromMinute: 22 * 60, toMinute: 6 * 60 };
    const at = (hour: number) => withinHours(night, Date.UTC(2026, 4, 13, hour), () => 0);
    expect([21, 22, 23, 0, 5, 6, 12].map(at)).toEqual([false, true, true, true, true, false, false]);
  });

  it('begin after the hour that is left out when clocks go forward', () => {
    const early = { fromMinute: 2 * 60 + 30, toMinute: 5 * 60 };
    expect(nextOpening(early, forward - 600_000, berlin)).toBe(forward);
  });

  it('open at the first minute that lies within them, on every day of the year', () => {
    const hours = fc.record({ fromMinute: minuteOfDay, toMinute: minuteOfDay });
    fc.assert(
      fc.property(hours, instant, (between, now) => {
        const opens = nextOpening(between, now, berlin);
        expect(withinHours(between, opens, berlin)).toBe(true);
        for (let at = now; at < opens; at += 60_000) expect(withinHours(between, at, berlin)).toBe(false);
        // Hours that lie whole within the hour that is left out do not come on that day.
        expect(opens - now).toBeLessThanOrEqual(49 * 3_600_000);
      }),
    );
  });
});
