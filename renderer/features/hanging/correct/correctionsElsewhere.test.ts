import { expect, test } from 'vitest';
import type { FacetCorrection } from '#shared/contract/hanging.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { correctionsElsewhere } from './correctionsElsewhere.ts';

const snapshot = snapshotOf([
  slicesOfCt('1.2.3.1', 2, { SeriesNumber: [2], SeriesDescription: ['Chest soft'] }),
  slicesOfCt('1.2.3.2', 2, { SeriesNumber: [3], SeriesDescription: ['Chest lung'] }),
]);
const said = (id: string, of: FacetCorrection['of'], archiveId = 'pacs'): FacetCorrection => ({
  ...{ id, archiveId, of, values: { kernel: 'bone' } },
  ...{ saidBy: 'Dr. Khan', saidAt: 0 },
});
const ofLung = said('1', { kind: 'series', seriesInstanceUID: '1.2.3.2' });
const ofSoft = said('2', { kind: 'scanner', station: '', protocol: '', description: 'Chest soft' });

test('what was put right of another series of the study is offered beside the one that hangs, by its name', () => {
  const others = [
    said('3', { kind: 'series', seriesInstanceUID: '9.9' }),
    said('4', { kind: 'series', seriesInstanceUID: '1.2.3.2' }, 'clinic'),
  ];
  expect(correctionsElsewhere([ofLung, ofSoft, ...others], [snapshot], [ofSoft])).toEqual([
    { correction: ofLung, name: '3 · Chest lung' },
  ]);
  expect(correctionsElsewhere([ofLung, ofSoft], [snapshot], []).map(({ name }) => name)).toEqual([
    '2 · Chest soft',
    '3 · Chest lung',
  ]);
});
