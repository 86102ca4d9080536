import { expect, test } from '@playwright/test';
import { sharedData } from '../fixtures/sharedData.ts';
import type { ListedFile } from './fixtures/imagingBench/benchTransport.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';

/** What a box shows: a stack by its images, a plane by its name and slices; of which series, by one of its files. */
type Box = readonly [shows: string, ofSeries: string];

interface Hung {
  readonly protocol: string;
  readonly boxes: readonly Box[];
}

const lung = 'ct-abdomen/000001.dcm';
const head = 'ct-gantry-tilt-variable-spacing/01.dcm';
const pet = 'pet-wb/000000.dcm';

/** Every public study that can be drawn, as it hangs without a key: what a reader wants of it was written down before. */
const studies: Readonly<Record<string, Hung>> = {
  'ct-abdomen': {
    protocol: 'ct-chest',
    boxes: [
      ['stack of 150', lung],
      ['stack of 150', lung],
      ['coronal of 512', lung],
      ['axial of 150', lung],
    ],
  },
  'ct-gantry-tilt-variable-spacing': {
    protocol: 'ct-head',
    boxes: [
      ['stack of 28', head],
      ['stack of 28', head],
    ],
  },
  'mr-brain-multiseries': {
    protocol: 'mr-brain',
    boxes: [
      ['stack of 175', 'mr-brain-multiseries/36747136.dcm'],
      ['stack of 55', 'mr-brain-multiseries/36444280.dcm'],
    ],
  },
  'pet-wb': {
    protocol: 'petct',
    boxes: [
      ['stack of 299', pet],
      ['coronal of 128', pet],
    ],
  },
  ...alone('cr-dx/RG2_JLSL.dcm', 'cr-msk', 1),
  ...alone('cr-dx/RG3_JPLL.dcm', 'cr-msk', 1),
  ...alone('mg/GH133.dcm', 'mg-screen', 1),
  ...alone('us-colour/US1_J2KI.dcm', 'us-general', 1),
  ...alone('us-colour/examples_ybr_color.dcm', 'us-general', 30),
  ...alone('xa-multiframe/HasFragmentSequence.dcm', 'default', 96),
  ...alone('enhanced/MOVEKNEE.dcm', 'mr-knee', 19),
};

function alone(file: string, protocol: string, images: number): Readonly<Record<string, Hung>> {
  return { [file]: { protocol, boxes: [[`stack of ${images}`, file]] } };
}

const data = sharedData();

test.describe('public studies hang box by box, as they do for readers', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench(data ?? '');
  });
  test.afterAll(() => bench.stop());

  for (const [folder, { protocol, boxes }] of Object.entries(data === undefined ? {} : studies)) {
    test(folder, async ({ page, request }) => {
      const asked = encodeURIComponent(folder);
      const files = (await (await request.get(`${bench.origin}/files?folder=${asked}`)).json()) as ListedFile[];
      const seriesOf = (wanted: (file: ListedFile) => boolean) => files.find(wanted)?.dataset['0020000E']?.Value?.[0];
      await page.goto(`${bench.origin}/?folder=${asked}&hung=forReaders`);
      await expect(page.getByTestId('stage')).toHaveAttribute('data-protocol', `builtin.${protocol}`);
      const shown = page.getByTestId('image-box');
      await expect(shown).toHaveCount(boxes.length);
      for (const [place, [shows, file]] of boxes.entries()) {
        const box = shown.nth(place);
        await expect(box).toHaveAttribute('data-state', 'drawn', { timeout: 120_000 });
        const [plane, count, image] = await Promise.all(
          ['data-plane', 'data-count', 'data-sop-instance-uid'].map((name) => box.getAttribute(name)),
        );
        expect(`${plane ?? 'stack'} of ${count}`).toBe(shows);
        const series = seriesOf(({ path }) => path === file);
        expect(series).toBeDefined();
        // Planes tell no image; their slices are counted.
        if (!plane) expect(seriesOf(({ dataset }) => dataset['00080018']?.Value?.[0] === image)).toBe(series);
      }
    });
  }
});
