import { expect, test } from 'vitest';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { createMeasureWatch } from './lineMeasures.ts';

test('a line is "being measured" for a minute and no longer, unless it begins again', () => {
  const judge = createMeasureWatch();
  const line = { archiveId: 'one' as ArchiveId, state: 'fetching' as const };
  const said = [0, 30_000, 60_000, 90_000].map((at) => judge(line, at));
  const afterRest = [judge({ ...line, state: 'idle' }, 100_000), judge(line, 110_000)];
  const known = judge({ ...line, usualBytesPerSecond: { low: 50_000, high: 60_000 } }, 120_000);
  expect([...said, ...afterRest, known, judge(undefined, 0)]).toEqual([
    'measuring',
    'measuring',
    'unmeasured',
    'unmeasured',
    'unmeasured',
    'measuring',
    'measured',
    'unmeasured',
  ]);
});
