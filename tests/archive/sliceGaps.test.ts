import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { findMissingNumbers, findSliceGaps } from '#shared/dicom/sliceGaps.ts';
import { sharedData } from '../fixtures/sharedData.ts';
import { createTestRandom } from '../fixtures/testRandom.ts';

const data = sharedData();
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());

async function seriesIn(folder: string): Promise<ReadonlyMap<string, readonly ImageDescription[]>> {
  const series = new Map<string, ImageDescription[]>();
  for (const name of readdirSync(join(data as string, folder), { recursive: true }).map(String)) {
    if (!name.endsWith('.dcm')) continue;
    const parsed = await parser.readFile(readFileSync(join(data as string, folder, name)));
    const image = parsed.ok ? readImageDescription(parsed.value.attributes) : undefined;
    if (!image?.ok) continue;
    const images = series.get(image.value.seriesInstanceUID);
    if (images) images.push(image.value);
    else series.set(image.value.seriesInstanceUID, [image.value]);
  }
  return series;
}

const gapsOf = (images: readonly ImageDescription[]) =>
  splitIntoDisplaySets(images).flatMap((set) => findSliceGaps(set));
const missingOf = (images: readonly ImageDescription[]) =>
  gapsOf(images).reduce((sum, { missing }) => sum + missing, 0);

describe.skipIf(!data)('V10 on real images', () => {
  test.each(['ct-abdomen', 'pet-wb', 'ct-gantry-tilt-variable-spacing'])('%s as it came has no gap', async (folder) => {
    const series = await seriesIn(folder);
    expect(series.size).toBeGreaterThan(0);
    for (const images of series.values()) expect([gapsOf(images), images.length > 0]).toEqual([[], true]);
  });

  test.each(['ct-abdomen', 'pet-wb'])(
    '%s: 1 to 20 slices removed from within, each number 5 times: all found',
    async (folder) => {
      const [images = []] = (await seriesIn(folder)).values();
      const sorted = splitIntoDisplaySets(images)[0]?.frames.map(({ image }) => image) ?? [];
      expect(sorted.length).toBeGreaterThan(100);
      const numbersOfWhole = findMissingNumbers(sorted);
      for (let count = 1; count <= 20; count += 1) {
        for (let run = 0; run < 5; run += 1) {
          const random = createTestRandom(count * 10 + run);
          const gone = new Set<number>();
          while (gone.size < count) gone.add(1 + Math.floor(random.fraction() * (sorted.length - 2)));
          const left = sorted.filter((_, index) => !gone.has(index));
          expect([count, run, missingOf(left)]).toEqual([count, run, count]);
          const numbers = findMissingNumbers(left);
          expect(numbers.length).toBeGreaterThan(numbersOfWhole.length);
        }
      }
    },
  );

  test('mr-brain-multiseries lacks one slice in each of its stacks at its source: both are found, by place and number', async () => {
    const found = [...(await seriesIn('mr-brain-multiseries')).values()]
      .filter(({ length }) => length > 1)
      .map((images) => [images.length, gapsOf(images).map(({ missing }) => missing), findMissingNumbers(images)]);
    expect(found).toEqual([
      [55, [1], [{ from: 35, to: 35 }]],
      [175, [1], [{ from: 115, to: 115 }]],
    ]);
  });

  test('synthetic-edits/missing: the slices that were taken out are found', async () => {
    const [images = []] = (await seriesIn('synthetic-edits/missing')).values();
    expect(images.length).toBeGreaterThan(5);
    expect(missingOf(images) + findMissingNumbers(images).length).toBeGreaterThan(0);
  });
});
