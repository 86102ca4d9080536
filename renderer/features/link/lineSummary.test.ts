import { expect, test } from 'vitest';
import type { LineDescription, LinkSnapshot } from '#shared/contract/link.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { awayBeside, summariseLines } from './lineSummary.ts';

const line = (name: string, part: Partial<LineDescription>): LineDescription => ({
  archiveId: name as ArchiveId,
  name,
  state: 'idle',
  connections: 0,
  outagesToday: 0,
  awayTodayMs: 0,
  bytesToday: 0,
  bytesThisMonth: 0,
  ...part,
});
const of = (lines: LineDescription[], part: Partial<LinkSnapshot> = {}): LinkSnapshot => ({
  lines,
  transfers: [],
  bytesToday: 0,
  bytesThisMonth: 0,
  ...part,
});
const quetta = line('Quetta', { state: 'fetching', bytesPerSecond: 100_000, roundTripMs: 342 });
const gilgit = line('Gilgit', { state: 'fetching', bytesPerSecond: 20_000, roundTripMs: 715 });
const turbat = line('Turbat', { state: 'away' });

test('N11: the sign in the frame never says that all is well while a line is away or rests', () => {
  expect([
    summariseLines(of([quetta, gilgit])),
    summariseLines(of([turbat])),
    summariseLines(of([turbat, line('Gilgit', {})])),
    summariseLines(of([line('Gilgit', { roundTripMs: 80 })], { rest: 'outsideHours' })),
    summariseLines(of([line('Gilgit', { roundTripMs: 80 })])),
  ]).toEqual([
    { kind: 'fetching', bytesPerSecond: 120_000, roundTripMs: 342 },
    { kind: 'away', count: 1, name: 'Turbat', isAll: true },
    { kind: 'away', count: 1, name: 'Turbat', isAll: false },
    { kind: 'rests', rest: 'outsideHours' },
    { kind: 'idle', roundTripMs: 80 },
  ]);
  expect([awayBeside(of([quetta, turbat])), awayBeside(of([turbat])), awayBeside(of([quetta]))]).toEqual([1, 0, 0]);
});
