import { expect, test } from 'vitest';
import type { HangCount } from '#shared/contract/hanging.ts';
import { countRows, countWhole } from './countRows.ts';

const count = (more: Partial<HangCount>): HangCount => ({
  protocolId: 'builtin.ct-chest',
  modality: 'CT',
  bodyPart: 'CHEST',
  hangs: 10,
  untouched: 9,
  changes: {},
  medianDecidedMs: 2,
  ...more,
});
const counts = [
  count({ hangs: 4, untouched: 1, changes: { series: 2, boxes: 1 }, protocolId: 'builtin.ct-head', bodyPart: 'HEAD' }),
  count({ changes: { boxes: 3, series: 3, stage: 0 } }),
  count({ hangs: 4, untouched: 4, protocolId: 'builtin.ct-abdomen', bodyPart: 'ABDOMEN' }),
];

test('each protocol by the number of its hangs, with the share untouched and the change that was made most', () => {
  expect(countRows(counts).map(({ protocolId, untouched, often }) => [protocolId, untouched, often])).toEqual([
    ['builtin.ct-chest', 0.9, { change: 'boxes', times: 3 }],
    ['builtin.ct-abdomen', 1, undefined],
    ['builtin.ct-head', 0.25, { change: 'series', times: 2 }],
  ]);
  expect(countRows(counts.toReversed())).toEqual(countRows(counts));
});

test('all together: untouched by hangs, not by protocols', () => {
  expect(countWhole(counts)).toEqual({ hangs: 18, untouched: 14 / 18, often: { change: 'series', times: 5 } });
  expect(countWhole([])).toBeUndefined();
  expect(countRows([count({ hangs: 0, untouched: 0 })])[0]?.untouched).toBe(0);
});
