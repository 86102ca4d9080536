import { expect, type Page, test } from '@playwright/test';
import {
  type GreyPhantom,
  greyPhantoms,
  patches,
  phantomFiles,
  profilePhantom,
  side,
} from './fixtures/greyPhantoms.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';

/** The grey in the middle of each patch of the first box, as the canvas has it. */
function drawnPatches(page: Page): Promise<readonly number[]> {
  return page
    .locator('article canvas')
    .first()
    .evaluate(
      (canvas: HTMLCanvasElement, [count, length]) => {
        const context = canvas.getContext('2d', { willReadFrequently: true });
        const { data, width, height } = context!.getImageData(0, 0, canvas.width, canvas.height);
        const scale = Math.min(width, height) / length;
        const [left, top] = [(width - length * scale) / 2, (height - length * scale) / 2];
        return Array.from({ length: count }, (_, patch) => {
          const [column, row] = [(patch % 8) * 8 + 4, Math.floor(patch / 8) * 8 + 4];
          const at = Math.floor(left + column * scale) + Math.floor(top + row * scale) * width;
          return data[at * 4] ?? -1;
        });
      },
      [patches, side] as const,
    );
}

function wrongPatches({ grey }: GreyPhantom, drawn: readonly number[], inverted: boolean) {
  return drawn.flatMap((value, patch) => {
    const expected = grey(patch, inverted);
    return Math.abs(value - expected) > 1 ? [{ patch, value, expected }] : [];
  });
}

test.describe('O: the canvas has the grey of the oracle within 1 of 255, for each function, table and kind of value', () => {
  let bench: Bench;
  // One page for all: what a page loads is loaded once.
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    const made = Object.fromEntries(greyPhantoms.map((phantom) => [phantom.name, phantomFiles(phantom)]));
    bench = await startBench('', made);
    page = await browser.newPage();
  });
  test.afterAll(async () => {
    await page.close();
    await bench.stop();
  });

  for (const phantom of greyPhantoms) {
    test(phantom.name, async () => {
      await page.goto(`${bench.origin}/?folder=${encodeURIComponent(phantom.name)}`);
      const box = page.getByTestId('image-box').first();
      await expect(box).toHaveAttribute('data-state', 'drawn');
      const isRight = async (where: string, inverted: boolean) => {
        await expect.poll(async () => wrongPatches(phantom, await drawnPatches(page), inverted), where).toEqual([]);
      };
      await isRight('stack', false);
      await page.keyboard.press('i');
      await isRight('stack, inverted', true);
      await page.keyboard.press('i');
      if (phantom.stackOnly) return;
      await page.keyboard.press('m');
      await expect(page.locator('[data-plane="axial"]')).toHaveAttribute('data-state', 'drawn');
      await isRight('plane', false);
      await page.keyboard.press('i');
      await isRight('plane, inverted', true);
    });
  }
});

test.describe('PX10: a shutter lies over the pixels, and goes with a key', () => {
  let bench: Bench;
  const phantom = greyPhantoms.find(({ attributes }) => attributes?.ShutterShape)!;
  test.beforeAll(async () => {
    bench = await startBench('', { shutter: phantomFiles(phantom) });
  });
  test.afterAll(() => bench.stop());

  test('what it covers is black, what it leaves is untouched', async ({ page }) => {
    await page.goto(`${bench.origin}/?folder=shutter`);
    await expect(page.getByTestId('image-box').first()).toHaveAttribute('data-state', 'drawn');
    const layer = page.getByTestId('picture-layers');
    /** How much of the layer is black, at four corners and in the middle of the image. */
    const covered = () =>
      layer.evaluate((canvas: HTMLCanvasElement) => {
        const context = canvas.getContext('2d')!;
        const scale = Math.min(canvas.width, canvas.height) / 64;
        const [left, top] = [(canvas.width - 64 * scale) / 2, (canvas.height - 64 * scale) / 2];
        const alpha = (column: number, row: number) =>
          context.getImageData(left + column * scale, top + row * scale, 1, 1).data[3];
        return [alpha(3, 3), alpha(60, 3), alpha(3, 60), alpha(60, 60), alpha(32, 32), alpha(32, 17), alpha(32, 13)];
      });
    await expect.poll(covered).toEqual([255, 255, 255, 255, 0, 0, 255]);
    await page.keyboard.press('Alt+Shift+o');
    await expect.poll(covered).toEqual([0, 0, 0, 0, 0, 0, 0]);
    await expect(page.getByTestId('fidelity')).toContainText('shutter off');
  });
});

test.describe('PX9: the canvas has the colours that the profile of the image means, or those stored where it is broken', () => {
  const phantoms = [profilePhantom('sound'), profilePhantom('broken')];
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench('', Object.fromEntries(phantoms.map((phantom) => [phantom.name, phantomFiles(phantom)])));
  });
  test.afterAll(() => bench.stop());

  for (const [at, badge] of ['colour profile applied', 'colour profile not applied'].entries()) {
    test(badge, async ({ page }) => {
      const phantom = phantoms[at] as GreyPhantom;
      await page.goto(`${bench.origin}/?folder=${encodeURIComponent(phantom.name)}`);
      await expect(page.getByTestId('image-box').first()).toHaveAttribute('data-state', 'drawn');
      await expect(page.getByTestId('fidelity').getByText(badge, { exact: true })).toBeVisible();
      await expect.poll(async () => wrongPatches(phantom, await drawnPatches(page), false)).toEqual([]);
    });
  }
});
