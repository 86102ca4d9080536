import { expect, type Locator, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type DocumentSite, imageUid, side } from './fixtures/documentObjects.ts';
import { attack, startDocumentSite } from './fixtures/documentSite.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { addSite } from './fixtures/slowSite.ts';

/** Everything that may go with images, opened beside them and laid over them; some of it means harm. */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
const violations: string[] = [];
let site: DocumentSite | undefined;
let durbeen: Durbeen | undefined;
let page: Page;

test.beforeAll(async ({ browser }) => {
  site = await startDocumentSite();
  await bringPatients(home.cache);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('dialog', (dialog) => {
    violations.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().includes('attack.example')) violations.push(`request ${request.url()}`);
  });
  await openPage(page, durbeen);
  await addSite(page, 'Turbat', site.url);
  await page.getByRole('searchbox').fill('A-1');
  await expect(page.locator('[role=row][aria-selected]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(box()).toHaveAttribute('data-state', 'drawn');
});

test.afterAll(async () => {
  await durbeen?.stop();
  await site?.close();
  home.remove();
});

test.afterEach(async () => {
  expect(violations).toEqual([]);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

const box = () => page.getByTestId('image-box').first();
const pane = () => page.getByTestId('document');
const shot = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });

async function open(kind: string): Promise<Locator> {
  const card = page.locator(`[data-document=${kind}]`);
  if ((await card.getAttribute('data-open')) !== 'true') await card.click();
  await expect(pane()).toHaveAttribute('data-kind', kind);
  return pane();
}

async function goTo(number: number): Promise<void> {
  await page.keyboard.press('Home');
  for (let step = 1; step < number; step += 1) await page.keyboard.press('ArrowDown');
  await expect(box()).toHaveAttribute('data-sop-instance-uid', imageUid(number));
  await expect(box()).toHaveAttribute('data-state', 'drawn');
}

test('the panel says what the series is, what was not viewed, and lists the documents', async () => {
  const panel = page.getByRole('navigation', { name: 'Series' });
  await expect(panel).toContainText('Axial · lung kernel · 5 mm');
  await expect(panel).toContainText('3 not viewed');
  await expect(panel.locator('[data-document]')).toHaveCount(7);
  await shot('panel');
});

test('a report is text: headings and sentences are read, a script in it stands there and does nothing', async () => {
  const report = await open('report');
  await expect(report).toContainText('Radiology Report');
  await expect(report).toContainText('Nodule of 8 mm.');
  await expect(report).toContainText(`<script>${attack}</script>`);
  await expect(report.locator('script, img, iframe')).toHaveCount(0);
  await report.getByRole('button', { name: 'Series 2, image 3' }).click();
  await expect(box()).toHaveAttribute('data-sop-instance-uid', imageUid(3));
  await shot('report');
});

test('a PDF is drawn on grey with its stamps and fields, and nothing in it runs', async () => {
  const pdf = await open('pdf');
  const sheet = pdf.locator('figure').first();
  await expect(sheet).toHaveAttribute('data-state', 'drawn');
  const [inside, stamp, field, bare, outside] = await sheet.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d');
    // Points of the sheet, from its lower left corner.
    const at = (x: number, y: number) =>
      context?.getImageData((canvas.width * x) / 400, canvas.height * (1 - y / 600), 1, 1).data[0];
    return [at(200, 500), at(70, 320), at(70, 220), at(70, 120), at(200, 120)];
  });
  expect([inside, stamp, field, bare, outside]).toEqual([0, 0, 0, 255, 255]);
  // What the picture of the page leaves out is told as words: a note, and a field that came without a picture.
  await expect(sheet.getByRole('listitem')).toHaveText([`<img src=x onerror="${attack}">`, 'side: left']);
  // Two characters whose coding the document does not bring: the table for it is ours.
  await expect(sheet.getByRole('img')).toHaveAttribute('aria-label', '東京');
  await expect(pdf.getByText('may be missing')).toHaveCount(0);
  await expect(page.locator('iframe, object, embed')).toHaveCount(0);
  await expect(pdf.locator('input, img')).toHaveCount(0);
  await shot('pdf');
});

test('pages of a PDF that are out of sight hold no memory, and are drawn again', async () => {
  const sheets = (await open('pdf')).locator('figure');
  const widthOf = (index: number) =>
    sheets
      .nth(index)
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.width);
  await sheets.last().scrollIntoViewIfNeeded();
  await expect(sheets.last()).toHaveAttribute('data-state', 'drawn');
  await expect.poll(() => widthOf(0)).toBe(0);
  await sheets.first().locator('canvas').scrollIntoViewIfNeeded();
  await expect(sheets.first()).toHaveAttribute('data-state', 'drawn');
  await expect.poll(() => widthOf(0)).toBeGreaterThan(100);
  await expect.poll(() => widthOf(3)).toBe(0);
});

test('a web page in DICOM is read as words', async () => {
  const letter = await open('encapsulated');
  await expect(letter.getByTestId('document-text')).toHaveText('Dear colleague');
  await expect(letter.locator('script, iframe')).toHaveCount(0);
});

test('key images go to their image', async () => {
  const keys = await open('keyImages');
  await expect(keys.getByTestId('key-images').getByRole('listitem')).toHaveCount(2);
  await keys.getByRole('button', { name: /image 4/ }).click();
  await expect(box()).toHaveAttribute('data-sop-instance-uid', imageUid(4));
  const bar = box().locator('[data-ticks]');
  await expect(bar).toHaveAttribute('data-ticks', '0');
  await keys.getByRole('button', { name: 'Mark them on the scroll bar' }).click();
  await expect(bar).toHaveAttribute('data-ticks', '2');
  await keys.getByRole('button', { name: 'Unmark them' }).click();
  await expect(bar).toHaveAttribute('data-ticks', '0');
});

/** Where two corners of a path lie, in pixels of the image, by the picture of the image itself. */
async function pathInPixels(index: number): Promise<readonly number[]> {
  const path = box().locator('path[data-layer-path]').nth(index);
  const numbers = ((await path.getAttribute('d')) ?? '').match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  const zoom = Number(await box().getAttribute('data-zoom'));
  const area = await box().locator('[data-together]').boundingBox();
  if (!area) throw new Error('no box');
  // The displayed area fills the lesser side; its middle is in the middle of the box.
  const perPixel = Math.min(area.width, area.height) / (side / zoom);
  return numbers.map((value, at) => (value - (at % 2 === 0 ? area.width : area.height) / 2) / perPixel + side / 2);
}

test('LN2, LN3 a presentation state changes its image and no other, and its lines lie within half a pixel', async () => {
  await goTo(2);
  const state = await open('presentation');
  const before = await box().getAttribute('data-zoom');
  await state.getByRole('button', { name: 'Show as saved' }).click();
  await expect(box()).toContainText('W 1500 L 1000');
  await expect(box()).toContainText('inverted');
  await expect(box()).toHaveAttribute('data-zoom', '2.000');
  for (const index of [0, 1]) {
    const found = await pathInPixels(index);
    const away = [100, 100, 140, 120].map((value, at) => Math.abs((found[at] ?? 0) - value));
    expect(Math.max(...away)).toBeLessThan(0.5);
  }
  await shot('presentation');
  await page.getByTestId('image-box-grid').click({ position: { x: 300, y: 500 } });
  await goTo(3);
  await expect(box()).toContainText('W 1500 L -600');
  await expect(box()).not.toContainText('inverted');
  await expect(box()).toHaveAttribute('data-zoom', before ?? '');
  await goTo(2);
  await expect(box()).toContainText('W 1500 L 1000');
  await state.getByRole('button', { name: 'Show as before' }).click();
  await expect(box()).toContainText('W 1500 L -600');
});

test('a segmentation is off until asked for, lies on its slice only, and says that a program made it', async () => {
  await goTo(2);
  const segments = await open('segmentation');
  await expect(box().locator('canvas[data-segment]')).toHaveCount(0);
  await expect(segments.getByTestId('layer-where')).toHaveText('Series 2, image 2');
  // From an image where nothing of it lies: what is asked for comes before the eye.
  await goTo(3);
  await segments.getByRole('button', { name: 'Show on the images' }).click();
  await expect(box()).toHaveAttribute('data-drawn-index', '2');
  const mask = box().locator('canvas[data-segment]');
  await expect(mask).toHaveCount(1);
  await expect(box()).toContainText('AI: SquareNet – not verified');
  const corners = await mask.evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d');
    const at = (x: number, y: number) => context?.getImageData(x, y, 1, 1).data[3];
    return [at(63, 128), at(64, 128), at(95, 159), at(96, 159), at(64, 127)];
  });
  expect(corners).toEqual([0, 255, 255, 0, 0]);
  const [lies, image] = await Promise.all([mask.boundingBox(), box().locator('[data-together]').boundingBox()]);
  // All of the image: as wide as the lesser side of the box, about its middle.
  expect(lies?.width).toBeCloseTo(Math.min(image?.width ?? 0, image?.height ?? 0), 0);
  await shot('segmentation');
  await goTo(3);
  await expect(mask).toHaveCount(0);
  await goTo(2);
  await segments.getByRole('checkbox').uncheck();
  await expect(mask).toHaveCount(0);
  await segments.getByRole('button', { name: 'Take off the images' }).click();
});

test('a contour is drawn on the slice it lies in, with its name as text', async () => {
  const plan = await open('structures');
  await plan.getByRole('button', { name: 'Show on the images' }).click();
  await expect(box().locator('path[data-layer-path]')).toHaveCount(1);
  await expect(box()).toContainText('<b>Cord</b>');
  const [left, top] = await pathInPixels(0);
  expect(Math.abs((left ?? 0) - 50.5)).toBeLessThan(0.5);
  expect(Math.abs((top ?? 0) - 60.5)).toBeLessThan(0.5);
  await shot('structures');
  await goTo(3);
  await expect(box().locator('path[data-layer-path]')).toHaveCount(0);
});

/** A picture in a box as parts of its own size: how far its middle lies from that of the box, and its shape. */
interface Lies {
  readonly across: number;
  readonly down: number;
  readonly widthByHeight: number;
}

/** What is painted of a mask that a plane cuts. */
async function paintedIn(plane: string): Promise<Lies | undefined> {
  const mask = page.locator(`[data-plane=${plane}]`).getByTestId('mask-cut');
  if ((await mask.count()) === 0) return undefined;
  return mask.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height, clientWidth, clientHeight } = canvas;
    const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    let [left, right, top, bottom] = [width, -1, height, -1];
    for (let at = 0; at < width * height; at += 1) {
      if (!data[4 * at + 3]) continue;
      left = Math.min(left, at % width);
      right = Math.max(right, at % width);
      top = Math.min(top, Math.floor(at / width));
      bottom = Math.max(bottom, Math.floor(at / width));
    }
    if (bottom < 0) return undefined;
    const [perX, perY] = [clientWidth / width, clientHeight / height];
    const [wide, high] = [(right - left + 1) * perX, (bottom - top + 1) * perY];
    const [x, y] = [((left + right + 1) / 2) * perX, ((top + bottom + 1) / 2) * perY];
    return {
      across: (x - clientWidth / 2) / wide,
      down: (y - clientHeight / 2) / high,
      widthByHeight: wide / high,
    };
  });
}

test('LN2: planes cut the segmentation and the contours where they lie, and say that they do', async () => {
  const coronal = page.locator('[data-plane=coronal]');
  const plan = await open('structures');
  await plan.getByRole('button', { name: 'Take off the images' }).click();
  const segments = await open('segmentation');
  await segments.getByRole('button', { name: 'Show on the images' }).click();
  await goTo(2);
  await page.keyboard.press('M');
  await expect(coronal).toHaveAttribute('data-state', 'drawn');
  // The block lies from 127.5 to 159.5 mm to the back: the middle of the volume is just its edge.
  const area = await coronal.boundingBox();
  await page.mouse.click((area?.x ?? 0) + (area?.width ?? 0) / 2, (area?.y ?? 0) + (area?.height ?? 0) / 4);
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F');
  // 32 mm across and 5 mm high; its middle 48 mm to the right of the patient and 2.5 mm above that of the volume. A pixel
  // of the screen is half a millimetre.
  await expect
    .poll(async () => Math.abs(((await paintedIn('coronal'))?.widthByHeight ?? 0) - 32 / 5))
    .toBeLessThan(0.7);
  const lies = await paintedIn('coronal');
  expect(Math.abs((lies?.across ?? 0) + 48 / 32)).toBeLessThan(0.05);
  expect(Math.abs((lies?.down ?? 0) + 2.5 / 5)).toBeLessThan(0.12);
  await expect(coronal).toContainText('AI: SquareNet – not verified · cut from the segmentation');
  await shot('cut-segmentation');
  await page.keyboard.press('F');
  // The axial plane shows the first image as it is, and the block lies on the second.
  await expect(page.locator('[data-plane=axial]').locator('canvas[data-segment]')).toHaveCount(0);
  await expect(page.locator('[data-plane=axial]').getByTestId('mask-cut')).toHaveCount(0);
  await segments.getByRole('button', { name: 'Take off the images' }).click();
  await expect(page.getByTestId('mask-cut')).toHaveCount(0);

  await (await open('structures')).getByRole('button', { name: 'Show on the images' }).click();
  await expect(coronal.locator('path[data-layer-path]')).toHaveCount(0);
  await page.mouse.click((area?.x ?? 0) + (area?.width ?? 0) / 2, (area?.y ?? 0) + (area?.height ?? 0) / 4);
  for (let step = 0; step < 60; step += 1) await page.keyboard.press('ArrowUp');
  // Two edges through two slices.
  await expect(coronal.locator('path[data-layer-path]')).toHaveCount(4);
  await expect(coronal).toContainText('cut from the contours');
  await shot('cut-contours');
  await page.keyboard.press('T');
  await expect(coronal.getByTestId('layers-left-out')).toContainText('Not on this view');
  await expect(coronal.locator('path[data-layer-path]')).toHaveCount(0);
});
