import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '#renderer/i18n/i18n.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { LineDescription } from '#shared/contract/link.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { figuresOf, needsSignIn } from './Lines.tsx';

beforeAll(() => startI18n());

const bare: LineDescription = {
  archiveId: 'one' as ArchiveId,
  name: 'Turbat',
  state: 'idle',
  connections: 0,
  outagesToday: 0,
  awayTodayMs: 0,
  bytesToday: 96_000_000,
  bytesThisMonth: 4_100_000_000,
};
const told = (line: LineDescription) => figuresOf(line, i18next.t).map(([name, value]) => `${name}: ${value}`);

test('what was not measured of a line is not told', () => {
  expect(told(bare)).toEqual(['Outages today: none', 'Carried: 96 MB today, 4.1 GB this month']);
});

test('what was measured is told with its unit', () => {
  const line: LineDescription = {
    ...bare,
    state: 'fetching',
    bytesPerSecond: 148_000,
    usualBytesPerSecond: { low: 90_000, high: 190_000 },
    roundTripMs: 341.6,
    leastRoundTripMs: 298,
    lossShare: 0.014,
    connections: 9,
    outagesToday: 3,
    awayTodayMs: 14 * 60_000,
  };
  expect(told(line)).toEqual([
    'Now: 1.2 Mbit/s',
    'Usual in the last hour: 720 kbit/s – 1.5 Mbit/s',
    'Round trip: 342 ms',
    'Lost on the way: 1.4 %',
    'Outages today: 3, 14 min in all',
    'Connections: 9',
    'Carried: 96 MB today, 4.1 GB this month',
  ]);
});

test('a button to sign in stands where signing in mends it, and nowhere else', () => {
  const failing = (code: 'ArchiveSignInNeeded' | 'ArchiveSignInRefused' | 'ArchiveTimedOut') =>
    needsSignIn({ ...bare, failure: failureOf(code) });
  expect([failing('ArchiveSignInNeeded'), failing('ArchiveSignInRefused'), failing('ArchiveTimedOut')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(needsSignIn(bare)).toBe(false);
});
