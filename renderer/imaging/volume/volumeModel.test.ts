import { cache, type Types } from '@cornerstonejs/core';
import { afterEach, describe, expect, test } from 'vitest';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { FrameLedger } from '../frames/ledger.ts';
import { VolumeModel } from './volumeModel.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const side = 4;

/** Image ids of a place. */
const placeOf = (imageId: string) => Number(/\.(\d+)\/1$/.exec(imageId)?.[1]) - 1;

/**
 * A small CT, one slice every 2 mm, in which the frames of `absent` places do not come until they are taken away. `here`:
 * those that are on the disk; the others are waited for, and never come.
 */
function modelOf(
  places: readonly number[],
  absent = new Set<number>(),
  slopes: readonly number[] = [],
  here?: Set<number>,
) {
  const images = places.map((place, index) => {
    const image = readImageDescription(
      imageDataset({
        Modality: ['CT'],
        SOPInstanceUID: [`1.2.3.4.${place + 1}`],
        InstanceNumber: [place + 1],
        Rows: [side],
        Columns: [side],
        ImagePositionPatient: [-10, 5, place * 2],
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        PixelSpacing: [0.5, 0.25],
        WindowCenter: [40],
        WindowWidth: [400],
        RescaleSlope: [slopes[index] ?? 1],
        RescaleIntercept: [0],
      }),
    );
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  });
  const set = splitIntoDisplaySets(images)[0]!;
  const grid = volumeGridOf(set);
  if (!grid.ok) throw new Error(grid.failure.reason);
  const ledger = new FrameLedger();
  const asked: number[] = [];
  const urgencies = new Set<string>();
  const load = (imageId: string, urgency: string) => {
    urgencies.add(urgency);
    const place = placeOf(imageId);
    asked.push(place);
    if (here?.has(place) === false) return new Promise<never>(() => undefined);
    if (absent.has(place)) {
      const failure = failureOf(place === 0 ? 'FrameDamaged' : 'ArchiveUnreachable');
      ledger.recordFailed(imageId, failure);
      return Promise.resolve(fail(failure));
    }
    const values = new Float32Array(side * side).fill(place + 0.5);
    return Promise.resolve(succeed({ imageId, getPixelData: () => values } as unknown as Types.IImage));
  };
  const isOnDisk = (imageId: string) => here?.has(placeOf(imageId)) ?? true;
  return { model: new VolumeModel(set, grid.value, { load }, ledger, isOnDisk), asked, urgencies };
}

test('O3: a volume asks for one slice of eleven first, and for nothing as if somebody looked at it', async () => {
  const { model, asked, urgencies } = modelOf(range(40));
  await model.load();
  expect(asked.slice(0, 4)).toEqual([20, 9, 31, 19]);
  expect(new Set(asked).size).toBe(40);
  expect(urgencies).toEqual(new Set(['background']));
  model.close();
});

const voxelsOf = (model: VolumeModel) =>
  cache.getVolume(model.volumeId)?.voxelManager?.getCompleteScalarDataArray?.() as Int16Array | Float32Array;

afterEach(() => void cache.purgeCache());

describe('SF10: the number type of a volume', () => {
  test('is that of the whole series: fractions in a later slice are kept', async () => {
    const { model } = modelOf(range(4), new Set(), [1, 0.37, 0.37, 0.37]);
    await model.load();
    const voxels = voxelsOf(model);
    expect([voxels.constructor.name, voxels[0], voxels.at(-1)]).toEqual(['Float32Array', 0.5, 3.5]);
  });

  test('is short where all values are whole', () => {
    expect(voxelsOf(modelOf(range(4)).model).constructor.name).toBe('Int16Array');
  });
});

test('slices are asked from the crosshair outwards, each once, though three planes ask', async () => {
  const { model, asked } = modelOf(range(9));
  await Promise.all([model.load(), model.load(), model.load()]);
  expect(asked[0]).toBe(4);
  expect([...asked].sort((a, b) => a - b)).toEqual(range(9));
  expect(model.absentSlots()).toEqual([]);
});

test('O3: what is on the disk is drawn at once, from where the reader looks, though most has yet to come', async () => {
  const here = new Set([30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
  const { model, asked } = modelOf(range(40), new Set(), [], here);
  // The planes move to the image that the stack was left at as soon as there is a volume.
  void model.load();
  model.showImage(0);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(model.absentSlots()).toEqual(range(30));
  // Two wait for what has yet to come; what comes later is taken up by the others.
  expect(asked.filter((place) => !here.has(place))).toHaveLength(2);
  here.add(5);
  model.noteCame();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(model.isFilled(5)).toBe(true);
  model.close();
});

test('slices follow the reader: where the planes are moved while it fills comes next', async () => {
  const { model, asked } = modelOf(range(40));
  const whole = model.load();
  // Images are numbered as the stack scrolls, against the slots: the last image is the first place.
  model.showImage(39);
  await whole;
  expect(asked.slice(0, 5)).toEqual([20, 9, 31, 19, 0]);
  model.close();
});

test('SF2: what did not come is absent, and is asked again unless it came and was no image', async () => {
  const absent = new Set([0, 3]);
  const { model, asked } = modelOf(range(6), absent);
  await model.load();
  expect([model.absentSlots(), model.isFilled(3)]).toEqual([[0, 3], false]);
  absent.clear();
  asked.length = 0;
  await model.load();
  expect([asked, model.absentSlots()]).toEqual([[3], [0]]);
});

test('planes begin at the image that the stack was left at, and leave it where they were', () => {
  const { model } = modelOf([0, 1, 2, 4, 5]);
  const [i, j] = model.voxelOfWorld(model.crosshair());
  const last = model.set.frames.findIndex(
    ({ frame, image }) => frame === model.grid.slots[5]?.frame && image === model.grid.slots[5].image,
  );
  model.showImage(last);
  expect(model.voxelOfWorld(model.crosshair())).toEqual([i, j, 5]);
  expect(model.imageAtCrosshair()).toBe(model.set.frames[last]);
  model.showImage(99);
  expect(model.imageAtCrosshair()).toBe(model.set.frames[last]);
});

test('SF8: voxels and points of the patient are each other’s inverse, and the crosshair stays inside', () => {
  const { model } = modelOf([0, 1, 2, 4, 5]);
  expect(model.worldOfVoxel(2, 3, 4)).toEqual([-9.5, 6.5, 8]);
  expect(model.voxelOfWorld([-9.5, 6.5, 8])).toEqual([2, 3, 4]);
  expect(model.grid.slots.map((slot) => slot !== undefined)).toEqual([true, true, true, false, true, true]);
  model.setCrosshair([900, -900, 900]);
  expect(model.voxelOfWorld(model.crosshair())).toEqual([3, 0, 5]);
});
