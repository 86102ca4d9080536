import { expect, it } from 'vitest';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { type DayUsage, daysToKeep, UsageLedger } from './usageLedger.ts';

const day = 86_400_000;
const one = 'one' as ArchiveId;
const november = Date.UTC(2026, 10, 22);
const month = (ledger: UsageLedger) => ledger.sum().bytesThisMonth;

it.each([
  ['back to 2000', Date.UTC(2000, 0, 1)],
  ['forward to January', Date.UTC(2027, 0, 15)],
])('O10: a clock that is set %s takes nothing from the count of the month', (_how, wrong) => {
  const clock = createTestClock(november);
  const ledger = new UsageLedger(clock, []);
  ledger.add(one, { bytes: 10 });
  clock.jumpTo(wrong);
  expect(month(ledger)).toBe(10);
  ledger.add(one, { bytes: 8 });
  clock.jumpTo(november + day);
  expect(month(ledger)).toBe(18);
});

it("O10: after a long sleep, or a clock that was put right, the archive's own time makes it another month", () => {
  const clock = createTestClock(november);
  const ledger = new UsageLedger(clock, []);
  ledger.add(one, { bytes: 10 });
  clock.jumpTo(november + 14 * day);
  expect(month(ledger)).toBe(10);
  ledger.noteArchiveTime(clock.now() + 3_000);
  expect(month(ledger)).toBe(0);
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
  ledger.noteArchiveTime(november);
  expect(ledger.sum()).toEqual({ bytesToday: 5, bytesThisMonth: 15, outagesToday: 1, awayTodayMs: 7 });
  expect(ledger.takeChanged().map(({ day: on, bytes }) => `${on} ${bytes}`)).toEqual(['2030-05-30 0', '2026-11-22 5']);
});

it('O10: a clock before which the archives stand is not believed, nor an archive that stands before what was booked', () => {
  const known: DayUsage[] = [{ archiveId: one, day: '2026-11-20', bytes: 10, outages: 0, awayMs: 0 }];
  const clock = createTestClock(Date.UTC(2030, 5, 1));
  const ledger = new UsageLedger(clock, known);
  ledger.noteArchiveTime(november);
  expect(month(ledger)).toBe(10);
  const right = createTestClock(Date.UTC(2026, 11, 5));
  const other = new UsageLedger(right, known);
  other.noteArchiveTime(Date.UTC(2019, 0, 1));
  expect(month(other)).toBe(0);
});

it('keeps thirteen months, counted by what was booked and not by the clock', () => {
  const days = Array.from({ length: 30 }, (_, index) => {
    const at = new Date(Date.UTC(2024, index, 3)).toISOString().slice(0, 10);
    return { archiveId: one, day: at, bytes: 1, outages: 0, awayMs: 0 };
  });
  expect(daysToKeep(days).map((usage) => usage.day)).toEqual(days.slice(-13).map((usage) => usage.day));
});
