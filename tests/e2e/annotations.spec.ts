import { expect, type Page, test } from '@playwright/test';
import { sharedData } from '../fixtures/sharedData.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';

const data = sharedData();
const list = (page: Page) => page.getByTestId('measurement-list').locator('li');
const box = (page: Page) => page.getByTestId('image-box').first();

/** Draws by dragging between two places of the first box, in parts of its width and height. */
async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]) {
  const area = await page.locator('article[data-active]').first().boundingBox();
  if (!area) throw new Error('no box');
  const at = ([x, y]: readonly [number, number]) => [area.x + x * area.width, area.y + y * area.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

test.describe('what is drawn on real images', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench(data ?? '');
  });
  test.afterAll(() => bench.stop());
  const open = async (page: Page, folder: string) => {
    await page.goto(`${bench.origin}/?folder=${encodeURIComponent(folder)}`);
    await expect(box(page)).toHaveAttribute('data-state', 'drawn');
  };

  const specs: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    'an ellipse on a CT says its values in HU; it is undone and redone, moved by keys, and comes back as it was':
      async (page) => {
        await open(page, 'ct-abdomen');
        await page.keyboard.press('e');
        await drag(page, [0.45, 0.45], [0.5, 0.52]);
        await expect(list(page)).toHaveCount(1);
        const row = list(page).first();
        await expect(row).toHaveAttribute('data-unit', 'HU');
        await expect(row).toContainText(/mean -?\d+.* SD \d+.* HU/);
        await expect(row).toContainText(/mm² · \d+ px/);
        const value = await row.getAttribute('data-value');
        await page.keyboard.press('Control+z');
        await expect(list(page)).toHaveCount(0);
        await page.keyboard.press('Control+Shift+z');
        await expect(row).toHaveAttribute('data-value', value ?? '');
        await row.getByRole('button').click();
        await page.keyboard.press('Alt+Shift+ArrowRight');
        await expect(row).not.toHaveAttribute('data-value', value ?? '');
        const moved = await row.getAttribute('data-value');
        await page.reload();
        await expect(row).toHaveAttribute('data-value', moved ?? '');
        // Only on its own image.
        await expect(page.getByTestId('annotations').first()).toHaveAttribute('data-count', '1');
        await page.keyboard.press('ArrowDown');
        await expect(page.getByTestId('annotations').first()).toHaveAttribute('data-count', '0');
        await row.getByRole('button').click();
        await expect(page.getByTestId('annotations').first()).toHaveAttribute('data-count', '1');
      },

    'words are typed where the arrow ends, and the keys stay letters meanwhile': async (page) => {
      await open(page, 'ct-abdomen');
      await page.keyboard.press('Shift+x');
      await drag(page, [0.4, 0.4], [0.3, 0.3]);
      await expect(page.getByRole('textbox', { name: 'Words' })).toBeFocused();
      await page.keyboard.type('cyst مثانہ <b>?');
      await page.keyboard.press('Enter');
      await expect(list(page).first()).toContainText('cyst مثانہ <b>?');
      await page.keyboard.press('Delete');
      await expect(list(page)).toHaveCount(0);
    },

    'E2: an ultrasound is measured in cm of its region; a radiograph of unknown scale by a known length': async (
      page,
    ) => {
      await open(page, 'us-colour');
      await page.locator('[data-set-id]').first().click();
      await expect(page.locator('[data-set-id]').first()).toHaveAttribute('data-active', 'true');
      await expect(box(page)).toHaveAttribute('data-state', 'drawn');
      await page.keyboard.press('l');
      // Within the left of the two pictures that this image holds side by side.
      await drag(page, [0.25, 0.5], [0.4, 0.5]);
      await expect(list(page).first()).toHaveAttribute('data-basis', 'ultrasoundRegion');
      await expect(list(page).first()).toContainText(/\d\.\d\d cm/);
      await open(page, 'cr-dx');
      await page.keyboard.press('l');
      await drag(page, [0.4, 0.4], [0.6, 0.4]);
      await page.keyboard.press('Alt+c');
      await page.keyboard.type('100');
      await page.keyboard.press('Enter');
      await expect(list(page).first()).toHaveAttribute('data-basis', 'calibratedByReader');
      await expect(list(page).first()).toContainText('100.0 mm calibrated by reader');
    },
  };
  for (const [title, spec] of Object.entries(data === undefined ? {} : specs)) test(title, ({ page }) => spec(page));
});
