import { expect, type Locator, type Page, test } from '@playwright/test';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { countGreys, findBrightSpots, type Spot } from './fixtures/pixels.ts';

/**
 * The main job, as a new user does it: an empty home folder, `npm start`, a practice study read, measured, reported,
 * signed and delivered. The calibration beads lie exactly 25.0 mm apart (electron/practice/phantoms/calibration.ts).
 */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;

test.beforeAll(async ({ browser }) => {
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage();
  await openPage(page, durbeen);
});

test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const rows = () => page.locator('[role=row][aria-selected]');
const boxes = () => page.locator('article').filter({ visible: true });
const planeBox = (plane: string) => page.locator('article', { has: page.locator(`[data-plane=${plane}]`) });

/** Waits until a box shows pixels of the image that was asked for. */
async function drawn(box: Locator, timeout = 30_000): Promise<void> {
  const state = box.getByTestId('image-box');
  await expect(state).toHaveAttribute('data-state', 'drawn', { timeout });
  const asked = await state.getAttribute('data-index');
  await expect(state).toHaveAttribute('data-drawn-index', asked ?? '', { timeout });
}

test('the worklist shows practice studies with names in Urdu and Hindi, and they become ready by themselves', async () => {
  await expect(rows().nth(9)).toBeVisible({ timeout: 240_000 });
  const text = await page.locator('[role=grid]').textContent();
  expect(text).toMatch(/[\u0600-\u06ff]{3}/);
  expect(text).toMatch(/[\u0900-\u097f]{3}/);
  expect(text).toContain('STAT');
  await expect(rows().first()).toContainText('STAT');
  await expect
    .poll(async () => (await page.locator('[role=grid]').textContent())?.match(/ready now/g)?.length ?? 0, {
      timeout: 120_000,
    })
    .toBe(10);
});

test('one keypress on the chest CT shows an image; M shows three planes, none of them empty', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('ct chest contrast');
  await page.keyboard.press('Enter');
  await selectNewestChest();
  await page.keyboard.press('Enter');
  await drawn(boxes().first());
  await expect.poll(() => countGreys(boxes().first())).toBeGreaterThan(50);
  // It hangs in the window of lung, with its earlier study beside; what follows is about its first series.
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('[');
  await drawn(boxes().first());
  await page.keyboard.press('PageDown');
  await drawn(boxes().first());
  const left = await boxes().first().getByTestId('image-box').getAttribute('data-drawn-index');
  await page.keyboard.press('m');
  await expect(boxes()).toHaveCount(3);
  await expect(page.locator('[data-plane=axial]')).toHaveAttribute('data-index', left ?? '');
  for (const plane of ['axial', 'coronal', 'sagittal']) {
    const box = planeBox(plane);
    await expect(box.getByTestId('image-box')).toHaveAttribute('data-state', 'drawn', { timeout: 90_000 });
    await expect.poll(() => countGreys(box), { timeout: 60_000 }).toBeGreaterThan(50);
  }
  await page.keyboard.press('m');
});

test('a known 25.0 mm is measured within 0.2 mm by mouse', async () => {
  const box = boxes().first();
  await drawn(box);
  await page.keyboard.press('3');
  await expect(boxes().first()).toContainText('W 2500 L 480');
  const beads = await scrollToBeads(box);
  await page.keyboard.press('l');
  for (const [from, to] of pairsOnOneAxis(beads)) await drag(from, to);
  const lengths = page.getByTestId('measurement-list').locator('li');
  await expect(lengths).toHaveCount(2);
  for (const length of await lengths.all()) {
    expect(await length.getAttribute('data-unit')).toBe('mm');
    expect(Math.abs(Number(await length.getAttribute('data-value')) - 25)).toBeLessThanOrEqual(0.2);
  }
});

test('a report is written, signed with two keys, and delivered to the practice archive', async () => {
  const report = page.getByRole('region', { name: 'Report' });
  await report.getByLabel('Findings').fill('Solid nodule in the right upper lobe, larger than before.');
  await report.getByLabel('Impression').fill('Growing nodule, right upper lobe.');
  await expect(report).toContainText(/saved/i);
  await page.keyboard.press('Control+Enter');
  await expect(report).toContainText('This is what will be sent');
  await page.keyboard.press('Enter');
  await expect(report).toContainText(/delivered/i, { timeout: 60_000 });
});

/** The list holds the study and its prior: the newer one is wanted. */
async function selectNewestChest(): Promise<void> {
  await expect(rows()).toHaveCount(2);
  const dates = await rows().evaluateAll((each) =>
    each.map((row) => /\d{4}-\d{2}-\d{2}/.exec(row.textContent)?.[0] ?? ''),
  );
  const newest = dates.indexOf([...dates].sort().at(-1)!);
  await page.keyboard.press('Home');
  for (let step = 0; step < newest; step += 1) await page.keyboard.press('ArrowDown');
}

/** Steps through the stack until three beads lie in one slice, as the calibration block has them. */
async function scrollToBeads(box: Locator): Promise<readonly Spot[]> {
  await page.keyboard.press('Home');
  const count = Number(await box.getByTestId('image-box').getAttribute('data-count'));
  let best: readonly Spot[] = [];
  for (let at = 1; at <= count; at += 1) {
    await expect(box.getByTestId('image-box')).toHaveAttribute('data-drawn-index', `${at}`);
    const spots = await findBeads(box);
    if (spots.length === 3) best = spots;
    else if (best.length === 3) {
      await page.keyboard.press('ArrowUp');
      await expect(box.getByTestId('image-box')).toHaveAttribute('data-drawn-index', `${at - 1}`);
      return findBeads(box);
    }
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no slice with three beads, and one after it, among ${count}`);
}

/** Steel in the block that lies before the breastbone: the only white in the upper quarter under the bone window. */
function findBeads(box: Locator): Promise<readonly Spot[]> {
  return findBrightSpots(box, { brightness: 250, sizes: [6, 160], upperShare: 0.25 });
}

/**
 * The origin bead shares a row with one bead and a column with another. Each pair ends at the origin: a press on the end
 * of a line that is there takes hold of it.
 */
function pairsOnOneAxis(beads: readonly Spot[]): readonly (readonly [Spot, Spot])[] {
  const isLevel = (one: Spot, other: Spot) => Math.abs(one.x - other.x) < 2 || Math.abs(one.y - other.y) < 2;
  const [origin, ...none] = beads.filter((bead) => beads.every((other) => isLevel(bead, other)));
  expect(none).toEqual([]);
  return beads.filter((bead) => bead !== origin).map((bead) => [bead, origin!] as const);
}

async function drag(from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}
