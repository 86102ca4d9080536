import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { type DisplaySet, splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { dot } from '#shared/dicom/vectors.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { isAsAcquired, worldOfVoxel } from '#shared/dicom/volumeGrid.ts';
import { sharedData } from '../fixtures/sharedData.ts';

const data = sharedData();
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());

async function imagesIn(folder: string, wanted = /\.dcm$/): Promise<readonly ImageDescription[]> {
  const at = join(data as string, folder);
  const images: ImageDescription[] = [];
  for (const name of readdirSync(at, { recursive: true }).map(String).sort()) {
    if (!wanted.test(name) || !statSync(join(at, name)).isFile()) continue;
    const parsed = await parser.readFile(readFileSync(join(at, name)));
    const image = parsed.ok ? readImageDescription(parsed.value.attributes) : undefined;
    if (image?.ok) images.push(image.value);
  }
  return images;
}

const largestOf = (sets: readonly DisplaySet[]) =>
  [...sets].sort((a, b) => b.frames.length - a.frames.length)[0] as DisplaySet;
const gridOf = (set: DisplaySet) => {
  const grid = volumeGridOf(set);
  if (!grid.ok) throw new Error(grid.failure.reason);
  return grid.value;
};

describe.skipIf(!data)('Q3 to Q7 on real images', () => {
  test('Q4, Q5: the head CT leans by 18.5° and changes its distances: sheared and resampled at true positions', async () => {
    const set = largestOf(splitIntoDisplaySets(await imagesIn('ct-gantry-tilt-variable-spacing')));
    const grid = gridOf(set);
    expect(set.frames).toHaveLength(28);
    expect(grid.tiltDegrees).toBeCloseTo(18.5, 1);
    expect([grid.resampled, grid.missingSlices]).toEqual([true, 0]);
    // The table moved straight up: every corner of every image lies at one x and one y of the patient.
    for (const [slot, parts] of grid.parts.entries()) {
      expect(parts.length).toBeGreaterThan(0);
      const place = dot(worldOfVoxel(grid, 0, 0, slot), grid.normal);
      const from = parts.reduce((sum, { item, weight }) => sum + weight * dot(item.frame.position!, grid.normal), 0);
      expect(Math.abs(from - place)).toBeLessThan(1e-3);
      for (const { item, atColumn, atRow } of parts) {
        const there = worldOfVoxel(grid, atColumn, atRow, 0);
        const { position } = item.frame;
        // Across the slices it is where the image says, whatever the slot: only along them was it moved.
        expect(dot(there, grid.orientation.row)).toBeCloseTo(dot(position!, grid.orientation.row), 3);
        expect(dot(there, grid.orientation.column)).toBeCloseTo(dot(position!, grid.orientation.column), 3);
      }
    }
  });

  test.each([
    ['ct-abdomen', 150, 1],
    ['pet-wb', 299, undefined],
  ] as const)('%s is a volume as it was made', async (folder, slices, spacingMm) => {
    const set = largestOf(splitIntoDisplaySets(await imagesIn(folder)));
    const grid = gridOf(set);
    expect([grid.parts.length, grid.missingSlices, isAsAcquired(grid)]).toEqual([slices, 0, true]);
    if (spacingMm !== undefined) expect(grid.sliceSpacingMm).toBeCloseTo(spacingMm, 3);
  });

  test('Q3: slices taken out of a real series are missed, each at its own place', async () => {
    const sets = splitIntoDisplaySets(await imagesIn('ct-abdomen'));
    const whole = largestOf(sets);
    for (const gone of [
      [1],
      [20, 21, 22],
      [5, 40, 41, 77, 120],
      Array.from({ length: 20 }, (_, place) => 60 + place),
    ]) {
      const taken = new Set(gone);
      const left = splitIntoDisplaySets(whole.frames.filter((_, place) => !taken.has(place)).map(({ image }) => image));
      const grid = gridOf(largestOf(left));
      expect(grid.missingSlices).toBe(gone.length);
      for (const [slot, item] of grid.slots.entries()) {
        if (!item) continue;
        const off = dot(item.frame.position!, grid.normal) - dot(worldOfVoxel(grid, 0, 0, slot), grid.normal);
        expect(Math.abs(off)).toBeLessThan(grid.sliceSpacingMm / 2);
      }
    }
  });

  test('Q3: of a series from which most was taken, no volume is made up: it is refused', async () => {
    const set = largestOf(splitIntoDisplaySets(await imagesIn('synthetic-edits', /missing.*\.dcm$/)));
    const verdict = volumeGridOf(set);
    expect(verdict).toEqual({ ok: false, failure: { reason: 'tooManyMissing', value: expect.any(Number) as number } });
  });

  test('LN7: enhanced CT and MR are volumes from their per-frame groups, or say why not', async () => {
    const images = await imagesIn('enhanced');
    const verdicts = images.map((image) => {
      const verdict = volumeGridOf(largestOf(splitIntoDisplaySets([image])));
      return [image.modality, image.frames.length, verdict.ok ? verdict.value.parts.length : verdict.failure.reason];
    });
    expect(verdicts).toMatchInlineSnapshot(`
      [
        [
          "CT",
          2,
          "tooFew",
        ],
        [
          "MR",
          19,
          "unevenSpacing",
        ],
        [
          "CT",
          2,
          "tooFew",
        ],
        [
          "MR",
          10,
          "noPosition",
        ],
        [
          "MR",
          10,
          "noPosition",
        ],
        [
          "MR",
          10,
          "noPosition",
        ],
        [
          "MR",
          10,
          "noPosition",
        ],
        [
          "MR",
          10,
          "noPosition",
        ],
      ]
    `);
  });
});

describe('LN7: the enhanced form of a series is the same volume as the classic one', () => {
  test.skipIf(!data)('the same grid, slot by slot, from 40 slices of the abdomen', async () => {
    const whole = largestOf(splitIntoDisplaySets(await imagesIn('ct-abdomen')));
    const classic = whole.frames.slice(0, 40).map(({ image }) => image);
    const first = classic[0] as ImageDescription;
    const enhanced: ImageDescription = {
      ...first,
      sopClassUID: '1.2.840.10008.5.1.4.1.1.2.1',
      frames: classic.map((image, index) => ({ ...image.frames[0]!, frameNumber: index + 1 })),
    };
    const [one, other] = [classic, [enhanced]].map((images) => gridOf(largestOf(splitIntoDisplaySets(images))));
    const placesOf = (grid: typeof one) => grid!.parts.map(([part]) => part?.item.frame.position);
    expect(placesOf(other)).toEqual(placesOf(one));
    expect([other!.origin, other!.sliceSpacingMm, other!.columns, other!.rows]).toEqual([
      one!.origin,
      one!.sliceSpacingMm,
      one!.columns,
      one!.rows,
    ]);
  });
});
