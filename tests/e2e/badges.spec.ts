import { expect, type Page, test } from '@playwright/test';
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
  ['slices missing', '3 slices missing · gaps up to 12 mm'],
  ['gaps that follow no rule', 'gaps up to 20 mm'],
  ['collage', 'collage: no position'],
  ['not sorted by anatomy', 'not sorted by anatomy'],
  ['not calibrated', 'px only'],
  ['grey table missing', 'grey table missing'],
  ['no rescale', 'no rescale'],
  ['inverted', 'inverted'],
  ['mirrored', 'mirrored'],
  ['flipped and turned', '90'],
  ['colour profile applied', 'colour profile applied'],
  ['colour profile not applied', 'colour profile not applied'],
  ['overlay not here', 'overlay not here'],
  ['overlay refused', 'overlay not shown'],
  ['one value alone', '-1024'],
  ['preview', 'not for diagnosis'],
  ['preview, a quarter', 'not for diagnosis'],
  ['tilt corrected', 'tilt corrected 16.0°'],
  ['resampled', 'resampled'],
  ['decimated', 'decimated 2:1'],
  ['slab', 'MIP 20 mm'],
  ['slab, incomplete', 'incomplete: 3 of 12 slices missing'],
  ['slab, loading', 'loading 12 of 65'],
  ['oblique', 'oblique 12°'],
  ['shutter off', 'shutter off'],
  ['without graphics card', 'without graphics card'],
  ['curve straightened', 'curve straightened'],
  ['colour map not applied', 'colour map'],
  ['rejected', 'rejected: perhaps another patient'],
  ['made of a rejected image', 'made of 1 rejected image'],
  ['came twice', '1 image came twice'],
  ['frames of reference differ', 'frames of reference differ'],
  ['border covered', 'border covered by you'],
  ['no border', 'no white border found'],
];

/** Rows in which two pieces of words stand on one another, or reach out of the row. */
function overlapping(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-badge]')];
    const boxesOf = (row: HTMLElement) => {
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      const boxes: DOMRect[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(node);
        if (node.textContent?.trim()) boxes.push(...range.getClientRects());
      }
      return boxes;
    };
    const meet = (a: DOMRect, b: DOMRect) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
    return rows
      .filter((row) => {
        const bounds = row.getBoundingClientRect();
        const boxes = boxesOf(row);
        const isOutside = boxes.some(
          ({ top, bottom, right }) => top < bounds.top - 1 || bottom > bounds.bottom + 1 || right > bounds.right + 1,
        );
        return isOutside || boxes.some((one, at) => boxes.slice(at + 1).some((other) => meet(one, other)));
      })
      .map((row) => row.dataset['badge'] ?? '');
  });
}

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
    expect(await overlapping(page), 'words over words').toEqual([]);
  });
});
