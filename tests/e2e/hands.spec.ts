import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { sharedData } from '../fixtures/sharedData.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';

const data = sharedData();
const ct = 'transfer-syntaxes/CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm';

/** The middle square of the canvas, every fourth pixel: what a quarter turn maps onto itself. */
interface Square {
  readonly side: number;
  readonly grey: readonly number[];
}

type Edges = readonly [left: string, right: string, top: string, bottom: string];
interface Seen {
  readonly square: Square;
  readonly edges: Edges;
}

/** One act on what is on the screen: where a pixel goes, and where the letters go. */
interface Act {
  readonly key: string;
  readonly from: (x: number, y: number, last: number) => readonly [x: number, y: number];
  readonly edges: (edges: Edges) => Edges;
}

const acts: Readonly<Record<string, Act>> = {
  'turn right': { key: '.', from: (x, y, last) => [y, last - x], edges: ([l, r, t, b]) => [b, t, l, r] },
  'turn left': { key: ',', from: (x, y, last) => [last - y, x], edges: ([l, r, t, b]) => [t, b, r, l] },
  'flip left to right': { key: 'h', from: (x, y, last) => [last - x, y], edges: ([l, r, t, b]) => [r, l, t, b] },
  'flip top to bottom': { key: 'v', from: (x, y, last) => [x, last - y], edges: ([l, r, t, b]) => [l, r, b, t] },
};

const activeBox = (page: Page) => page.locator('article[data-active=true]').filter({ visible: true });

async function look(page: Page): Promise<Seen> {
  // Two drawings after the key: one that was asked before it may still come.
  await page.waitForTimeout(400);
  const square = await activeBox(page)
    .locator('canvas')
    .first()
    .evaluate((element): Square => {
      const canvas = element as HTMLCanvasElement;
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('the canvas cannot be read');
      const side = Math.min(canvas.width, canvas.height) & ~7;
      const { data: rgba } = context.getImageData((canvas.width - side) >> 1, (canvas.height - side) >> 1, side, side);
      const grey: number[] = [];
      for (let y = 0; y < side; y += 4) for (let x = 0; x < side; x += 4) grey.push(rgba[(y * side + x) * 4] ?? 0);
      return { side: side / 4, grey };
    });
  const letters = await activeBox(page).locator('[data-testid=image-box] b').allTextContents();
  const [left = '', right = '', top = '', bottom = ''] = letters;
  return { square, edges: [left, right, top, bottom] };
}

function moved({ side, grey }: Square, { from }: Act): Square {
  const at = (x: number, y: number) => {
    const [fromX, fromY] = from(x, y, side - 1);
    return grey[fromY * side + fromX] ?? 0;
  };
  return { side, grey: Array.from({ length: side * side }, (_, index) => at(index % side, Math.floor(index / side))) };
}

/** Greys by which two pictures differ in the mean; neighbours stand for one another, as a turn may shift by half a pixel. */
function difference(one: Square, other: Square): number {
  const { side } = one;
  let sum = 0;
  for (let y = 1; y < side - 1; y += 1) {
    for (let x = 1; x < side - 1; x += 1) {
      const value = one.grey[y * side + x] ?? 0;
      const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => other.grey[(y + dy) * side + x + dx] ?? 0));
      sum += Math.max(0, Math.min(...around) - value, value - Math.max(...around));
    }
  }
  return sum / (side - 2) ** 2;
}

/** What is to be seen once the volume has filled: the same twice, a while apart. */
async function settled(page: Page): Promise<Seen> {
  let seen = await look(page);
  await expect
    .poll(
      async () => {
        await page.waitForTimeout(1_500);
        const before = seen;
        seen = await look(page);
        return difference(seen.square, before.square) + difference(before.square, seen.square);
      },
      { timeout: 120_000 },
    )
    .toBe(0);
  return seen;
}

/** One act after the other: each moves pixels and letters as it should, and not as any other act would. */
async function perform(page: Page, first: Seen, order: readonly string[], leastOther: number): Promise<Seen> {
  let seen = first;
  for (const name of order) {
    const act = acts[name] as Act;
    await page.keyboard.press(act.key);
    const now = await look(page);
    expect(now.edges, name).toEqual(act.edges(seen.edges));
    expect(difference(now.square, moved(seen.square, act)), name).toBeLessThan(1);
    for (const [otherName, other] of Object.entries(acts)) {
      if (otherName === name) continue;
      expect(difference(now.square, moved(seen.square, other)), otherName).toBeGreaterThan(leastOther);
    }
    seen = now;
  }
  return seen;
}

/** The drags of a profile, as its file says. */
function mouseOf(profile: string): Readonly<Record<string, string>> {
  const file = join(import.meta.dirname, `../../resources/hands/${profile}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { mouse: { drag: Record<string, string> } }).mouse.drag;
}

/** What the active box says of itself, for gestures that leave their mark in words or numbers. */
const words = (page: Page) => activeBox(page).getByTestId('image-box').textContent();
const zoomOf = async (page: Page) => Number(await activeBox(page).getByTestId('image-box').getAttribute('data-zoom'));

async function drag(page: Page, button: 'left' | 'middle' | 'right', modifier?: string, by = { x: 20, y: -40 }) {
  const area = await activeBox(page).boundingBox();
  if (!area) throw new Error('no box');
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
  if (modifier) await page.keyboard.down(modifier);
  await page.mouse.move(x, y);
  await page.mouse.down({ button });
  await page.mouse.move(x + by.x / 2, y + by.y / 2);
  await page.mouse.move(x + by.x, y + by.y);
  await page.mouse.up({ button });
  if (modifier) await page.keyboard.up(modifier);
}

test.describe('Q9: what is turned and flipped is the drawn image, and its letters go with it', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench(data ?? '');
  });
  test.afterAll(() => bench.stop());

  if (data === undefined) return;

  test('every rotation and flip, one after the other, on the real canvas', async ({ page }) => {
    await page.goto(`${bench.origin}/?folder=${encodeURIComponent(ct)}`);
    await expect(page.getByTestId('image-box')).toHaveAttribute('data-state', 'drawn');
    const first = await look(page);
    expect(first.edges).toEqual(['R', 'L', 'A', 'P']);
    const order = [
      ...['turn right', 'flip left to right', 'turn right', 'flip top to bottom', 'turn left', 'turn left'],
      ...['flip left to right', 'turn right', 'turn right', 'flip top to bottom'],
    ];
    const last = await perform(page, first, order, 8);
    // All of them together are none: the image lies as it was made, and nothing is said of it.
    expect(last.edges).toEqual(['R', 'L', 'A', 'P']);
    await expect(page.getByTestId('lie')).toHaveCount(0);
    await page.keyboard.press('h');
    await expect(page.getByTestId('lie')).toHaveText(/flipped/);
    await page.keyboard.press('r');
    await expect(page.getByTestId('lie')).toHaveCount(0);
    expect((await look(page)).edges).toEqual(['R', 'L', 'A', 'P']);
  });

  test('1:1 is one pixel of the image on one of the screen, also when the screen has two in each', async ({
    browser,
  }) => {
    for (const deviceScaleFactor of [1, 2]) {
      const page = await browser.newPage({ deviceScaleFactor });
      await page.goto(`${bench.origin}/?folder=${encodeURIComponent(ct)}`);
      const box = page.getByTestId('image-box');
      await expect(box).toHaveAttribute('data-state', 'drawn');
      await page.keyboard.press('Shift+Z');
      await expect(box).toContainText('1:1');
      // The circle of reconstruction is as wide as the image: 512 pixels of the canvas, from black to black.
      await page.keyboard.press('Shift+W');
      await page.keyboard.type('200 -1000');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(500);
      const width = await page
        .locator('article canvas')
        .first()
        .evaluate((element) => {
          const canvas = element as HTMLCanvasElement;
          const { data: rgba } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
            0,
            canvas.height >> 1,
            canvas.width,
            1,
          );
          const lit = Array.from({ length: canvas.width }, (_, x) => x).filter((x) => (rgba[x * 4] ?? 0) > 20);
          return (lit.at(-1) ?? 0) - (lit[0] ?? 0) + 1;
        });
      expect(Math.abs(width - 512)).toBeLessThanOrEqual(2);
      await page.close();
    }
  });

  test('the window is typed in its place, and a nonsense of it changes nothing', async ({ page }) => {
    await page.goto(`${bench.origin}/?folder=${encodeURIComponent(ct)}`);
    const box = page.getByTestId('image-box');
    await expect(box).toHaveAttribute('data-state', 'drawn');
    await page.keyboard.press('Shift+W');
    await page.keyboard.type('W 1500 L -600');
    await page.keyboard.press('Enter');
    await expect(box).toContainText('W 1500 L -600');
    await page.keyboard.press('Shift+W');
    await page.keyboard.type('lung');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('window-field')).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Escape');
    await expect(box).toContainText('W 1500 L -600');
    await page.keyboard.press('Control+z');
    await expect(box).toContainText('W 400 L 40');
  });

  test('planes of a volume are turned and flipped as images are, and lie again as they were', async ({ page }) => {
    await page.goto(`${bench.origin}/?folder=mr-brain-multiseries`);
    await expect(activeBox(page).getByTestId('image-box')).toHaveAttribute('data-state', 'drawn');
    await page.keyboard.press('m');
    await expect(page.locator('[data-plane]')).toHaveCount(3);
    await page.keyboard.press('w');
    for (const plane of ['axial', 'coronal', 'sagittal']) {
      const box = activeBox(page).getByTestId('image-box');
      await expect(box).toHaveAttribute('data-plane', plane);
      await expect(box).toHaveAttribute('data-state', 'drawn');
      await page.keyboard.press('Shift+Z');
      for (let step = 0; step < 6; step += 1) await page.keyboard.press('=');
      const first = await settled(page);
      const last = await perform(
        page,
        first,
        ['turn right', 'flip left to right', 'turn right', 'flip top to bottom'],
        2,
      );
      // Two turns and both flips: half a turn of what was, and that is said.
      await expect(activeBox(page).getByTestId('lie')).toHaveText(/turned/);
      for (let step = 0; step < 4; step += 1) await page.keyboard.press('Control+z');
      await expect(activeBox(page).getByTestId('lie')).toHaveCount(0);
      const back = await look(page);
      expect(back.edges).toEqual(first.edges);
      expect(last.edges).not.toEqual(first.edges);
      expect(difference(back.square, first.square)).toBeLessThan(0.5);
      await page.keyboard.press('F7');
    }
  });

  test('a moving picture by the mouse: faster, backwards, there and back; it plays, and stands still', async ({
    page,
  }) => {
    await page.goto(`${bench.origin}/?folder=us-colour/examples_ybr_color.dcm`);
    const box = page
      .getByTestId('image-box')
      .filter({ has: page.getByTestId('cine') })
      .first();
    await expect(box).toHaveAttribute('data-state', 'drawn');
    const bar = box.getByTestId('cine');
    const rate = async () => Number.parseFloat((await bar.textContent())?.replace(/^\D*/, '') ?? '');
    const before = await rate();
    await bar.getByRole('button', { name: 'Play faster' }).click();
    await expect(bar).toContainText('× 1.5');
    expect(Math.abs((await rate()) - before * 1.5)).toBeLessThanOrEqual(1);
    await bar.getByRole('button', { name: 'Play slower' }).click();
    await expect(bar).not.toContainText('×');
    for (const name of ['Play backwards', 'Play there and back']) {
      await bar.getByRole('button', { name }).click();
      await expect(bar.getByRole('button', { name })).toHaveAttribute('aria-pressed', 'true');
    }
    const at = await box.getAttribute('data-drawn-index');
    await bar.getByRole('button', { name: /^Play \d/ }).click();
    await expect(box).not.toHaveAttribute('data-drawn-index', at ?? '');
    await bar.getByRole('button', { name: /^Stop/ }).click();
    const still = await box.getAttribute('data-index');
    await page.waitForTimeout(400);
    await expect(box).toHaveAttribute('data-index', still ?? '');
  });

  test('the mouse does what each profile says', async ({ page }) => {
    for (const profile of ['durbeen', 'radiant', 'ohif', 'classic'] as const) {
      await page.goto(`${bench.origin}/?folder=${encodeURIComponent(ct)}&hands=${profile}`);
      await expect(page.getByTestId('image-box')).toHaveAttribute('data-state', 'drawn');
      for (const [gesture, act] of Object.entries(mouseOf(profile))) {
        const parts = gesture.split('+');
        const button = parts.at(-1)?.toLowerCase();
        if (gesture === 'Left+Right' || (button !== 'left' && button !== 'middle' && button !== 'right')) continue;
        const modifier = parts.length > 1 ? (parts[0] === 'Ctrl' ? 'Control' : parts[0]) : undefined;
        const [said, zoom] = [await words(page), await zoomOf(page)];
        const isWindow = act === 'window' || act === 'chosenTool';
        await drag(page, button, modifier);
        const name = `${profile}: ${gesture} ${act}`;
        if (act === 'zoom') await expect.poll(() => zoomOf(page), name).toBeGreaterThan(zoom);
        else expect(await zoomOf(page), name).toBe(zoom);
        if (isWindow) await expect.poll(() => words(page), name).not.toBe(said);
        if (act === 'rotate') await expect(page.getByTestId('lie'), name).toHaveText(/turned/);
        await page.keyboard.press('Control+z');
        if (act !== 'scroll' && act !== 'magnifier') await expect.poll(() => words(page), name).toBe(said);
      }
    }
  });
});
