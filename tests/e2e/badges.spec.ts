import { expect, test } from '@playwright/test';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';

/** What each state must say, in words; its shape stands before them. */
const words: readonly (readonly [name: string, text: string])[] = [
  ['verified lossless', 'lossless'],
  ['compressed without loss for the line', 'lossless'],
  ['loading, n of m', '2/6'],
  ['lossy in transfer', 'lossy'],
  ['lossy at source, ratio known', 'lossy 8:1 at source'],
  ['lossy at source', 'lossy at source'],
  ['reformatted', 'reformatted'],
  ['slices missing', '3 slices missing'],
  ['not sorted by anatomy', 'not sorted by anatomy'],
  ['not calibrated', 'px only'],
  ['grey table missing', 'grey table missing'],
  ['no rescale', 'no rescale'],
  ['inverted', 'inverted'],
  ['mirrored', 'mirrored'],
  ['flipped and turned', '90'],
  ['shutter off', 'shutter off'],
  ['without graphics card', 'without graphics card'],
  ['curve straightened', 'curve straightened'],
  ['colour map not applied', 'colour map'],
];

test.describe('each badge says what it means in words and a shape', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench('');
  });
  test.afterAll(() => bench.stop());

  test('every state', async ({ page }) => {
    await page.goto(`${bench.origin}/badges.html`);
    for (const [name, text] of words) {
      const row = page.locator(`[data-badge="${name}"]`);
      await expect(row, name).toContainText(text);
      await expect(row.locator('svg').first(), name).toBeVisible();
    }
    expect(await page.locator('[data-badge]').count()).toBe(words.length);
  });
});
