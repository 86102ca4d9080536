import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { decodeFrame } from '#electron/base/codecs/decodeFrame.ts';
import { systemClock } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { sampleLinear } from '#renderer/imaging/fusion/overlaidVolume.ts';
import { registerRigid } from '#renderer/imaging/registration/registration.ts';
import {
  middleOfVolume,
  type RegistrationVolume,
  registrationVolumeOf,
} from '#renderer/imaging/registration/registrationVolume.ts';
import { inverseOf, moved, rigidAbout, turnDegrees } from '#renderer/imaging/registration/rigidTransform.ts';
import { fusionPlace } from '#renderer/session/fusionPair.ts';
import { type DisplaySet, splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { frameBytes } from '#shared/dicom/framePlace.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { along, dot, lengthOf, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { sharedData } from '../fixtures/sharedData.ts';

const data = sharedData();
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());

interface Slice {
  readonly image: ImageDescription;
  readonly values: Int16Array;
}

/** Every image of a folder with its values after the rescale, or without them. */
async function slicesOf(folder: string, withPixels: boolean): Promise<readonly Slice[]> {
  const slices: Slice[] = [];
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    const parsed = await parser.readFile(bytes);
    if (!parsed.ok) continue;
    const { attributes, frames, transferSyntaxUID } = parsed.value;
    const image = readImageDescription(attributes);
    const [place] = frames;
    if (!image.ok || !place) continue;
    slices.push({ image: image.value, values: new Int16Array(0) });
    const shape = encodedFrameShapeOf(attributes);
    if (!withPixels || !shape) continue;
    const { rows, columns, bitsAllocated, bitsStored, signed } = image.value.layout;
    const encoded = frameBytes(bytes, place, transferSyntaxUID, bitsAllocated);
    const raw = { rows, columns, bitsAllocated: 16, bitsStored, samplesPerPixel: 1, signed } as const;
    const decoded = await decodeFrame(encoded, transferSyntaxUID, raw);
    if (!decoded) throw new Error(`${name} is not decoded`);
    const { slope, intercept } = image.value.frames[0]?.rescale ?? { slope: 1, intercept: 0 };
    const stored = new Int16Array(decoded.buffer, decoded.byteOffset, rows * columns);
    slices[slices.length - 1] = { image: image.value, values: stored.map((value) => value * slope + intercept) };
  }
  return slices;
}

function setOf(slices: readonly Slice[]): DisplaySet {
  const [set] = splitIntoDisplaySets(slices.map(({ image }) => image));
  if (!set) throw new Error('nothing to show');
  return set;
}

/** The same body after a movement, in a grid of its own: sampled at 3 mm, cut where it leaves the first. */
function movedCopy(volume: RegistrationVolume, move: ReturnType<typeof rigidAbout>): RegistrationVolume {
  const back = inverseOf(move);
  const { columns, rows, slots } = volume;
  const origin = along(moved(move, volume.origin), [0, 0, 1], 12);
  const values = new Float32Array(columns * rows * slots);
  const source = { ...volume, absentBelow: Number.NEGATIVE_INFINITY };
  const axes = { row: [1, 0, 0] as Vector3, column: [0, 1, 0] as Vector3, normal: [0, 0, 1] as Vector3 };
  const steps: Vector3 = [3, 3, 3];
  let at = 0;
  for (let k = 0; k < slots; k += 1) {
    for (let j = 0; j < rows; j += 1) {
      for (let i = 0; i < columns; i += 1) {
        const place: Vector3 = [origin[0] + i * 3, origin[1] + j * 3, origin[2] + k * 3];
        const line = subtract(moved(back, place), volume.origin);
        values[at] = sampleLinear(
          source,
          dot(line, volume.row) / volume.steps[0],
          dot(line, volume.column) / volume.steps[1],
          dot(line, volume.normal) / volume.steps[2],
        );
        at += 1;
      }
    }
  }
  return { values, columns, rows, slots, steps, origin, ...axes };
}

test.skipIf(!data)('H1: a real abdomen that was turned and shifted is found again within 1 mm and 1°', async () => {
  const slices = await slicesOf(join(data as string, 'ct-abdomen'), true);
  const set = setOf(slices);
  const grid = volumeGridOf(set);
  if (!grid.ok) throw new Error(grid.failure.reason);
  const { columns, rows, slots } = grid.value;
  const values = new Int16Array(columns * rows * slots.length);
  const ofImage = new Map(slices.map(({ image, values: own }) => [image, own]));
  for (const [slot, item] of slots.entries()) {
    const own = item && ofImage.get(item.image);
    if (own) values.set(own, slot * columns * rows);
  }
  const sampled = { values, columns, rows, slots: slots.length, absentBelow: -20_000 };
  const first = registrationVolumeOf(sampled, grid.value, 'CT');
  const centre = middleOfVolume(first);
  const truth = rigidAbout(centre, [0.04, -0.03, 0.06], [14, -9, 23]);
  const began = performance.now();
  const found = registerRigid(first, movedCopy(first, truth), true);
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`a real abdomen was aligned in ${seconds.toFixed(1)} s\n`);
  if (!found.ok) throw new Error(found.failure);
  const corners: readonly Vector3[] = [centre, along(centre, [1, 0, 0], 100), along(centre, [0, 0.6, 0.8], 60)];
  const apart = corners.map((point) => lengthOf(subtract(moved(found.value.transform, point), moved(truth, point))));
  expect(Math.max(...apart)).toBeLessThan(1);
  expect(Math.abs(found.value.degrees - turnDegrees(truth))).toBeLessThan(1);
});

test.skipIf(!data)('Q8: the PET of one patient is not laid over the CT of another', async () => {
  const ct = setOf(await slicesOf(join(data as string, 'ct-abdomen'), false));
  const pet = setOf(await slicesOf(join(data as string, 'pet-wb'), false));
  // Its anonymiser wrote a frame of reference of its own into each image of the CT.
  expect(fusionPlace(ct, pet, [])).toEqual({ ok: false, failure: 'severalFramesOfReference' });
  expect(fusionPlace({ ...ct, framesOfReference: 1 }, pet, [])).toEqual({
    ok: false,
    failure: 'otherFrameOfReference',
  });
  expect(fusionPlace(pet, pet, []).ok).toBe(true);
});
