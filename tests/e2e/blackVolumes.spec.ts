import { expect, type Page, test } from '@playwright/test';
import type { Phantom } from './fixtures/imagingBench/phantom.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';
import type {} from './fixtures/imagingBench/volumeWindow.ts';

const phantom: Phantom = {
  columns: 64,
  rows: 48,
  pixelMm: [1.5, 2],
  row: [1, 0, 0],
  column: [0, 1, 0],
  positions: Array.from({ length: 30 }, (_, place) => [-48, -48, place * 3] as const),
  base: 0,
  slope: [3, -2, 5],
  window: { center: 200, width: 1200 },
};
const bone: Phantom = { ...phantom, base: 700, slope: [0, 0, 0] };
const planes = ['axial', 'coronal', 'sagittal'] as const;

/** What a driver does that draws no volumes: it takes textures of three dimensions, and keeps nothing of them (SF12). */
function loseVolumes(which: 'always' | 'beforeNow'): void {
  const old = new WeakSet<object>();
  const isLost = (context: object) => which === 'always' || old.has(context);
  const prototype = WebGL2RenderingContext.prototype as unknown as Record<string, (...given: never[]) => unknown>;
  for (const name of ['texImage3D', 'texSubImage3D', 'texStorage3D']) {
    const real = prototype[name];
    prototype[name] = function lost(this: object, ...given: never[]) {
      return isLost(this) ? undefined : real?.apply(this, given);
    };
  }
  const known: object[] = [];
  for (const Canvas of [HTMLCanvasElement, OffscreenCanvas]) {
    const real = Canvas.prototype.getContext as (this: unknown, ...given: unknown[]) => object | null;
    (Canvas.prototype as { getContext: unknown }).getContext = function getContext(this: unknown, ...given: unknown[]) {
      const context = real.apply(this, given);
      if (context && given[0] === 'webgl2') known.push(context);
      return context;
    };
  }
  Object.assign(window, {
    loseWhatIsHere: () => {
      for (const context of known) old.add(context);
    },
  });
}

/** A computer without a graphics card, and without a browser that stands in for it. */
function haveNoCard(): void {
  for (const Canvas of [HTMLCanvasElement, OffscreenCanvas]) {
    const real = Canvas.prototype.getContext as (this: unknown, ...given: unknown[]) => object | null;
    (Canvas.prototype as { getContext: unknown }).getContext = function getContext(this: unknown, ...given: unknown[]) {
      return String(given[0]).includes('webgl') ? null : real.apply(this, given);
    };
  }
}

test.describe('H5 SF12 SF17: a plane or a body that is drawn black is found, healed, or refused in words', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench('');
  });
  test.afterAll(() => bench.stop());

  const start = async (page: Page) => {
    await page.goto(`${bench.origin}/volumes.html`);
    await page.waitForFunction(() => 'volumeBench' in window);
  };
  const graphics = (page: Page) => page.evaluate(() => window.volumeBench.graphics());
  const worst = (page: Page, plane: (typeof planes)[number]) =>
    page.evaluate((each) => {
      const off = window.volumeBench.sample(each).map(({ grey, expected }) => Math.abs(grey - expected));
      return off.length < 30 ? 999 : Math.max(...off);
    }, plane);
  const expectTrue = async (page: Page) => {
    for (const plane of planes) await expect.poll(() => worst(page, plane), { message: plane }).toBeLessThanOrEqual(1);
  };

  test('planted for good: the processor makes the planes, and each value stands at its place', async ({ page }) => {
    await page.addInitScript(loseVolumes, 'always' as const);
    await start(page);
    await page.evaluate((each) => window.volumeBench.openPlanes(each), phantom);
    await expect
      .poll(() => graphics(page))
      .toMatchObject({ generation: 2, backend: 'gpu', planes: 'cpu', trouble: 'blackVolume', covered: false });
    await expectTrue(page);
    const letters = await page.evaluate(() =>
      (['axial', 'coronal', 'sagittal'] as const).map((plane) => window.volumeBench.stateOf(plane).letters),
    );
    expect(letters.map((each) => [each?.left, each?.top])).toEqual([
      ['R', 'A'],
      ['R', 'H'],
      ['A', 'H'],
    ]);
    await page.evaluate(() => window.volumeBench.turn('axial', 30));
    await page.evaluate(() => window.volumeBench.scroll('coronal', 3));
    await expectTrue(page);
    await page.evaluate(() => window.volumeBench.zoom('sagittal', 1.7));
    await page.evaluate(() => window.volumeBench.place('coronal', { mirrored: true, rotation: 90 }));
    await expectTrue(page);
    await page.evaluate(() => window.volumeBench.resize(190));
    await expectTrue(page);
    expect(await page.evaluate(() => window.volumeBench.slabRefusal('axial'))).toBe('cpu');
    // What was found stays known: the next volume is right at once, and nothing is shown in space.
    await page.evaluate((each) => window.volumeBench.openPlanes(each), phantom);
    await expectTrue(page);
    expect(await page.evaluate((each) => window.volumeBench.openInSpace(each), bone)).toBe('card');
    expect(await graphics(page)).toMatchObject({ generation: 2, covered: false });
  });

  test('planted once: what draws is built anew, and the graphics card draws on', async ({ page }) => {
    await page.addInitScript(loseVolumes, 'beforeNow' as const);
    await start(page);
    await page.evaluate(() => (window as unknown as { loseWhatIsHere(): void }).loseWhatIsHere());
    await page.evaluate((each) => window.volumeBench.openPlanes(each), phantom);
    await expect.poll(() => graphics(page)).toMatchObject({ generation: 1, planes: 'gpu', trouble: 'blackVolume' });
    await expectTrue(page);
    await page.waitForTimeout(2_000);
    expect(await graphics(page)).toMatchObject({ generation: 1, planes: 'gpu', covered: false });
  });

  test('a fusion is healed too', async ({ page }) => {
    await page.addInitScript(loseVolumes, 'always' as const);
    await start(page);
    await page.evaluate((each) => window.volumeBench.openFused(each), phantom);
    await expect.poll(() => graphics(page)).toMatchObject({ generation: 2, planes: 'cpu', covered: false });
    await expect.poll(() => worst(page, 'axial')).toBeLessThanOrEqual(1);
  });

  test('a body in space that is drawn black is refused with the reason, and one of air is not', async ({ page }) => {
    await page.addInitScript(loseVolumes, 'always' as const);
    await start(page);
    expect(await page.evaluate((each) => window.volumeBench.openInSpace(each), bone)).toBeUndefined();
    await expect.poll(() => page.evaluate(() => window.volumeBench.refusal())).toBe('card');
    expect(await graphics(page)).toMatchObject({ planes: 'cpu', backend: 'gpu', covered: false });
  });

  test('the check at start finds it before anybody opens a plane', async ({ page }) => {
    await page.addInitScript(loseVolumes, 'always' as const);
    await start(page);
    const truth = await page.evaluate(() => window.volumeBench.checkTruth());
    expect(truth).toMatchObject({ backend: 'gpu', stack: { worst: expect.any(Number) }, plane: { worst: 0 } });
    expect(await graphics(page)).toMatchObject({ backend: 'gpu', planes: 'cpu', trouble: 'wrongVolume' });
  });

  test('without a graphics card planes are shown, and nothing in space', async ({ page }) => {
    await page.addInitScript(haveNoCard);
    await start(page);
    expect(await graphics(page)).toMatchObject({ backend: 'cpu', planes: 'cpu' });
    await page.evaluate((each) => window.volumeBench.openPlanes(each), phantom);
    await expectTrue(page);
    expect(await page.evaluate((each) => window.volumeBench.openInSpace(each), bone)).toBe('cpu');
  });

  test('no false alarm: planes, slabs, air and an empty volume are as they are', async ({ page }) => {
    await start(page);
    await page.evaluate((each) => window.volumeBench.openPlanes(each), phantom);
    await page.evaluate(() => window.volumeBench.slab('coronal', { mode: 'maximum', thicknessMm: 18 }));
    await page.waitForTimeout(1_500);
    for (const each of [{ ...bone, base: -1_000 }, bone]) {
      await page.evaluate((one) => window.volumeBench.openPlanes(one), each);
      await page.waitForTimeout(1_500);
    }
    for (const each of [{ ...bone, base: -1_000 }, bone]) {
      await page.evaluate((one) => window.volumeBench.openInSpace(one), each);
      await page.waitForTimeout(1_500);
    }
    expect(await graphics(page)).toMatchObject({ generation: 0, planes: 'gpu', covered: false });
  });
});
