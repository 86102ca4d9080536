import { expect, test } from 'vitest';
import type { LineDescription, LinkSnapshot } from '#shared/contract/link.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { noteRate, type RateSample, samplesKept } from './rateHistory.ts';

const line = (part: Partial<LineDescription>): LineDescription => ({
  archiveId: 'one' as ArchiveId,
  name: 'One',
  state: 'fetching',
  connections: 4,
  outagesToday: 0,
  awayTodayMs: 0,
  bytesToday: 0,
  bytesThisMonth: 0,
  ...part,
});
const snapshot = (...lines: LineDescription[]): LinkSnapshot => ({
  lines,
  transfers: [],
  bytesToday: 0,
  bytesThisMonth: 0,
});

test('the chart has one column for each five seconds, and forgets the oldest', () => {
  let samples: readonly RateSample[] = [];
  for (let at = 0; at < 1_000_000; at += 1_000) samples = noteRate(samples, snapshot(line({ bytesPerSecond: at })), at);
  expect(samples).toHaveLength(samplesKept);
  expect(samples.slice(-2).map(({ at, bytesPerSecond }) => [at, bytesPerSecond])).toEqual([
    [990_000, 994_000],
    [995_000, 999_000],
  ]);
});
