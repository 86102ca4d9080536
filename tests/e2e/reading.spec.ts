import { expect, type Locator, type Page, test } from '@playwright/test';
import { sharedData } from '../fixtures/sharedData.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';

const data = sharedData();

/** How many different greys the canvas of an image box shows: a blank one shows one. */
async function greysOf(box: Locator): Promise<number> {
  return box
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      const greys = new Set<number>();
      for (let index = 0; index < pixels.length; index += 4 * 7) greys.add(pixels[index] ?? 0);
      return greys.size;
    });
}

async function drawLine(page: Page, box: Locator, from: readonly [number, number], to: readonly [number, number]) {
  const area = await box.locator('[data-together]').boundingBox();
  if (!area) throw new Error('no box');
  await page.mouse.move(area.x + from[0], area.y + from[1]);
  await page.mouse.down();
  await page.mouse.move(area.x + to[0], area.y + to[1], { steps: 4 });
  await page.mouse.up();
}

interface ContextKeeper {
  loseContexts(): void;
  restoreContexts(): void;
}

/** Runs in the page before anything else: keeps every WebGL context that is made, to lose and restore them. */
function rememberContexts(): void {
  const extensions: WEBGL_lose_context[] = [];
  const original = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...how: unknown[]) {
    const context = (original as (...all: unknown[]) => unknown).apply(this, how);
    if (context instanceof WebGL2RenderingContext) {
      const extension = context.getExtension('WEBGL_lose_context');
      if (extension && !extensions.includes(extension)) extensions.push(extension);
    }
    return context;
  } as typeof original;
  const made = () => extensions.slice();
  let lost: WEBGL_lose_context[] = [];
  Object.assign(window, {
    loseContexts: () => {
      lost = made();
      for (const extension of lost) extension.loseContext();
    },
    restoreContexts: () => {
      for (const extension of lost) extension.restoreContext();
    },
  });
}

const boxes = (page: Page) => page.locator('article');
const stateOf = (page: Page, box: number) => page.getByTestId('image-box').nth(box);

test.describe('reading real images', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench(data ?? '');
  });
  test.afterAll(() => bench.stop());

  const open = async (page: Page, folder: string) => {
    await page.goto(`${bench.origin}/?folder=${encodeURIComponent(folder)}`);
    await expect(stateOf(page, 0)).toHaveAttribute('data-state', 'drawn');
  };

  const specs: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    'a CT opens as a stack, scrolls by key, and is windowed by number keys': async (page) => {
      await open(page, 'ct-abdomen');
      await expect(stateOf(page, 0)).toHaveAttribute('data-drawn-index', '75');
      await page.keyboard.press('ArrowDown');
      await expect(stateOf(page, 0)).toHaveAttribute('data-drawn-index', '76');
      await page.keyboard.press('Home');
      await expect(stateOf(page, 0)).toHaveAttribute('data-drawn-index', '1');
      await page.keyboard.press('1');
      await expect(page.getByText('W 400 L 40')).toBeVisible();
      await expect.poll(() => greysOf(boxes(page).first())).toBeGreaterThan(50);
    },
    'three planes with linked crosshair show the body, and a known 25.0 mm is measured within 0.2 mm in each': async (
      page,
    ) => {
      await open(page, 'ct-abdomen');
      await page.keyboard.press('m');
      for (const plane of [0, 1, 2]) {
        await expect(stateOf(page, plane)).toHaveAttribute('data-state', 'drawn', { timeout: 120_000 });
      }
      await expect(stateOf(page, 0).locator('[data-checked="150"]')).toBeAttached({ timeout: 120_000 });
      for (const plane of [0, 1, 2]) {
        await expect.poll(() => greysOf(boxes(page).nth(plane)), { timeout: 60_000 }).toBeGreaterThan(50);
      }
      // The body is 400 mm wide and deep (512 × 0.78125), and 150 mm high (1 mm slices); it fills each box as far as its shape allows.
      await page.keyboard.press('l');
      for (const plane of [0, 1, 2]) {
        const area = await boxes(page).nth(plane).locator('[data-together]').boundingBox();
        const { width = 0, height = 0 } = area ?? {};
        const length = 25 * Math.min(width / 400, height / (plane === 0 ? 400 : 150));
        const start = [width / 2 - 60, height / 2 + 20] as const;
        await drawLine(page, boxes(page).nth(plane), start, [start[0] + length, start[1]]);
        const item = page.getByTestId('measurement-list').locator('li').nth(plane);
        await expect(item).toHaveAttribute('data-unit', 'mm');
        expect(Math.abs(Number(await item.getAttribute('data-value')) - 25)).toBeLessThan(0.2);
      }
    },
    'the window chosen in the stack holds in three planes and back, and a number key right after M counts': async (
      page,
    ) => {
      await open(page, 'ct-abdomen');
      await page.keyboard.press('2');
      await page.keyboard.press('m');
      await expect(page.getByText('W 1500 L -600')).toHaveCount(3, { timeout: 120_000 });
      await page.keyboard.press('3');
      await page.keyboard.press('m');
      await expect(stateOf(page, 0)).toHaveAttribute('data-drawn-index', '75');
      await expect(page.getByText('W 2500 L 480')).toHaveCount(1);
      await page.evaluate(() => {
        for (const key of ['m', '1']) window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      });
      await expect(page.getByText('W 400 L 40')).toHaveCount(3, { timeout: 120_000 });
    },
    'SF5: the image named is the image drawn, while scrolling faster than images come': async (page) => {
      await open(page, 'ct-abdomen');
      for (let step = 0; step < 12; step += 1) await page.keyboard.press('PageDown');
      await expect(stateOf(page, 0)).toHaveAttribute('data-drawn-index', '150');
      const named = await page.getByText(/^im \d+\/150$/).textContent();
      expect(named).toBe('im 150/150');
    },
    'radiographs hang side by side, ultrasound in colour, an MR in several boxes': async (page) => {
      await open(page, 'cr-dx');
      await expect(stateOf(page, 1)).toHaveAttribute('data-state', 'drawn');
      await open(page, 'us-colour');
      await expect.poll(() => greysOf(boxes(page).first())).toBeGreaterThan(50);
      await open(page, 'mr-brain-multiseries');
      await expect(stateOf(page, 1)).toHaveAttribute('data-state', 'drawn');
    },
    'SF13, H4: a lost graphics context covers the boxes at once, and after it the same image is drawn with the same grey':
      async (page) => {
        await page.addInitScript(rememberContexts);
        let asked = 0;
        page.on('request', (request) => {
          if (request.url().includes('/frame?')) asked += 1;
        });
        await open(page, 'ct-abdomen');
        await page.keyboard.press('2');
        await page.keyboard.press('ArrowDown');
        await expect(stateOf(page, 0)).toHaveAttribute('data-drawn-index', '76');
        await expect(stateOf(page, 0).locator('[data-checked="150"]')).toBeAttached({ timeout: 120_000 });
        const before = asked;
        await page.evaluate(() => (window as unknown as ContextKeeper).loseContexts());
        await expect(page.getByTestId('graphics-lost')).toBeVisible();
        await page.evaluate(() => (window as unknown as ContextKeeper).restoreContexts());
        await expect(page.getByTestId('graphics-lost')).toBeHidden();
        await expect(stateOf(page, 0)).toHaveAttribute('data-drawn-index', '76');
        await expect(page.getByText('W 1500 L -600')).toBeVisible();
        await expect.poll(() => greysOf(boxes(page).first())).toBeGreaterThan(50);
        expect(asked).toBe(before);
      },
    'Q4, Q5: slices of a gantry that leaned, at uneven distances, are planes that say how they were made': async (
      page,
    ) => {
      await open(page, 'ct-gantry-tilt-variable-spacing');
      await page.keyboard.press('m');
      for (const plane of [0, 1, 2]) {
        await expect(stateOf(page, plane)).toHaveAttribute('data-state', 'drawn', { timeout: 120_000 });
        await expect(boxes(page).nth(plane)).toContainText('tilt corrected 18.5°');
        await expect(boxes(page).nth(plane)).toContainText('resampled to even slices');
      }
    },
    'a damaged file is a tile with a sentence, never an image': async (page) => {
      await page.goto(`${bench.origin}/?folder=corrupt-odd/MR_truncated.dcm`);
      await expect(page.locator('[data-cover="failed"]')).toBeVisible();
      expect(await greysOf(boxes(page).first())).toBe(1);
    },
  };
  for (const [name, run] of Object.entries(data === undefined ? {} : specs)) test(name, ({ page }) => run(page));
});
