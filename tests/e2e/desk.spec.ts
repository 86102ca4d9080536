import { expect, type Page, test } from '@playwright/test';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { practiceDesk } from './fixtures/practiceDesk.ts';
import { bringReadyPractice } from './fixtures/readyPractice.ts';

const sentence = 'A nodule in the right upper lobe, half a sent';

/** What lies on the desk, as the page shows it. */
function deskOn(page: Page) {
  return page.evaluate(() => {
    const grid = document.querySelector<HTMLElement>('[data-testid="image-box-grid"]');
    const boxes = [...document.querySelectorAll<HTMLElement>('article[data-active]')].map((article) => {
      const { dataset } = article.querySelector<HTMLElement>('[data-testid="image-box"]') ?? {};
      return {
        active: article.dataset['active'],
        image: dataset?.['sopInstanceUid'],
        index: dataset?.['index'],
        zoom: dataset?.['zoom'],
        plane: dataset?.['plane'],
        study: article.querySelector<HTMLElement>('[data-study]')?.textContent.trim(),
        window: /W -?\d+ L -?\d+/.exec(article.textContent)?.[0],
      };
    });
    return { layout: grid?.dataset['layout'], boxes };
  });
}

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;

/** As a person opens it: on the newest CT of the chest, which has an earlier one; its first series alone. */
async function openChest() {
  const desk = practiceDesk(page);
  await desk.allReady();
  await desk.select('ct chest');
  await desk.open();
  await desk.alone();
  return desk;
}

const layout = () => page.getByTestId('image-box-grid');
const boxAt = async (box: number) => (await deskOn(page)).boxes[box];

test.beforeAll(async ({ browser }) => {
  await bringReadyPractice(home, browser);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1100, height: 640 } });
  await openPage(page, durbeen);
});
test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

test('any number of boxes is chosen by keys, the hands go from box to box, and all of it is taken back', async () => {
  const desk = await openChest();
  await expect(layout()).toHaveAttribute('data-layout', '1x1');
  const before = (await boxAt(0))?.window;
  await page.keyboard.press('2');
  await expect(page.getByText('W 1500 L -600')).toBeVisible();
  await page.keyboard.press('Alt+g');
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
  await expect(layout()).toHaveAttribute('data-layout', '1x3');
  await page.keyboard.press('F7');
  await page.keyboard.press('Alt+ArrowRight');
  expect(
    await layout()
      .locator('[data-place] [data-active]')
      .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('data-active'))),
  ).toEqual(['false', 'false', 'true']);
  await page.keyboard.press('Control+z');
  await expect(layout()).toHaveAttribute('data-layout', '1x1');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await boxAt(0))?.window).toBe(before);
  await page.keyboard.press('Control+y');
  await expect(page.getByText('W 1500 L -600')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(layout()).toHaveAttribute('data-layout', '1x3');
  await desk.leave();
});

test('a series card that was clicked leaves the keys to the images', async () => {
  const desk = await openChest();
  await page.locator('[data-set-id]').nth(1).click();
  await expect(page.locator('[data-set-id]').nth(1)).toHaveAttribute('data-active', 'true');
  await desk.drawn();
  const before = Number((await boxAt(0))?.index);
  await page.keyboard.press('PageDown');
  await expect.poll(async () => Number((await boxAt(0))?.index)).toBe(before + 10);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('reading-room')).toHaveCount(0);
  await desk.leave();
});

test('an earlier study hangs beside, says which it is, and stands in place while a key is held', async () => {
  const desk = await openChest();
  // It need not hang beside for that: the key brings it.
  await page.keyboard.down('y');
  await expect.poll(async () => (await boxAt(0))?.study).toMatch(/^prior /);
  await page.keyboard.up('y');
  await expect.poll(async () => (await boxAt(0))?.study).toMatch(/ this study$/);
  await page.keyboard.press('Shift+y');
  await expect(layout()).toHaveAttribute('data-layout', '1x2');
  await desk.drawn();
  const [current, prior] = (await deskOn(page)).boxes;
  expect(current?.study).toMatch(/^\d{4}-\d{2}-\d{2} this study$/);
  expect(prior?.study).toMatch(/^prior \d{4}-\d{2}-\d{2}$/);
  expect(prior?.image).not.toBe(current?.image);
  // Two visits, two spaces: it is said that the one does not follow the other.
  await expect(page.locator('[data-following=apart]')).toContainText('(J)');
  await page.keyboard.down('y');
  await expect.poll(async () => (await boxAt(0))?.study).toBe(prior?.study);
  await desk.drawn();
  await page.keyboard.up('y');
  await expect.poll(() => boxAt(0)).toEqual(current);
  await page.keyboard.press('Control+z');
  await expect(layout()).toHaveAttribute('data-layout', '1x1');
  await desk.leave();
});

/** How wide and how high the lit part of a box is, in device pixels of its canvas. */
const litPart = (box: number) =>
  page
    .locator('article[data-active]')
    .nth(box)
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      let [left, right, top, bottom] = [width, 0, height, 0];
      for (let at = 0; at < data.length; at += 4) {
        if ((data[at] ?? 0) < 60) continue;
        const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      }
      return { width: right - left, height: bottom - top };
    });

test('what hangs fits the box that it is in now, whatever hung there and however large it was', async () => {
  const desk = await openChest();
  await page.keyboard.press('m');
  await expect(layout()).toHaveAttribute('data-layout', 'mpr');
  await desk.drawn();
  await page.keyboard.press('Shift+m');
  await page.waitForTimeout(4_000);
  await page.keyboard.press('Shift+m');
  await desk.drawn();
  await page.keyboard.press('Shift+y');
  await expect(layout()).toHaveAttribute('data-layout', '2x3');
  await desk.drawn();
  await page.waitForTimeout(2_000);
  const before = await litPart(0);
  // A window that is made wider and narrower again has all of it fitted anew.
  for (const width of [1_160, 1_100]) {
    await page.setViewportSize({ width, height: 640 });
    await page.waitForTimeout(2_000);
  }
  const after = await litPart(0);
  expect(after.width).toBeGreaterThan(100);
  expect(Math.abs(after.width - before.width)).toBeLessThan(4);
  expect(Math.abs(after.height - before.height)).toBeLessThan(4);
  await desk.leave();
});

test('while the key of the earlier study is held, whatever else is hung leaves this study in its place', async () => {
  const desk = await openChest();
  await page.keyboard.press('Shift+y');
  await expect(layout()).toHaveAttribute('data-layout', '1x2');
  await desk.drawn();
  const [current, prior] = (await deskOn(page)).boxes;
  await page.keyboard.down('y');
  await expect.poll(async () => (await boxAt(0))?.study).toBe(prior?.study);
  await page.keyboard.press('Alt+1');
  await page.keyboard.up('y');
  await expect(layout()).toHaveAttribute('data-layout', '1x1');
  await expect.poll(async () => (await boxAt(0))?.study).toBe(current?.study);
  await page.keyboard.press('Control+z');
  await expect(layout()).toHaveAttribute('data-layout', '1x2');
  await expect
    .poll(async () => (await deskOn(page)).boxes.map(({ study }) => study))
    .toEqual([current?.study, prior?.study]);
  await desk.leave();
});

test('after the page and the program were killed everything is back; what was put away stays away', async ({
  browser,
}) => {
  const desk = await openChest();
  await page.keyboard.press('Shift+y');
  await expect(layout()).toHaveAttribute('data-layout', '1x2');
  await desk.drawn();
  for (const key of ['2', 'PageDown', 'ArrowDown', '+', '+', 'l']) await page.keyboard.press(key);
  await page.getByLabel('Findings').fill(sentence);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  await desk.drawn();
  await expect(page.getByText('W 1500 L -600').first()).toBeVisible();
  // What is younger than half a second may be lost.
  await page.waitForTimeout(2_000);
  const before = await deskOn(page);
  await durbeen.kill();
  await page.close();

  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1100, height: 640 } });
  await openPage(page, durbeen);
  await expect(page.getByTestId('reading-room')).toBeVisible();
  await practiceDesk(page).drawn();
  await expect.poll(() => deskOn(page)).toEqual(before);
  await expect(page.getByRole('button', { name: /^Length/ })).toHaveAttribute('aria-pressed', 'true');
  const report = page.getByRole('region', { name: 'Report', exact: true });
  await expect(report).toHaveCount(0);
  await page.keyboard.press('F2');
  await expect(report.getByLabel('Findings')).toHaveValue(sentence);

  await practiceDesk(page).leave();
  await page.reload();
  await practiceDesk(page).allReady();
  await expect(page.getByTestId('reading-room')).toHaveCount(0);
});

test('three planes come back at their slices, windows and places; a zoom of one is taken back', async ({ browser }) => {
  await openChest();
  await page.keyboard.press('m');
  await expect(layout()).toHaveAttribute('data-layout', 'mpr');
  await practiceDesk(page).drawn();
  await page.keyboard.press('+');
  await expect.poll(async () => (await boxAt(0))?.zoom).toBe('1.250');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await boxAt(0))?.zoom).toBe('1.000');
  await page.keyboard.press('Control+y');
  for (const key of ['2', 'PageDown', 'F7', 'PageDown', 'PageDown', 'F7', 'PageUp']) await page.keyboard.press(key);
  await practiceDesk(page).drawn();
  await page.waitForTimeout(2_000);
  const before = await deskOn(page);
  expect(new Set(before.boxes.map(({ window }) => window))).toEqual(new Set(['W 1500 L -600']));
  // The page alone dies: the host has taken what it said.
  await page.close({ runBeforeUnload: false });
  page = await browser.newPage({ viewport: { width: 1100, height: 640 } });
  await openPage(page, durbeen);
  await practiceDesk(page).drawn();
  await expect.poll(() => deskOn(page)).toEqual(before);
  await practiceDesk(page).leave();
});

test('a study that was open when the page ended twice is offered, and is opened as it lay when asked for', async ({
  browser,
}) => {
  await openChest();
  await page.keyboard.press('Alt+2');
  await expect(layout()).toHaveAttribute('data-layout', '1x2');
  await practiceDesk(page).drawn();
  await page.waitForTimeout(2_000);
  const again = async () => {
    await page.close({ runBeforeUnload: false });
    page = await browser.newPage({ viewport: { width: 1100, height: 640 } });
    await openPage(page, durbeen);
  };
  await again();
  await expect(page.getByTestId('reading-room')).toBeVisible();
  // It ends while it is brought back.
  await again();
  const offered = () => page.getByTestId('offered-desk');
  await expect(offered()).toBeVisible();
  await expect(page.getByTestId('reading-room')).toHaveCount(0);
  await again();
  await offered().getByRole('button', { name: 'Open it again' }).click();
  await expect(layout()).toHaveAttribute('data-layout', '1x2');
  await practiceDesk(page).drawn();
  await expect(offered()).toHaveCount(0);
  // It has stood for a while: the next page opens it by itself.
  await page.waitForTimeout(8_000);
  await again();
  await expect(page.getByTestId('reading-room')).toBeVisible();
  await practiceDesk(page).drawn();
  await practiceDesk(page).leave();
});
