import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLinkBook } from '#electron/services/link/index.ts';
import { openRecords, type Records } from '#electron/services/records/index.ts';
import { createKeptValues, createSettings, type Settings } from '#electron/services/settings/index.ts';
import { fail } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { LinkSettings } from '#shared/contract/settings.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { LineBudget, type LineBudgetNeeds } from './lineBudget.ts';

let world: TestWorld;
let records: Records | undefined;
let settings: Settings;
let usedThisMonth: number;

/** As after a start of the app, on the same disk. */
async function start(more: Partial<LineBudgetNeeds> = {}): Promise<LineBudget> {
  records?.close();
  const opened = await openRecords(world, world.directory, testKeys());
  if (!opened.ok) throw new Error(opened.failure.code);
  records = opened.value;
  settings = createSettings(opened.value, 'patients');
  const book = createLinkBook({ clock: world.clock, database: opened.value.database });
  return new LineBudget({
    clock: world.clock,
    settings,
    kept: createKeptValues(opened.value),
    book: {
      usage: () => ({ today: 0, thisMonth: usedThisMonth }),
      month: () => book.month(),
    },
    network: () => undefined,
    room: () => 'roomy',
    ...more,
  });
}

beforeEach(async () => {
  world = await createTestWorld();
  usedThisMonth = 0;
});
afterEach(async () => {
  records?.close();
  await world.remove();
});

const change = (link: Partial<LinkSettings>) => settings.change({ link: { ...settings.read().link, ...link } });

describe('O10: what a person says about the line', () => {
  it('lasts over a restart: paused is paused until somebody resumes it', async () => {
    (await start()).setPaused(true);
    const again = await start();
    expect(again.now()).toMatchObject({ rest: 'pausedByPerson', restUntil: undefined });
    expect([...again.now().tiers]).toEqual(['display', 'open']);
    again.setPaused(false);
    expect((await start()).now().rest).toBeUndefined();
  });

  it('what the disk does not take holds until the program ends, and is answered', async () => {
    const full = fail(failureOf('DiskFull'));
    const held = fail(failureOf('DiskFull', { holds: 'untilClosed' }));
    const budget = await start({ kept: { read: () => undefined, write: () => full } });
    change({ monthlyCapBytes: 1_000 });
    usedThisMonth = 2_000;
    expect(budget.allowOverCap()).toEqual(held);
    expect(budget.now().rest).toBeUndefined();
    expect(budget.setPaused(true)).toEqual(held);
    expect(budget.now().rest).toBe('pausedByPerson');
    const again = await start();
    records?.database.pragma('query_only = on');
    expect(again.setPaused(true)).toMatchObject({
      ok: false,
      failure: { code: 'DiskReadOnly', details: { holds: 'untilClosed' } },
    });
    records?.database.pragma('query_only = off');
  });

  it('a consent to go over the cap is for this month, over restarts, and not for the next', async () => {
    const before = await start();
    change({ monthlyCapBytes: 1_000 });
    usedThisMonth = 2_000;
    expect([...before.now().tiers]).toEqual(['display', 'open', 'stat']);
    // The clock of the tests stands in October; the cap of November is a new one, and so is its consent.
    expect(new Date(before.now().restUntil ?? 0).toISOString()).toBe('2026-10-31T19:00:00.000Z');
    before.allowOverCap();
    const after = await start();
    expect(after.now().rest).toBeUndefined();
    expect(after.now().tiers.has('likely')).toBe(true);
    world.clock.jumpTo(Date.UTC(2026, 10, 2));
    expect(after.now().rest).toBe('monthlyCap');
    expect([...after.now().tiers]).toEqual(['display', 'open', 'stat']);
  });

  it('what rests for the cap rests until the month ends by which bytes are counted, whatever the clock is set to', async () => {
    const month = { name: '2026-12', endsAt: Date.UTC(2027, 0, 1) };
    const budget = await start({ book: { usage: () => ({ today: 0, thisMonth: 2_000 }), month: () => month } });
    change({ monthlyCapBytes: 1_000 });
    expect(budget.now()).toMatchObject({ rest: 'monthlyCap', restUntil: month.endsAt });
    budget.allowOverCap();
    world.clock.jumpTo(Date.UTC(2000, 0, 1));
    expect(budget.now().rest).toBeUndefined();
    month.name = '2027-01';
    expect(budget.now().rest).toBe('monthlyCap');
  });

  it('counts toward the cap what a provider counts: 6 % more than is read', async () => {
    const budget = await start();
    change({ monthlyCapBytes: 1_000_000 });
    usedThisMonth = 800_000;
    expect(budget.now().rest).toBeUndefined();
    // 849,000 and 851,000 with what surrounds them; the last 15 % of the cap are kept.
    usedThisMonth = 803_000;
    expect(budget.now().rest).toBe('monthlyCap');
  });

  it('knows the metered network, the full cache, and what both leave', async () => {
    const network = () => ({ networkId: 'a', label: 'Phone', isMetered: true });
    expect([...(await start({ network })).now().tiers]).toEqual(['display', 'open', 'stat']);
    // A full cache is a setting: a STAT goes over it, as far as the disk has room.
    const full = await start({ network, room: () => 'cacheFull' });
    expect([...full.now().tiers]).toEqual(['display', 'open', 'stat']);
    for (const room of ['overfull', 'diskFull'] as const) {
      const fuller = await start({ network, room: () => room });
      expect(fuller.now()).toMatchObject({ rest: room === 'overfull' ? 'cacheFull' : 'diskFull' });
      expect([...fuller.now().tiers]).toEqual(['display', 'open']);
    }
  });

  it('hours that begin at night begin at night where the reader is', async () => {
    const budget = await start();
    change({ hours: { fromMinute: 20 * 60, toMinute: 6 * 60 } });
    // 09:00 in Karachi.
    expect(budget.now()).toMatchObject({ rest: 'outsideHours', restUntil: Date.UTC(2026, 9, 1, 15) });
    await world.clock.advanceAsync(11 * 3_600_000);
    expect(budget.now().rest).toBeUndefined();
  });
});
