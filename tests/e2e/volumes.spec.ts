import { expect, type Page, test } from '@playwright/test';
import type { Phantom } from './fixtures/imagingBench/phantom.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';
import type {} from './fixtures/imagingBench/volumeWindow.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const planes = ['axial', 'coronal', 'sagittal'] as const;

const straight: Phantom = {
  columns: 64,
  rows: 48,
  pixelMm: [1.5, 2],
  row: [1, 0, 0],
  column: [0, 1, 0],
  positions: range(30).map((place) => [-48, -48, place * 3] as const),
  base: 0,
  slope: [3, -2, 5],
  window: { center: 200, width: 1200 },
};
const alongZ = { ...straight, slope: [0, 0, 10] as const, window: { center: 450, width: 1000 } };

test.describe('volumes of phantoms with known values', () => {
  let bench: Bench;
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    bench = await startBench('');
    page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
    await page.goto(`${bench.origin}/volumes.html`);
    await page.waitForFunction(() => 'volumeBench' in window);
  });
  test.afterAll(async () => {
    await page.close();
    await bench.stop();
  });

  const open = (phantom: Phantom) => page.evaluate((each) => window.volumeBench.openPlanes(each), phantom);
  const state = (plane: (typeof planes)[number]) => page.evaluate((each) => window.volumeBench.stateOf(each), plane);
  /** How far the canvas is from the oracle, in greys, over every place that was looked at. */
  const differences = (plane: (typeof planes)[number]) =>
    page.evaluate((each) => {
      const off = window.volumeBench.sample(each).map(({ grey, expected }) => grey - expected);
      return { low: Math.min(...off), high: Math.max(...off), places: off.length };
    }, plane);
  const expectTrue = async (least = 60) => {
    for (const plane of planes) {
      const { low, high, places } = await differences(plane);
      expect(places, plane).toBeGreaterThan(least);
      expect([low >= -1, high <= 1, low, high], plane).toEqual([true, true, low, high]);
    }
  };

  test('Q9, Q10: straight planes show each value at its place, left is left, and the letters say so', async () => {
    await open(straight);
    await expectTrue();
    expect((await state('axial')).letters).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' });
    expect((await state('coronal')).letters).toEqual({ left: 'R', right: 'L', top: 'H', bottom: 'F' });
    expect((await state('sagittal')).letters).toEqual({ left: 'A', right: 'P', top: 'H', bottom: 'F' });
  });

  test('Q12: planes turned about each other, scrolled and resized show each value at its place', async () => {
    await open(straight);
    const turns = [
      ['axial', 20],
      ['coronal', -33],
      ['sagittal', 71],
    ] as const;
    for (const [plane, degrees] of turns) {
      await page.evaluate(([each, by]) => window.volumeBench.turn(each, by), [plane, degrees] as const);
      await expectTrue();
    }
    await page.evaluate(() => window.volumeBench.scroll('coronal', 5));
    await expectTrue();
    await page.evaluate(() => window.volumeBench.resize(210));
    await expectTrue(30);
    await page.evaluate(() => window.volumeBench.straighten());
    expect((await state('coronal')).degrees).toBe(0);
    await expectTrue(30);
  });

  test('Q12: stepping a turned plane there and back ends where it began, each step another place', async () => {
    await open(straight);
    await page.evaluate(() => window.volumeBench.turn('axial', 45));
    const places: number[] = [];
    for (let step = 0; step < 6; step += 1) {
      places.push((await state('coronal')).surface.kind === 'plane' ? await distance('coronal') : Number.NaN);
      await page.evaluate(() => window.volumeBench.scroll('coronal', 1));
    }
    const steps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
    expect(new Set(steps.map((mm) => mm.toFixed(6))).size).toBe(1);
    // Pixels are 1.5 and 2 mm apart: across both at 45°, 1 / √(½/1.5² + ½/2²).
    expect(steps[0]).toBeCloseTo(1.697, 3);
    await page.evaluate(() => window.volumeBench.scroll('coronal', -6));
    expect(await distance('coronal')).toBeCloseTo(places[0] ?? 0, 6);
  });
  const distance = async (plane: (typeof planes)[number]) => {
    const { surface } = await state(plane);
    return surface.kind === 'plane' ? surface.distanceMm : Number.NaN;
  };

  test('a known 25.0 mm is within 0.2 mm in all three planes, straight and turned, and the crosshair within half a voxel', async () => {
    await open(straight);
    for (const degrees of [0, 27]) {
      await page.evaluate((by) => window.volumeBench.turn('axial', by), degrees);
      for (const plane of planes) {
        const measured = await page.evaluate(
          ([each]) => {
            const bench = window.volumeBench;
            const { crosshair, surface } = bench.stateOf(each);
            if (surface.kind !== 'plane') throw new Error('no plane');
            const [nx, ny, nz] = surface.normal;
            // Any direction in the plane: at right angles to its normal.
            const raw = Math.abs(nz) < 0.9 ? [-ny, nx, 0] : [1, 0, 0];
            const length = Math.hypot(...raw);
            const end = crosshair.map((part, axis) => part + ((raw[axis] ?? 0) / length) * 25);
            const [from, to] = [crosshair, end as unknown as typeof crosshair].map((world) =>
              bench.boxPoint(each, world),
            );
            if (!from || !to) throw new Error('no points');
            return bench.measure(
              each,
              [Math.round(from.x * 10) / 10, Math.round(from.y * 10) / 10],
              [Math.round(to.x * 10) / 10, Math.round(to.y * 10) / 10],
            );
          },
          [plane] as const,
        );
        expect(Math.abs((measured?.value ?? 0) - 25), plane).toBeLessThan(0.2);
        expect([measured?.unit, measured?.basis]).toEqual(['mm', 'patient']);
      }
    }
    await page.evaluate(() => window.volumeBench.crosshair([10.3, -7.7, 41.2]));
    const { crosshair } = await state('axial');
    for (const [axis, at] of [10.3, -7.7, 41.2].entries())
      expect(Math.abs((crosshair[axis] ?? 0) - at)).toBeLessThan(0.75);
  });

  test('B: a slab is as thick as it says: highest, lowest and mean of 18 mm', async () => {
    await open(straight);
    // Along the axis of scrolling 9 mm either way at 5 a mm are 45 values, 9.6 greys of a window of 1200.
    for (const [mode, low, high] of [
      ['maximum', 8, 11],
      ['minimum', -11, -8],
      ['mean', -1, 1],
    ] as const) {
      await page.evaluate((each) => window.volumeBench.slab('axial', { mode: each, thicknessMm: 18 }), mode);
      const off = await differences('axial');
      expect([off.low >= low, off.high <= high], `${mode} ${off.low} to ${off.high}`).toEqual([true, true]);
      expect((await state('axial')).drawnImage).toBeUndefined();
    }
    await page.evaluate(() => window.volumeBench.slab('axial', undefined));
    await expectTrue();
  });

  test('C9, SF2: slices that are not there neither lighten nor darken a slab, and are counted', async () => {
    const neverCome = [16, 17, 18, 19];
    await open({ ...alongZ, neverCome });
    expect(await state('axial')).toMatchObject({ asked: 14, cover: undefined });
    const slab = (mode: 'maximum' | 'minimum' | 'mean') =>
      page.evaluate((each) => window.volumeBench.slab('axial', { mode: each, thicknessMm: 18 }), mode);
    await slab('maximum');
    expect((await state('axial')).under).toEqual({ slices: 7, missing: 3, awaited: 3 });
    // The crosshair is on the last slice before the gap, the highest that is there.
    expect(await differences('axial')).toMatchObject({ low: expect.closeTo(0, 0), high: expect.closeTo(0, 0) });
    await slab('minimum');
    const lowest = await differences('axial');
    // 9 mm below, 10 a mm, of a window of 1000: 23 greys.
    expect([Math.round(lowest.low / 2), Math.round(lowest.high / 2)]).toEqual([-11, -11]);
    await slab('mean');
    const mean = await differences('axial');
    // From 9 mm below to half a slice above: 38.6 values under the plane's own, 9.8 greys.
    expect([mean.low > -12, mean.high < -8]).toEqual([true, true]);
    for (const mode of ['maximum', 'minimum', 'mean'] as const) {
      await page.evaluate((each) => window.volumeBench.slab('coronal', { mode: each, thicknessMm: 18 }), mode);
      const dark = await page.evaluate(() =>
        window.volumeBench.sample('coronal', 6).filter(({ world }) => (world[2] ?? 0) > 48 && (world[2] ?? 0) < 57),
      );
      expect(dark.length).toBeGreaterThan(20);
      expect(new Set(dark.map(({ grey }) => grey)), mode).toEqual(new Set([0]));
      const bright = await page.evaluate(() =>
        window.volumeBench.sample('coronal', 6).filter(({ world }) => (world[2] ?? 0) < 46 || (world[2] ?? 0) > 61),
      );
      expect(Math.max(...bright.map(({ grey, expected }) => Math.abs(grey - expected))), mode).toBeLessThanOrEqual(2);
    }
    expect((await state('coronal')).bands).toBe(1);
  });

  test('Q3: a gap in the positions stays a gap, hatched across and covered along the slices', async () => {
    const positions = straight.positions.filter((_, place) => place < 20 || place > 22);
    const opened = await open({ ...straight, positions });
    expect(opened).toMatchObject({ missingSlices: 3, slotCount: 30, filled: 27, resampled: false });
    expect([(await state('coronal')).bands, (await state('axial')).bands]).toEqual([1, 0]);
    await page.evaluate(() => window.volumeBench.crosshair([0, 0, 63]));
    expect(await state('axial')).toMatchObject({ cover: 'sliceMissing' });
  });

  test('Q5: a leaning gantry is sheared straight: every value at its true place, in three planes and turned', async () => {
    const lean = (18.5 * Math.PI) / 180;
    const opened = await open({
      ...straight,
      column: [0, Math.cos(lean), -Math.sin(lean)],
      positions: range(30).map((place) => [-48, -40, place * 3 + 15] as const),
    });
    expect(opened).toMatchObject({ tiltDegrees: expect.closeTo(18.5, 2) });
    await expectTrue();
    await page.evaluate(() => window.volumeBench.turn('sagittal', 25));
    await expectTrue(40);
    await page.evaluate(() => window.volumeBench.alongSlices());
    expect((await state('axial')).degrees).toBeCloseTo(18.5, 2);
    await expectTrue(40);
  });

  test('Q4: slices at uneven distances are resampled at their true places', async () => {
    let z = 0;
    const positions = range(30).map((place) => {
      z += place < 14 ? 2 : place % 2 === 0 ? 5 : 4.4;
      return [-48, -48, z] as const;
    });
    const opened = await open({ ...straight, positions });
    expect(opened).toMatchObject({ resampled: true, missingSlices: 0 });
    expect((await state('axial')).drawnImage).toBeUndefined();
    await expectTrue();
  });

  for (const [name, row, column] of [
    ['sagittal', [0, 1, 0], [0, 0, -1]],
    ['coronal', [1, 0, 0], [0, 0, -1]],
    ['feet first', [-1, 0, 0], [0, 1, 0]],
    ['oblique', [0.96, 0.28, 0], [-0.28 * 0.8, 0.96 * 0.8, -0.6]],
  ] as const) {
    test(`left stays left: slices made ${name}`, async () => {
      const normal = [
        row[1] * column[2] - row[2] * column[1],
        row[2] * column[0] - row[0] * column[2],
        row[0] * column[1] - row[1] * column[0],
      ];
      const at = (place: number, axis: number) =>
        (normal[axis] ?? 0) * (place - 15) * 3 - (row[axis] ?? 0) * 48 - (column[axis] ?? 0) * 48;
      const positions = range(30).map((place) => [at(place, 0), at(place, 1), at(place, 2)] as const);
      await open({ ...straight, row, column, positions });
      await expectTrue(40);
      const { letters } = await state('axial');
      expect([letters?.left, letters?.right]).toEqual(['R', 'L']);
    });
  }

  test('C: a body in space is turned to its sides, and the letters follow', async () => {
    const bone = { ...straight, base: 700, slope: [0, 0, 0] as const };
    expect(await page.evaluate((each) => window.volumeBench.openInSpace(each, 128), bone)).toBeUndefined();
    const sides = { A: ['R', 'L'], P: ['L', 'R'], L: ['A', 'P'], R: ['P', 'A'], H: ['L', 'R'], F: ['R', 'L'] } as const;
    for (const [side, [left, right]] of Object.entries(sides)) {
      await page.evaluate((each) => window.volumeBench.lookFrom(each as 'A'), side);
      const lit = await page.evaluate(() => window.volumeBench.litInSpace());
      expect([lit.letters?.left, lit.letters?.right], side).toEqual([left, right]);
      expect(lit.lit, side).toBeGreaterThan(0.2);
    }
    await page.evaluate(() => window.volumeBench.lookFrom('A'));
    await page.evaluate(() => window.volumeBench.turnInSpace(90, 0));
    const { letters } = await page.evaluate(() => window.volumeBench.litInSpace());
    expect([letters?.left, letters?.right]).toEqual(['P', 'A']);
  });

  test('C: air is not seen in space', async () => {
    await page.evaluate((each) => window.volumeBench.openInSpace(each, 128), {
      ...straight,
      base: -1000,
      slope: [0, 0, 0] as const,
    });
    expect((await page.evaluate(() => window.volumeBench.litInSpace())).lit).toBe(0);
  });
});
