import { expect, test } from 'vitest';
import { datasetOf, imageDataset } from '#tests/fixtures/imageDataset.ts';
import { splitIntoDisplaySets } from './displaySets.ts';
import { readImageDescription } from './readImageDescription.ts';
import { suvOfSet, unitOfItem, unitOfSet, uptakeOfWindow, windowOfUptake } from './uptake.ts';

/** 50 kg and 200 MBq, corrected to the injection: 4,000 Bq/g, so that 4,000 Bq/ml are an SUV of 1. */
function setOf(more: Parameters<typeof imageDataset>[0]) {
  const image = readImageDescription(
    imageDataset({
      Modality: ['PT'],
      Units: ['BQML'],
      CorrectedImage: ['ATTN', 'DECY'],
      DecayCorrection: ['ADMIN'],
      PatientWeight: [50],
      RadiopharmaceuticalInformationSequence: [datasetOf({ RadionuclideTotalDose: [200_000_000] })],
      ...more,
    }),
  );
  if (!image.ok) throw new Error(image.failure);
  return splitIntoDisplaySets([image.value])[0]!;
}

test('E3: windows of PET are chosen and told in SUV, and drawn in what the images hold', () => {
  const set = setOf({});
  expect(windowOfUptake(set, 0, 7)).toEqual({ center: 14_000, width: 28_000 });
  expect(uptakeOfWindow(set, { center: 14_000, width: 28_000 })).toEqual({ low: 0, high: 7 });
  expect(suvOfSet(set)).toBe(suvOfSet(set));
});

test('E3: without SUV there is no window in it, and the reason is kept', () => {
  const set = setOf({ PatientWeight: [] });
  expect([windowOfUptake(set, 0, 7), uptakeOfWindow(set, { center: 1, width: 1 })]).toEqual([undefined, undefined]);
  expect(suvOfSet(set)).toEqual({ ok: false, failure: 'noWeight' });
  expect(suvOfSet(setOf({ Modality: ['CT'] }))).toEqual({ ok: false, failure: 'notPet' });
});

test('E3, LN5: the values of a set and of each of its images have one unit, by one reckoning', () => {
  const set = setOf({});
  expect(unitOfSet(set)).toEqual({ unit: 'SUVbw', perModalityUnit: 1 / 4_000 });
  expect(unitOfItem(set, set.frames[0]!)).toEqual(unitOfSet(set));
  expect(unitOfSet(setOf({ PatientWeight: [] }))).toEqual({ unit: 'Bq/ml', perModalityUnit: 1 });
});
