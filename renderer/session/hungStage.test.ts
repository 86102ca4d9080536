import { expect, test } from 'vitest';
import { type Protocol, protocolSchema } from '#shared/hanging/protocol.ts';
import { meansOf } from '#tests/fixtures/hangingMeans.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { openReadingSession } from './readingSession.ts';

const isImage = { facet: 'kind', op: 'eq', value: 'image', required: true };
const isPet = { facet: 'modality', op: 'eq', value: 'PT', required: true };

/** PET over CT; uncorrected where no corrected one is here. */
const fused: Protocol = protocolSchema.parse({
  schemaVersion: 1,
  id: 'user.fused',
  name: 'PET over CT',
  level: 'user',
  version: 1,
  enabled: true,
  tags: [],
  match: { study: [{ facet: 'modality', op: 'in', value: ['PT'], required: true, weight: 20 }] },
  priors: [],
  selectors: {
    ct: { label: 'CT', rules: [isImage, { facet: 'modality', op: 'eq', value: 'CT', required: true }] },
    pet: {
      label: 'PET, corrected',
      fallback: ['uncorrected'],
      rules: [isImage, isPet, { facet: 'ac', op: 'eq', value: true, required: true }],
    },
    uncorrected: { label: 'PET, not corrected', rules: [isImage, isPet] },
  },
  stages: [
    {
      name: 'Fused',
      screens: [
        {
          role: 'primary',
          grid: { rows: 1, cols: 1 },
          viewports: [{ id: 'fused', type: 'mpr', plane: 'AX', layers: [{ selector: 'ct' }, { selector: 'pet' }] }],
        },
      ],
    },
  ],
});

function boxOf(corrected: readonly string[]) {
  const frame = { FrameOfReferenceUID: ['1.9'] };
  const snapshot = snapshotOf(
    [
      slicesOfCt('1.2.3.1', 20, { ...frame, SeriesDescription: ['CT low dose'] }),
      slicesOfCt('1.2.3.2', 20, {
        ...frame,
        Modality: ['PT'],
        SeriesDescription: ['WB'],
        CorrectedImage: [...corrected],
      }),
    ],
    { modalities: ['CT', 'PT'] },
  );
  const session = openReadingSession(snapshot, { means: meansOf([fused]) });
  return session.state.arrangement.boxes[0];
}

test('a PET in colour that stands in for another is said to, where the CT below it is what was wanted', () => {
  expect(boxOf(['DECY', 'DTIM'])).toMatchObject({ kind: 'fusion', hung: { over: { insteadOf: 'PET, corrected' } } });
  expect(boxOf(['DECY', 'DTIM'])?.hung?.insteadOf).toBeUndefined();
});

test('one that is what was wanted is said nothing of', () => {
  expect(boxOf(['DECY', 'ATTN'])).toMatchObject({ kind: 'fusion' });
  expect(boxOf(['DECY', 'ATTN'])?.hung?.over).toEqual({});
});
