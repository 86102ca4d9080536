import { expect, test } from 'vitest';
import type { DisplayedArea } from '#shared/dicom/documents/presentationState.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { readStudyImages } from '../../../session/studyImages.ts';
import { placementOfState } from './presentationPlacement.ts';

const [item] = readStudyImages(snapshotOf([slicesOfCt('1.2.3.1', 1, { Rows: [512], Columns: [512] })])).sets[0]!.set
  .frames;
const box = { width: 800, height: 800 };
const placed = (first: number, last: number) => {
  const area = {
    references: [],
    mode: 'SCALE TO FIT',
    topLeft: { column: first, row: first },
    bottomRight: { column: last, row: last },
  } satisfies DisplayedArea;
  return placementOfState({ area, rotation: 0, flipped: false } as never, item!, box);
};

test('the displayed area fills the box', () => {
  const { zoom, offset } = placed(257, 512);
  expect([zoom, offset]).toEqual([2, { alongRow: 64, alongColumn: 64 }]);
  expect(placed(1, 512)).toMatchObject({ zoom: 1, offset: { alongRow: 0, alongColumn: 0 } });
});

test('an area of one pixel, or of more than there is, leaves the image where it can be seen', () => {
  expect(placed(10, 10).zoom).toBe(60);
  for (const far of [1e9, 1e30]) {
    const { zoom, offset } = placed(1, far);
    expect([zoom, offset]).toEqual([0.1, { alongRow: 128, alongColumn: 128 }]);
  }
});
