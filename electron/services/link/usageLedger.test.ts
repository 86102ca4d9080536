import { expect, it } from 'vitest';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { type DayUsage, daysToKeep, UsageLedger } from './usageLedger.ts';

const day = 86_400_000;
const one = 'one' as ArchiveId;
const november = Date.UTC(2026, 10, 22);
const month = (ledger: UsageLedger) => ledger.sum().bytesThisMonth;

const two = 'two' as ArchiveId;
/** Something was booked on each of so many days, up to one. */
const daysUpTo = (last: string, count: number): DayUsage[] =>
  Array.from({ length: count }, (_, back) => ({
    archiveId: one,
    day: new Date(Date.parse(last) - back * day).toISOString().slice(0, 10),
    bytes: 1,
    outages: 0,
    awayMs: 0,
  }));

it.each([
  ['back to 2000', Date.UTC(2000, 0, 1)],
  ['forward to January', Date.UTC(2027, 0, 15)],
  ['forward by years', Date.UTC(2031, 0, 15)],
])('O10: a clock that is set %s and put right takes nothing from the count of the month', (_how, wrong) => {
  const clock = createTestClock(november);
  const ledger = new UsageLedger(clock, []);
  ledger.add(one, { bytes: 10 });
  clock.jumpTo(wrong);
  ledger.add(one, { bytes: 8 });
  clock.jumpTo(november + day);
  expect(month(ledger)).toBe(18);
  expect(ledger.month().name).toBe('2026-11');
});

it('O10: a clock that is set back books nothing in a month that is past, and the cap goes on', () => {
  const clock = createTestClock(november);
  const ledger = new UsageLedger(clock, daysUpTo('2026-11-22', 60));
  ledger.noteArchiveTime(one, clock.now());
  clock.jumpTo(november - 50 * day);
  ledger.add(one, { bytes: 8 });
  expect(ledger.month().name).toBe('2026-11');
  expect(month(ledger)).toBe(30);
  // The archive knows better; the end of its month, midnight in Karachi, is said as this clock will say it.
  clock.advance(day);
  ledger.noteArchiveTime(one, november + day);
  ledger.add(one, { bytes: 8 });
  expect(ledger.takeChanged().at(-1)?.day).toBe('2026-11-23');
  expect(ledger.month().endsAt).toBe(Date.UTC(2026, 10, 30, 19) - 50 * day);
});

it('O10: after days asleep it is another day, and another month, before any archive says so', () => {
  const clock = createTestClock(november);
  const ledger = new UsageLedger(clock, []);
  ledger.add(one, { bytes: 10 });
  ledger.noteArchiveTime(one, clock.now() + 3_000);
  // The monotonic clock rests while the computer sleeps.
  clock.jumpTo(november + 14 * day);
  expect(month(ledger)).toBe(0);
  expect(ledger.month()).toEqual({ name: '2026-12', endsAt: Date.UTC(2026, 11, 31, 19) });
});

it.each([
  ['on a fresh profile', []],
  ['on one used for a year', daysUpTo('2026-11-21', 365)],
  ['after weeks in which nobody read', daysUpTo('2026-11-01', 30)],
])(
  'O10: an archive whose clock is months behind, or years ahead, does not overrule a right one, %s',
  (_when, known) => {
    for (const wrong of [Date.UTC(2019, 5, 1), Date.UTC(2026, 6, 1), Date.UTC(2033, 0, 1)]) {
      const clock = createTestClock(november);
      const ledger = new UsageLedger(
        clock,
        known.map((usage) => ({ ...usage })),
      );
      ledger.add(one, { bytes: 10 });
      ledger.noteArchiveTime(one, wrong);
      ledger.add(one, { bytes: 10 });
      expect(ledger.month().name).toBe('2026-11');
      expect(ledger.sum().bytesToday).toBe(20);
    }
  },
);

it('O10: nobody read for months: an archive that agrees with the clock is not outvoted by one that does not', () => {
  const clock = createTestClock(november);
  const ledger = new UsageLedger(clock, daysUpTo('2026-06-01', 30));
  ledger.noteArchiveTime(one, Date.UTC(2026, 5, 3));
  ledger.noteArchiveTime(two, november);
  ledger.add(one, { bytes: 10 });
  expect(ledger.month().name).toBe('2026-11');
});

it('O10: months go by without an archive: night for night a clock is believed', () => {
  const clock = createTestClock(november);
  const ledger = new UsageLedger(clock, []);
  ledger.add(one, { bytes: 10 });
  for (let night = 0; night < 14; night += 1) {
    // The monotonic clock rests while the computer sleeps.
    clock.jumpTo(clock.now() + day / 2);
    clock.advance(day / 2);
    month(ledger);
  }
  expect(month(ledger)).toBe(0);
});

it('O10: what a clock that was wrong from the start booked on days to come counts today, once an archive says so', () => {
  const clock = createTestClock(Date.UTC(2030, 5, 1));
  const ledger = new UsageLedger(clock, [
    { archiveId: one, day: '2026-11-20', bytes: 10, outages: 0, awayMs: 0 },
    { archiveId: one, day: '2030-05-30', bytes: 5, outages: 1, awayMs: 7 },
  ]);
  clock.jumpTo(november);
  ledger.noteArchiveTime(one, november);
  expect(ledger.sum()).toEqual({ bytesToday: 5, bytesThisMonth: 15, outagesToday: 1, awayTodayMs: 7 });
  expect(ledger.takeChanged().map(({ day: on, bytes }) => `${on} ${bytes}`)).toEqual(['2030-05-30 0', '2026-11-22 5']);
});

it('O10: a clock before which the archives stand is not believed, nor an archive that stands before what was booked', () => {
  const known: DayUsage[] = [{ archiveId: one, day: '2026-11-20', bytes: 10, outages: 0, awayMs: 0 }];
  const clock = createTestClock(Date.UTC(2030, 5, 1));
  const ledger = new UsageLedger(clock, known);
  ledger.add(one, { bytes: 5 });
  ledger.noteArchiveTime(one, november);
  expect(month(ledger)).toBe(15);
  const right = createTestClock(Date.UTC(2026, 11, 5));
  const other = new UsageLedger(right, known);
  other.noteArchiveTime(one, Date.UTC(2019, 0, 1));
  expect(month(other)).toBe(0);
});

it('keeps thirteen months, counted by what was booked and not by the clock', () => {
  const days = Array.from({ length: 30 }, (_, index) => {
    const at = new Date(Date.UTC(2024, index, 3)).toISOString().slice(0, 10);
    return { archiveId: one, day: at, bytes: 1, outages: 0, awayMs: 0 };
  });
  expect(daysToKeep(days).map((usage) => usage.day)).toEqual(days.slice(-13).map((usage) => usage.day));
});
