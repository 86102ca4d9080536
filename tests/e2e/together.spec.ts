import { rmSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { hotLesions } from '#electron/practice/phantoms/chestUptake.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';
import { petCtFolder } from './fixtures/petCtFolder.ts';

const stateOf = (page: Page, box: number) => page.getByTestId('image-box').nth(box);

/** Middle and colour of the warmest spot of the layer over a fusion box, in CSS pixels of the box. */
async function warmest(page: Page, box: number) {
  return page
    .locator('article')
    .nth(box)
    .locator('canvas[data-fusion]')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height, clientWidth, clientHeight } = canvas;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      let [sum, sumX, sumY, best] = [0, 0, 0, 0];
      for (let at = 0; at < data.length; at += 4) {
        // Of hot iron, green and blue come last.
        const warmth = (data[at + 1] ?? 0) + (data[at + 2] ?? 0);
        best = Math.max(best, warmth);
        if (warmth < 300) continue;
        sum += 1;
        sumX += (at / 4) % width;
        sumY += Math.floor(at / 4 / width);
      }
      const scale = [clientWidth / width, clientHeight / height] as const;
      return { x: (sumX / sum + 0.5) * scale[0], y: (sumY / sum + 0.5) * scale[1], pixels: sum, best };
    });
}

test.describe('boxes that belong together', () => {
  let bench: Bench;
  let folder: string;
  test.beforeAll(async () => {
    folder = petCtFolder();
    bench = await startBench(folder);
  });
  test.afterAll(async () => {
    await bench.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('LN5: a PET/CT opens fused; a hot lesion lies where it is, and each layer is told in its own unit', async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: 1400, height: 900 });
    await page.goto(`${bench.origin}/?folder=pet-ct`);
    for (const box of [0, 1, 2, 3]) {
      await expect(stateOf(page, box)).toHaveAttribute('data-state', 'drawn', { timeout: 120_000 });
    }
    const words = page.getByTestId('fusion-words').first();
    await expect(words).toContainText('PT over CT');
    await expect(page.getByTestId('fusion-loading')).toHaveCount(0, { timeout: 120_000 });
    // Below the picture, never on it.
    const [line, picture] = [await words.boundingBox(), await page.locator('article').nth(2).boundingBox()];
    expect(line?.y).toBeGreaterThanOrEqual((picture?.y ?? 0) + (picture?.height ?? 0));
    // Of the PET by itself, and of the projection of it.
    await expect(page.getByText('SUV 0.0–7.0')).toHaveCount(2);
    // One key takes the words away; whose image it is stands.
    const patient = stateOf(page, 2).locator('[dir=ltr]').first();
    await page.keyboard.press('Shift+O');
    await expect(page.getByText('SUV 0.0–7.0')).toHaveCount(0);
    await expect(words.getByText('PT over CT')).toBeHidden();
    await expect(patient).toBeVisible();
    await page.keyboard.press('Shift+O');
    await expect(page.getByText('SUV 0.0–7.0')).toHaveCount(2);
    // To the plane of the nodule, z = 195 mm: slice 16 from the head, which is at 259.
    await page
      .locator('article')
      .nth(0)
      .click({ position: { x: 5, y: 300 } });
    await page.keyboard.press('Home');
    for (let step = 0; step < 16; step += 1) await page.keyboard.press('ArrowDown');
    await expect(stateOf(page, 0)).toHaveAttribute('data-index', '17');
    await expect(stateOf(page, 2)).toHaveAttribute('data-state', 'drawn', { timeout: 120_000 });
    // The body of the CT, 400 mm wide and deep about (-0.8, 24.2), lies about the middle, as large as the ruler says.
    const area = await page.locator('article').nth(2).locator('[data-together]').boundingBox();
    const { width = 0, height = 0 } = area ?? {};
    const ruler = stateOf(page, 2).getByTestId('ruler');
    const length = await ruler.locator('i').evaluate(({ style }: HTMLElement) => Number.parseFloat(style.inlineSize));
    const perMm = length / Number(await ruler.getAttribute('data-mm'));
    // Its box has one scale with that of the PET, which shows more around the body: no larger than would fit alone.
    expect(perMm).toBeLessThanOrEqual(Math.min(width, height) / 400 + 0.01);
    const [x, y] = hotLesions.nodule.centre;
    const place = { x: width / 2 + (x + 0.78125) * perMm, y: height / 2 + (y - 24.21875) * perMm };
    const found = await warmest(page, 2);
    expect(found.best).toBe(510);
    expect(Math.hypot(found.x - place.x, found.y - place.y)).toBeLessThan(2 * perMm);
  });
});
