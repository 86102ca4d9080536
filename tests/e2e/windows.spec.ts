import { expect, type Page, test } from '@playwright/test';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { practiceDesk } from './fixtures/practiceDesk.ts';
import { bringReadyPractice } from './fixtures/readyPractice.ts';

/** One study on the desk over several windows: one session, one engine, one active box. */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;
let further: Page;

test.beforeAll(async ({ browser }) => {
  await bringReadyPractice(home, browser);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await openPage(page, durbeen);
  const desk = practiceDesk(page);
  await desk.allReady();
  await desk.select('ct chest');
  await desk.open();
  await desk.alone();
  // Its prior came with the hanging: put beside and away again, it is on the desk no more.
  await page.keyboard.press('Shift+Y');
  await expect(page.locator('article[data-active]')).toHaveCount(2);
  await page.keyboard.press('Shift+Y');
  await expect(page.locator('article[data-active]')).toHaveCount(1);
  await desk.drawn();
});

test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const boxIn = (where: Page) => where.getByTestId('image-box').first();
/** Over the pixels: what stands around them lets the pointer through. */
const pixelsIn = (where: Page) => where.locator('article[data-active]').first();
const indexIn = async (where: Page) => Number(await boxIn(where).getAttribute('data-drawn-index'));
const activeIn = (where: Page) => where.locator('article[data-active="true"]');

async function openFurther(): Promise<Page> {
  let popup: Page | undefined;
  // Right after one was closed, the browser may give its name to nobody yet: the key is pressed again, as a hand would.
  await expect(async () => {
    const opened = page.waitForEvent('popup', { timeout: 10_000 });
    await page.keyboard.press('Alt+m');
    popup = await opened;
  }).toPass({ timeout: 60_000 });
  if (!popup) throw new Error('no further window');
  await expect(boxIn(popup)).toHaveAttribute('data-state', 'drawn');
  return popup;
}

/** Whether the canvas holds an image and not one colour. */
const isLit = (where: Page) =>
  where.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return new Set(Array.from(data).filter((_, index) => index % 4_004 === 0)).size > 8;
  });

test('J: a further window shows a series that hangs nowhere yet, at the pixels of its own panel', async () => {
  further = await openFurther();
  expect(further.url()).toBe('about:blank');
  await expect(activeIn(page)).toHaveCount(1);
  await expect(page.getByText('In box 2')).toBeVisible();
  expect(await isLit(further)).toBe(true);
  const sizes = await further.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const box = canvas?.getBoundingClientRect();
    return [canvas?.width, (box?.width ?? 0) * devicePixelRatio, canvas?.height, (box?.height ?? 0) * devicePixelRatio];
  });
  expect(sizes[0]).toBe(sizes[1]);
  expect(sizes[2]).toBe(sizes[3]);
});

test('J: it follows its size', async () => {
  await further.setViewportSize({ width: 820, height: 640 });
  const sizes = () =>
    further.evaluate(() => {
      const canvas = document.querySelector('canvas');
      const isSharp = canvas !== null && canvas.width === canvas.clientWidth * devicePixelRatio;
      return { box: document.querySelector('article')?.clientWidth, isSharp, isWide: (canvas?.width ?? 0) >= 800 };
    });
  await expect.poll(sizes).toEqual({ box: 820, isSharp: true, isWide: true });
});

test('J: one box is active over all windows, and keys act on it wherever they are pressed', async () => {
  const there = await indexIn(further);
  await pixelsIn(further).click();
  await expect(activeIn(further)).toHaveCount(1);
  await expect(activeIn(page)).toHaveCount(0);
  await page.bringToFront();
  await page.keyboard.press('PageDown');
  await expect.poll(() => indexIn(further)).toBe(there + 10);
  await pixelsIn(page).click();
  await expect(activeIn(page)).toHaveCount(1);
  await expect(activeIn(further)).toHaveCount(0);
  const before = await indexIn(page);
  await further.keyboard.press('ArrowDown');
  await expect.poll(() => indexIn(page)).toBe(before + 1);
});

test('J: the wheel scrolls there, and a series is hung there from the panel of the first window', async () => {
  await pixelsIn(further).click();
  const before = await indexIn(further);
  await pixelsIn(further).hover();
  await further.mouse.wheel(0, 120);
  await expect.poll(() => indexIn(further)).toBe(before + 1);
  await page.bringToFront();
  await page.keyboard.press('[');
  await expect(further.getByText('soft tissue').first()).toBeVisible();
  await page.keyboard.press(']');
  await expect(further.getByText('lung').first()).toBeVisible();
});

test('J: more boxes are arranged in the window that is active, and only there', async () => {
  await further.keyboard.press('Alt+2');
  await expect(further.locator('article')).toHaveCount(2);
  await expect(page.locator('section article[data-active]')).toHaveCount(1);
  await further.keyboard.press('Alt+1');
  await expect(further.locator('article')).toHaveCount(1);
});

test('J: what is held by a key there is let go when that window loses the keys', async () => {
  await page.bringToFront();
  await pixelsIn(page).click();
  await page.keyboard.press('Shift+y');
  await expect(page.locator('article[data-active]')).toHaveCount(2);
  await practiceDesk(page).drawn();
  const shownIn = (where: Page) => where.locator('[data-study]').first().getAttribute('data-study');
  await pixelsIn(page).click();
  await further.keyboard.down('y');
  await expect.poll(() => shownIn(page)).toBe('prior');
  await further.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect.poll(() => shownIn(page)).toBe('current');
  await further.keyboard.up('y');
  await page.keyboard.press('Shift+y');
  await expect(page.locator('article[data-active]')).toHaveCount(1);
});

test('a picture of a further window alone says what it is: its number, practice, and how good its monitor is', async () => {
  const band = further.getByTestId('window-band');
  await expect(band).toContainText('Durbeen, window 2');
  await expect(band).toContainText('Practice studies: not patients');
  await expect(band.getByTestId('display-word')).toBeVisible();
  await expect(further).toHaveTitle('Durbeen, window 2');
});

test('J: the point that is shown in all boxes is the one under the pointer, in whichever window that is', async () => {
  await pixelsIn(further).hover();
  await further.keyboard.down('x');
  await expect(activeIn(further)).toHaveCount(1);
  await expect(further.getByTestId('marked-point').first()).toBeAttached();
  const { x = 0, y = 0, width = 0, height = 0 } = (await pixelsIn(further).boundingBox()) ?? {};
  await further.mouse.move(x + width / 2 + 40, y + height / 2 - 25);
  await expect
    .poll(async () => {
      const circle = further.getByTestId('marked-point').locator('circle').first();
      const at = await circle.boundingBox();
      return at && [Math.round(at.x + at.width / 2 - x - width / 2), Math.round(at.y + at.height / 2 - y - height / 2)];
    })
    .toEqual([40, -25]);
  await further.keyboard.up('x');
  await expect(further.getByTestId('marked-point')).toHaveCount(0);
});

test('LN8: closed, nothing of it is lost: the hands are back, and it opens again where it was', async () => {
  await pixelsIn(further).click();
  await further.keyboard.press('End');
  await expect.poll(() => indexIn(further)).toBe(112);
  await further.close();
  await expect(activeIn(page)).toHaveCount(1);
  await page.keyboard.press('ArrowUp');
  further = await openFurther();
  await expect.poll(() => indexIn(further)).toBeGreaterThan(105);
});

test('LN8: it outlives the study, is empty between two, and shows the next', async () => {
  await page.bringToFront();
  const desk = practiceDesk(page);
  await desk.leave();
  await expect(further.locator('article')).toHaveCount(0);
  await desk.select('ct chest');
  await desk.open();
  await expect(boxIn(further)).toHaveAttribute('data-state', 'drawn');
});

test('J: it goes with the page, and the page without it', async () => {
  const gone = further.waitForEvent('close');
  await page.reload();
  await gone;
  expect(further.isClosed()).toBe(true);
});
