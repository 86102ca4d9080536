import { expect, test } from '@playwright/test';
import { ctOf, keptPerRound, openAndClose } from '../performance/reading/openClose.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';
import type {} from './fixtures/imagingBench/volumeWindow.ts';

test.describe('memory of volumes', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench('');
  });
  test.afterAll(() => bench.stop());

  test('O: a study opened and closed 50 times gives all its pixels back', async ({ page }) => {
    await page.goto(`${bench.origin}/volumes.html`);
    await page.waitForFunction(() => 'volumeBench' in window);
    const held = await openAndClose(page, ctOf(24, 96), 50);
    expect(held.map(({ cache }) => cache)).toEqual(held.map(() => 0));
    // One round decodes 24 slices of 96² and makes a volume of them, 0.9 MB. Measured: 25 KB a round at first, compiled
    // code mostly, and less and less. What drew three closed boxes was 200 KB, a slice is 18 KB.
    expect(
      keptPerRound(
        held.map(({ heap }) => heap),
        20,
      ),
    ).toBeLessThan(40_000);
  });

  test('SF12, LN15: what is too large for the card is drawn coarser, labelled, and not measured; never black', async ({
    page,
  }) => {
    await page.goto(`${bench.origin}/volumes.html`);
    await page.waitForFunction(() => 'volumeBench' in window);
    const opened = await page.evaluate((each) => window.volumeBench.openPlanes(each, 256), {
      ...ctOf(2_100, 32),
      slope: [4, -4, 0.2] as const,
      window: { center: -550, width: 1_400 },
    });
    expect(opened).toMatchObject({ decimation: { inPlane: 1, slices: 2 }, slotCount: 1_050, filled: 1_050 });
    for (const plane of ['axial', 'coronal', 'sagittal'] as const) {
      const off = await page.evaluate(
        (each) => window.volumeBench.sample(each).map(({ grey, expected }) => Math.abs(grey - expected)),
        plane,
      );
      expect(off.length).toBeGreaterThan(10);
      expect(Math.max(...off), plane).toBeLessThanOrEqual(2);
      const length = await page.evaluate((each) => window.volumeBench.measure(each, [100, 100], [150, 100]), plane);
      expect(length).toEqual({ basis: undefined, refused: 'decimated' });
    }
    // The images themselves are whole: what is coarser has no image that was drawn.
    expect((await page.evaluate(() => window.volumeBench.stateOf('axial'))).drawnImage).toBeUndefined();
  });
});
