import { expect, test } from 'vitest';
import type { ArchiveId } from '../dicom/frameKey.ts';
import { rateOfLines } from './lineRate.ts';
import type { LineDescription } from './link.ts';

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

test('the rate is that of the lines that fetch; an idle line has none, and none is guessed', () => {
  const idle = line({ state: 'idle', bytesPerSecond: 7 });
  expect(rateOfLines([line({ bytesPerSecond: 100_000 }), line({ bytesPerSecond: 20_000 }), idle])).toBe(120_000);
  expect(rateOfLines([idle, line({})])).toBeUndefined();
});
