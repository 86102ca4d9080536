import { expect, type Locator, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { countGreys, findBrightSpots } from './fixtures/pixels.ts';

/**
 * A whole reading by keys: from the worklist to the signed report. The page counts every event of a mouse or another
 * pointer; there may be none.
 */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;

declare global {
  interface Window {
    pointerEvents: string[];
  }
}

test.beforeAll(async ({ browser }) => {
  await bringPatients(home.cache);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage();
  await page.addInitScript(() => {
    window.pointerEvents = [];
    const names = ['mousedown', 'mouseup', 'mousemove', 'dblclick', 'contextmenu', 'wheel', 'touchstart'];
    const pointers = ['pointerdown', 'pointerup', 'pointermove'];
    for (const name of [...names, ...pointers]) {
      window.addEventListener(
        name,
        (event) => {
          // The cursor of the keys tells the image what a pointer would; the browser saw none.
          const isOfKeys = pointers.includes(name) && !event.isTrusted;
          if (!isOfKeys) window.pointerEvents.push(name);
        },
        { capture: true },
      );
    }
    // Enter on a button is a click too, one without a pointer.
    window.addEventListener(
      'click',
      (event) => {
        if (event.isTrusted && event.detail > 0) window.pointerEvents.push('click');
      },
      { capture: true },
    );
  });
  await openPage(page, durbeen);
});

test.afterEach(async () => {
  expect(await page.evaluate(() => window.pointerEvents)).toEqual([]);
});

test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const key = (name: string) => page.keyboard.press(name);
const boxes = () => page.locator('article[data-active]').filter({ visible: true });
const active = () => page.locator('article[data-active=true]').filter({ visible: true });

async function drawn(box: Locator): Promise<Locator> {
  const state = box.getByTestId('image-box');
  await expect(state).toHaveAttribute('data-state', 'drawn', { timeout: 90_000 });
  await expect
    .poll(async () => (await state.getAttribute('data-drawn-index')) === (await state.getAttribute('data-index')))
    .toBe(true);
  return state;
}

test('the study is found and opened', async () => {
  await expect(page.locator('[role=row][aria-selected]').nth(9)).toBeVisible({ timeout: 240_000 });
  await expect
    .poll(async () => (await page.locator('[role=grid]').textContent())?.match(/ready now/g)?.length ?? 0, {
      timeout: 240_000,
    })
    .toBe(10);
  await key('/');
  await page.keyboard.type('ct chest contrast');
  await key('Enter');
  const rows = page.locator('[role=row][aria-selected]');
  await expect.poll(() => rows.count()).toBeLessThan(4);
  const dates = await rows.evaluateAll((each) =>
    each.map((row) => /\d{4}-\d{2}-\d{2}/.exec(row.textContent)?.[0] ?? ''),
  );
  const newest = dates.indexOf([...dates].sort().at(-1) ?? '');
  await key('Home');
  for (let step = 0; step < newest; step += 1) await key('ArrowDown');
  await key('Enter');
  await drawn(active());
  // Hung with its earlier study beside; what follows is about one series.
  await key('Alt+1');
  await key('[');
  await drawn(active());
});

test('another series, a window, slices, and the way back of each', async () => {
  const box = active();
  const before = await box.getAttribute('aria-label');
  await key(']');
  await expect(active()).not.toHaveAttribute('aria-label', before ?? '');
  await drawn(active());
  await key('2');
  await expect(active()).toContainText('W 1500 L -600');
  await key('Control+ArrowRight');
  await expect(active()).not.toContainText('W 1500 L -600');
  await key('Control+z');
  await expect(active()).toContainText('W 1500 L -600');
  const state = await drawn(active());
  const at = Number(await state.getAttribute('data-index'));
  await key('ArrowDown');
  await expect(state).toHaveAttribute('data-drawn-index', `${at + 1}`);
  await key('PageUp');
  await drawn(active());
  await key('[');
  await expect(active()).toHaveAttribute('aria-label', before ?? '');
  await drawn(active());
});

test('a known 25.0 mm is measured within 0.5 mm with the cursor of the keys', async () => {
  await key('3');
  await key('Home');
  const state = await drawn(active());
  const count = Number(await state.getAttribute('data-count'));
  const beads = () => findBrightSpots(active(), { brightness: 250, sizes: [6, 160], upperShare: 0.25 });
  let found = await beads();
  for (let at = 1; at < count && found.length !== 3; at += 1) {
    await key('ArrowDown');
    await drawn(active());
    found = await beads();
  }
  expect(found).toHaveLength(3);
  const pair = found
    .flatMap((one, index) => found.slice(index + 1).map((other) => [one, other] as const))
    .find(([one, other]) => Math.abs(one.y - other.y) < 2);
  if (!pair) throw new Error('no two beads on one line');
  const [from, to] = pair[0].x < pair[1].x ? pair : [pair[1], pair[0]];
  await key('l');
  await key('k');
  const cursor = page.getByTestId('key-cursor').locator('svg');
  await expect(cursor).toBeVisible();
  await moveCursor(cursor, from);
  await key('Enter');
  await moveCursor(cursor, to);
  await key('Enter');
  const length = page.locator('[data-kind=length], [data-testid=annotation-list] li').first();
  await expect(length).toContainText(/\d+\.\d mm/);
  const value = Number(/(\d+\.\d) mm/.exec((await length.textContent()) ?? '')?.[1]);
  expect(Math.abs(value - 25)).toBeLessThanOrEqual(0.5);
});

test('an angle, a region, a value and words are drawn with the same cursor', async () => {
  const cursor = page.getByTestId('key-cursor').locator('svg');
  const row = (kind: string) => page.getByTestId('measurement-list').locator(`li[data-kind=${kind}]`);
  const image = await active().boundingBox();
  if (!image) throw new Error('no box');
  const middle = { x: Math.round(image.x + image.width / 2), y: Math.round(image.y + image.height / 2) };
  const setAt = async (dx: number, dy: number) => {
    await moveCursor(cursor, { x: middle.x + dx, y: middle.y + dy });
    await key('Enter');
  };
  await key('a');
  await setAt(40, 0);
  await setAt(0, 0);
  await setAt(0, -40);
  await expect(row('angle')).toContainText(/(89|90)\.\d°/);
  await key('e');
  await setAt(-30, -20);
  await setAt(30, 20);
  await expect(row('ellipse')).toContainText(/mean -?\d.* SD \d.* HU/);
  await key('o');
  await setAt(90, -60);
  await expect(row('probe')).toContainText(/-?\d+(\.\d+)? HU/);
  await key('Shift+X');
  await setAt(50, 50);
  await setAt(80, 80);
  await expect(page.getByRole('textbox', { name: 'Words' })).toBeFocused();
  await page.keyboard.type('nodule');
  await key('Enter');
  await expect(row('arrow')).toContainText('nodule');
  // The arrows are the cursor's again; what was begun is given up before the cursor is.
  await expect(page.getByTestId('key-cursor')).toBeFocused();
  await key('l');
  await setAt(-60, 60);
  await key('Escape');
  await expect(page.getByTestId('key-cursor')).toBeVisible();
  await expect(row('length')).toHaveCount(1);
  await key('Escape');
  await expect(page.getByTestId('key-cursor')).toHaveCount(0);
});

test('three planes, the next box, and the earlier study beside', async () => {
  await key('w');
  await key('m');
  await expect(boxes()).toHaveCount(3);
  for (const plane of ['axial', 'coronal', 'sagittal']) {
    const box = page.locator('article', { has: page.locator(`[data-plane=${plane}]`) });
    await expect(box.getByTestId('image-box')).toHaveAttribute('data-state', 'drawn', { timeout: 120_000 });
    await expect.poll(() => countGreys(box), { timeout: 90_000 }).toBeGreaterThan(30);
  }
  await key('F7');
  await expect(active().locator('[data-plane=coronal]')).toBeVisible();
  await key('m');
  await drawn(active());
  await key('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await key('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByTestId('reading-room')).toBeVisible();
  await key('Alt+i');
  await expect(page.getByTestId('fidelity-chain')).toBeVisible();
  await key('Escape');
  await expect(page.getByTestId('fidelity-chain')).toHaveCount(0);
  await expect(page.getByTestId('reading-room')).toBeVisible();
  await key('Shift+Y');
  await expect.poll(() => boxes().count()).toBeGreaterThan(1);
  for (const box of await boxes().all()) await drawn(box);
  // Both were on the screen in full: what is offered says so, word for word, and nothing else is typed.
  const report = page.getByRole('region', { name: 'Report' });
  const compared = /CT chest of \d{4}-\d{2}-\d{2} \(\d+ months earlier\)\./;
  await expect(report.getByRole('button', { name: /^Insert: CT chest/ })).toHaveText(compared);
  await key('F8');
  await expect(report.getByLabel('Comparison')).toHaveValue(new RegExp(`^${compared.source}$`));
});

test('the report is written, looked over and signed', async () => {
  await key('F9');
  const report = page.getByRole('region', { name: 'Report' });
  await expect(report.locator('textarea:focus')).toBeVisible();
  const fields = new Map<string, string>([
    ['Findings', 'Solid nodule in the right upper lobe, 25 mm between the beads.'],
    ['Impression', 'Growing nodule, right upper lobe.'],
  ]);
  const written = new Set<string>();
  for (let step = 0; step < 8 && written.size < fields.size; step += 1) {
    const label = await report
      .locator('textarea:focus')
      .evaluate((field) => (field as HTMLTextAreaElement).labels[0]?.textContent ?? '');
    const name = [...fields.keys()].find((each) => label.includes(each));
    if (name !== undefined && !written.has(name)) {
      await page.keyboard.type(fields.get(name) ?? '');
      written.add(name);
    }
    await key('F9');
  }
  expect([...written].sort()).toEqual([...fields.keys()].sort());
  await expect(report).toContainText(/saved/i);
  await key('Control+Enter');
  await expect(report).toContainText('This is what will be sent');
  await key('Enter');
  await expect(report).toContainText(/delivered/i, { timeout: 90_000 });
});

/** By tens and by ones to within half a pixel. */
async function moveCursor(cursor: Locator, to: { readonly x: number; readonly y: number }): Promise<void> {
  const box = await cursor.boundingBox();
  if (!box) throw new Error('no cursor');
  const [dx, dy] = [Math.round(to.x - box.x - box.width / 2), Math.round(to.y - box.y - box.height / 2)];
  const go = async (distance: number, forward: string, back: string) => {
    const name = distance > 0 ? forward : back;
    const size = Math.abs(distance);
    for (let tens = 0; tens < Math.floor(size / 10); tens += 1) await key(`Shift+${name}`);
    for (let ones = 0; ones < size % 10; ones += 1) await key(name);
  };
  await go(dx, 'ArrowRight', 'ArrowLeft');
  await go(dy, 'ArrowDown', 'ArrowUp');
}
