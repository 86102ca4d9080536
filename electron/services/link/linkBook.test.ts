import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecords, type Records } from '#electron/services/records/index.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createLinkBook } from './createLinkBook.ts';
import type { LinkBook } from './index.ts';

const one = 'one' as ArchiveId;
const two = 'two' as ArchiveId;
const keys = { records: new Uint8Array(32), secrets: new Uint8Array(32) };
let world: TestWorld;
let records: Records;
let book: LinkBook;

async function open(): Promise<LinkBook> {
  const opened = await openRecords(world, world.directory, keys);
  if (!opened.ok) throw new Error(opened.failure.code);
  records = opened.value;
  return createLinkBook({ clock: world.clock, database: records.database });
}

beforeEach(async () => {
  world = await createTestWorld();
  book = await open();
});
afterEach(async () => {
  book.stop();
  records.close();
  await world.remove();
});

/** So many bytes in each second, evenly. */
function flow(seconds: number, bytesPerSecond: number, archive = one): void {
  const meter = book.meterOf(archive);
  for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
    world.clock.advance(100);
    meter.received(bytesPerSecond / 10);
  }
}

describe('LinkBook', () => {
  it('O11: measures goodput only while something is wanted, and an outage counts as zeros', () => {
    book.noteWanting(one, true);
    flow(20, 500_000);
    book.noteWanting(one, false);
    world.clock.advance(300_000);
    book.noteWanting(one, true);
    flow(10, 100_000);
    world.clock.advance(20_000);
    const { estimate, bytesPerSecond } = book.measure(one);
    expect(estimate.goodputs.map((bytes) => Math.round(bytes / 100_000))).toEqual([50, 50, 10, 0, 0]);
    expect(bytesPerSecond).toBe(0);
  });

  it('O10: counts every byte by local day and month, over all lines, and knows them after a restart', async () => {
    // 21:00 in Karachi on the last day of September.
    world.clock.jumpTo(Date.UTC(2026, 8, 30, 16, 0));
    flow(10, 1_000_000);
    world.clock.jumpTo(Date.UTC(2026, 8, 30, 19, 30));
    flow(10, 300_000);
    book.meterOf(two).sent(250_000);
    const expected = { bytesToday: 3_000_000, bytesThisMonth: 3_000_000 };
    expect(book.measure(one)).toMatchObject(expected);
    expect(book.usage()).toEqual({ today: 3_250_000, thisMonth: 3_250_000 });
    book.stop();
    records.close();
    book = await open();
    expect(book.measure(one)).toMatchObject(expected);
    world.clock.jumpTo(Date.UTC(2026, 9, 3, 8, 0));
    expect(book.usage()).toEqual({ today: 0, thisMonth: 3_250_000 });
    world.clock.jumpTo(Date.UTC(2026, 8, 30, 17, 0));
    expect(book.measure(one)).toMatchObject(expected);
  });

  it('O11: what the line was like is known after a restart, and forgotten after a day', async () => {
    book.noteWanting(one, true);
    book.meterOf(one).answered(300);
    flow(30, 200_000);
    book.stop();
    records.close();
    book = await open();
    expect(book.measure(one)).toMatchObject({ leastRoundTripMs: 300, estimate: { goodputs: { length: 3 } } });
    expect(book.measure(one).bytesPerSecond).toBeUndefined();
    book.stop();
    records.close();
    world.clock.jumpTo(world.clock.now() + 2 * 86_400_000);
    book = await open();
    expect(book.measure(one).estimate.goodputs).toEqual([]);
  });

  it('O11: what is measured of one line, or of its round trips, makes no older measurement younger', async () => {
    for (const archive of [one, two]) {
      book.noteWanting(archive, true);
      book.meterOf(archive).answered(300);
      flow(30, 200_000, archive);
      book.noteWanting(archive, false);
    }
    for (let hour = 0; hour < 30; hour += 1) {
      world.clock.advance(3_600_000);
      // One is asked for its list and nothing else; of the other nobody asks anything.
      expect(book.measure(two).estimate.goodputs.length).toBeGreaterThan(0);
      book.meterOf(one).answered(250);
      book.meterOf(one).received(10_000);
    }
    book.stop();
    records.close();
    book = await open();
    expect(book.measure(one)).toMatchObject({ leastRoundTripMs: 250, estimate: { goodputs: [] } });
    expect(book.measure(two)).toMatchObject({ leastRoundTripMs: undefined, estimate: { goodputs: [] } });
  });

  it('writes no more than every half minute', () => {
    const writes = () =>
      (records.database.prepare('SELECT coalesce(sum(bytes), 0) AS bytes FROM link_day').get() as { bytes: number })
        .bytes;
    flow(20, 10_000);
    expect(writes()).toBe(0);
    flow(11, 10_000);
    expect(writes()).toBeGreaterThanOrEqual(290_000);
    book.stop();
    expect(writes()).toBe(310_000);
  });

  it('R4: counts outages by the clock that never jumps, whatever wall time does meanwhile', () => {
    book.noteAway(one, failureOf('ArchiveUnreachable'));
    book.noteAway(one, failureOf('ArchiveTimedOut'));
    for (let step = 0; step < 9; step += 1) world.clock.advance(10_000);
    world.clock.jumpTo(world.clock.now() - 3_600_000);
    world.clock.advance(5_000);
    book.noteAway(one, undefined);
    world.clock.advance(100_000);
    expect(book.measure(one)).toMatchObject({ outagesToday: 1, awayTodayMs: 95_000 });
    book.noteAway(one, failureOf('ArchiveUnreachable'));
    world.clock.advance(30_000);
    expect(book.measure(one)).toMatchObject({ outagesToday: 2, awayTodayMs: 125_000 });
  });

  it('tells the round trip now from the least, and forgets both where the network has changed', () => {
    const meter = book.meterOf(one);
    for (const afterMs of [310, 300, 305, 480, 500, 520]) {
      world.clock.advance(1_000);
      meter.answered(afterMs);
    }
    expect(book.measure(one)).toMatchObject({ roundTripMs: 395, leastRoundTripMs: 300 });
    book.noteNetworkChanged();
    expect(book.measure(one)).toMatchObject({ roundTripMs: undefined, leastRoundTripMs: undefined });
  });

  it('N3: estimates loss from what each of several connections carries, and only where more have shown to carry more', () => {
    const meter = book.meterOf(one);
    book.noteWanting(one, true);
    // Ten connections at 2 % and 300 ms carry 41 kB/s each while they send, and wait a round trip between answers.
    const bytesPerSecond = (10 * 180_000) / (180_000 / 41_600 + 0.3);
    book.noteConnections(one, 10, false);
    for (let answer = 0; answer < 40; answer += 1) {
      meter.answered(300);
      flow(Math.round((180_000 / bytesPerSecond) * 10) / 10, Math.round(bytesPerSecond / 10) * 10);
    }
    expect(book.measure(one).lossShare).toBeUndefined();
    book.noteConnections(one, 10, true);
    expect(book.measure(one).lossShare).toBeGreaterThan(0.014);
    expect(book.measure(one).lossShare).toBeLessThan(0.03);
  });

  it('N6: waits as long as the line is slow, and longer for an archive that is', () => {
    expect(book.patienceOf(one)).toMatchObject({ headMs: 20_000, stallMs: 20_000 });
    const meter = book.meterOf(one);
    for (let count = 0; count < 20; count += 1) meter.answered(300);
    expect(book.patienceOf(one)).toMatchObject({ headMs: 15_000, stallMs: 10_000 });
    meter.answered(4_300);
    expect(book.patienceOf(one).headMs).toBeGreaterThan(20_000);
    meter.broke('timedOut', 'reading');
    expect(book.patienceOf(one).headMs).toBeLessThan(40_000);
    meter.broke('timedOut', 'waiting');
    expect(book.patienceOf(one).headMs).toBeGreaterThan(40_000);
    book.noteWanting(two, true);
    const slow = book.meterOf(two);
    for (let answer = 0; answer < 4; answer += 1) {
      slow.answered(1_500);
      flow(4, 20_000, two);
    }
    // 20 kB/s, 80 KB an answer: four times four seconds.
    expect(book.patienceOf(two).stallMs).toBeGreaterThan(13_000);
  });

  it('O10, N10: what a probe brings is counted, and is no sign of what is on its way', () => {
    const meter = book.meterOf(one);
    meter.received(1_000);
    meter.probed?.(500);
    expect(book.observe(one).receivedBytes).toBe(1_000);
    expect(book.usage().today).toBe(1_500);
  });
});
