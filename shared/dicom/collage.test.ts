import { expect, test } from 'vitest';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { calibrationOf } from './calibration.ts';
import { isCollage } from './collage.ts';
import { splitIntoDisplaySets } from './displaySets.ts';
import { readImageDescription } from './readImageDescription.ts';
import { volumeGridOf } from './volumeGate.ts';

const placed = (index: number, imageType: readonly string[]) =>
  imageDataset({
    Modality: ['MR'],
    SOPInstanceUID: [`1.2.3.4.${index + 1}`],
    InstanceNumber: [index + 1],
    ImageType: imageType,
    FrameOfReferenceUID: ['1.2.9'],
    ImagePositionPatient: [-384, -390, 42.9 + index * 5],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [3.4, 3.4],
  });

function setOf(imageType: readonly string[]) {
  const images = [0, 1, 2, 3].map((index) => {
    const image = readImageDescription(placed(index, imageType));
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  });
  const [set] = splitIntoDisplaySets(images);
  if (!set) throw new Error('no set');
  return set;
}

const mosaic = ['DERIVED', 'PRIMARY', 'PERFUSION', 'ASL', 'RELCBF', 'ND', 'NORM', 'MOSAIC'];

test('Q8: an image of several slices side by side lies nowhere, is turned as it says, and is no volume', () => {
  const collage = setOf(mosaic);
  expect(collage.frames.every(({ image, frame }) => image.collage && frame.position === undefined)).toBe(true);
  expect([collage.order, volumeGridOf(collage)]).toEqual(['number', { ok: false, failure: { reason: 'collage' } }]);
  const [first] = collage.frames;
  expect(first?.frame.orientation).toBeDefined();
  // Within one slice a length is as true as in any other image.
  expect(first && calibrationOf(first.image, first.frame)).toMatchObject({ unit: 'mm', basis: 'patient' });
});

test('Q8: the same series as single slices keeps its places', () => {
  const slices = setOf(mosaic.slice(0, -1));
  expect(slices.frames.some(({ image, frame }) => image.collage || frame.position === undefined)).toBe(false);
  expect([slices.order, volumeGridOf(slices).ok]).toEqual(['position', true]);
});

test('a maker that counts the slices of its mosaics in an attribute of its own is believed', () => {
  const counted = (count: number, creator = 'SIEMENS MR HEADER') => ({
    ...placed(0, ['ORIGINAL', 'PRIMARY', 'M']),
    '00190010': { vr: 'LO', Value: [creator] },
    '0019100A': { vr: 'US', Value: [count] },
  });
  expect([counted(12), counted(1), counted(12, 'OTHER')].map(isCollage)).toEqual([true, false, false]);
});
