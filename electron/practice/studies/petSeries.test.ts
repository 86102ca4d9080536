import { expect, test } from 'vitest';
import { type DicomDataset, numberOf } from '#shared/dicom/dicomJson.ts';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { suvOfSet } from '#shared/dicom/uptake.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { voxelOfWorld } from '#shared/dicom/volumeGrid.ts';
import { hotLesions } from '../phantoms/chestUptake.ts';
import { petCt } from './petCt.ts';

// At half past midnight in Karachi: the injection was on the day before.
const study = petCt({ nowMs: Date.UTC(2026, 2, 11, 20, 10), offsetMinutes: 300 });
const drawing = study.drawings[1]!;
const draw = drawing.prepare();
const instances = Array.from({ length: drawing.count }, (_, index) => {
  const [drawn] = draw(index);
  const attributes: DicomDataset = { ...study.attributes, ...drawing.series[0]!.attributes, ...drawn!.attributes };
  return { attributes, frame: drawn!.frames[0]! };
});
const images = instances.map(({ attributes }) => {
  const image = readImageDescription(attributes);
  if (!image.ok) throw new Error(image.failure);
  return image.value;
});
const [set] = splitIntoDisplaySets(images);

test('E3: the practice PET is a volume whose lesions have the SUV they are documented with', () => {
  const grid = volumeGridOf(set!);
  const suv = suvOfSet(set!);
  if (!grid.ok || !suv.ok) throw new Error('no volume or no SUV');
  for (const { centre, suv: documented } of Object.values(hotLesions)) {
    const [i, j, k] = voxelOfWorld(grid.value, centre);
    expect([i, j, k].map((part) => Math.abs(part - Math.round(part)) < 1e-6)).toEqual([true, true, true]);
    const item = grid.value.slots[Math.round(k)]!;
    const { frame, attributes } = instances[images.indexOf(item.image)]!;
    const stored = new Int16Array(frame.bytes.buffer)[Math.round(j) * 128 + Math.round(i)]!;
    const value = stored * (numberOf(attributes, 'RescaleSlope') ?? Number.NaN);
    expect(value * suv.value.perUnit).toBeCloseTo(documented, 3);
  }
});

test('its slices have slopes of their own and lie in three positions of the table', () => {
  const slopes = new Set(images.map(({ frames }) => frames[0]?.rescale?.slope));
  expect(slopes.size).toBeGreaterThan(30);
  expect(new Set(images.map(({ pet }) => pet?.acquiredAt?.localMs)).size).toBe(3);
});
