import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { type DicomDataset, itemsOf, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { suvOfSeries } from '#shared/dicom/suv.ts';
import { sharedData } from '../fixtures/sharedData.ts';

const data = sharedData();
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());

async function instancesOf(folder: string): Promise<readonly DicomDataset[]> {
  const found: DicomDataset[] = [];
  for (const name of readdirSync(folder)) {
    const parsed = await parser.readFile(readFileSync(join(folder, name)));
    if (parsed.ok) found.push(parsed.value.attributes);
  }
  return found;
}

/** Seconds since midnight of "HHMMSS.FFFFFF". */
function secondsOf(text = ''): number {
  return Number(text.slice(0, 2)) * 3600 + Number(text.slice(2, 4)) * 60 + Number(text.slice(4));
}

/**
 * The factor by another way, from one slice alone: its correction for decay is taken back, and what was left of the dose
 * is averaged over the very minutes in which the slice was measured. SeriesTime plays no part.
 */
function factorFromOneSlice(dataset: DicomDataset): number {
  const [given] = itemsOf(dataset, 'RadiopharmaceuticalInformationSequence');
  if (!given) return Number.NaN;
  const value = (from: DicomDataset, keyword: Parameters<typeof numberOf>[1]) => numberOf(from, keyword) ?? Number.NaN;
  const rate = Math.LN2 / value(given, 'RadionuclideHalfLife');
  const lasted = value(dataset, 'ActualFrameDuration') / 1000;
  const waited =
    secondsOf(textOf(dataset, 'AcquisitionTime')) - secondsOf(textOf(given, 'RadiopharmaceuticalStartTime'));
  const meanShare = (Math.exp(-rate * waited) - Math.exp(-rate * (waited + lasted))) / (rate * lasted);
  const meanDose = value(given, 'RadionuclideTotalDose') * meanShare;
  return (value(dataset, 'PatientWeight') * 1000) / (meanDose * value(dataset, 'DecayFactor'));
}

test.skipIf(!data)('E3: the factor of a whole-body PET equals what each of its slices tells of itself', async () => {
  const instances = await instancesOf(join(data as string, 'pet-wb'));
  const pets = instances.map((dataset) => {
    const image = readImageDescription(dataset);
    return image.ok ? image.value.pet : undefined;
  });
  const suv = suvOfSeries(pets);
  if (!suv.ok) throw new Error(suv.failure);
  // 66.2 kg, 381.47 MBq, 5,024.678 s of a half-life of 6,586.2 s: 66,200 / (381,470,000 · 2^-0.762910).
  expect(suv.value.perUnit).toBeCloseTo(2.94484e-4, 8);
  const apart = instances.map((dataset) => Math.abs(factorFromOneSlice(dataset) / suv.value.perUnit - 1));
  expect(apart).toHaveLength(299);
  expect(Math.max(...apart)).toBeLessThan(1e-4);
});
