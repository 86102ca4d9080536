import { expect, type Page, test } from '@playwright/test';
import { greyCurveOf } from '#shared/displays/greyCurve.ts';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { practiceDesk } from './fixtures/practiceDesk.ts';
import { giveTwoMonitors, moveToMonitor } from './fixtures/twoMonitors.ts';

/** A monitor is checked by an eye that reads its canvas; its grade stands beside the images and in the last look. */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;

test.beforeAll(async ({ browser }) => {
  await bringPatients(home.cache);
  durbeen = await startDurbeen(home.path);
  // A scale of one and a half: what is drawn must still be one value for each pixel of the panel.
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, deviceScaleFactor: 1.5 });
  page = await context.newPage();
  await openPage(page, durbeen);
});

test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const card = () => page.getByTestId('display-card');
const check = () => page.getByTestId('display-check');

/** The field in which the disc stands, 0 where there is none, as the pixels have it. */
const findDisc = () =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return -1;
    const levelAt = (x: number, y: number) => context.getImageData(Math.round(x), Math.round(y), 1, 1).data[0];
    const ground = levelAt(2, 2);
    for (let field = 0; field < 9; field += 1) {
      const [x, y] = [((field % 3) + 0.5) * (canvas.width / 3), (Math.floor(field / 3) + 0.5) * (canvas.height / 3)];
      if (levelAt(x, y) !== ground) return field + 1;
    }
    return 0;
  });

async function toTargets(kind: string): Promise<void> {
  await page.getByRole('button', { name: kind }).click();
  await check().getByRole('checkbox').check();
  await check().getByRole('button', { name: 'Begin' }).click();
  for (const box of await check().getByRole('checkbox').all()) await box.check();
}

async function findAll(answer: (disc: number) => number): Promise<void> {
  await check().getByRole('button', { name: 'Go on' }).click();
  const count = page.getByTestId('blind-target-count');
  const of = Number(/of (\d+)/.exec((await count.textContent()) ?? '')?.[1]);
  for (let number = 1; number <= of; number += 1) {
    await expect(count).toContainText(`${number} of ${of}`);
    await page.keyboard.press(String(answer(await findDisc())));
  }
}

test('K: a monitor that nobody checked is for review only', async () => {
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Monitors', exact: true }).click();
  await expect(card()).toHaveAttribute('data-where', 'here');
  await expect(card()).toContainText('Monitor for review only');
  await expect(card()).toContainText('It was never checked.');
  await expect(card()).toContainText('scale 150 %');
});

test('K: the pattern has one value for each pixel of the panel: line pairs stay black and white', async () => {
  await toTargets('Check this monitor');
  const seen = await page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    if (!canvas) throw new Error('no canvas');
    const box = canvas.getBoundingClientRect();
    const levels = canvas.getContext('2d')?.getImageData(canvas.width / 2 - 20, canvas.height / 2 + 10, 8, 1).data;
    return {
      panel: [Math.round(box.width * devicePixelRatio), Math.round(box.height * devicePixelRatio)],
      canvas: [canvas.width, canvas.height],
      levels: Array.from(levels ?? []).filter((_, index) => index % 4 === 0),
    };
  });
  expect(seen.canvas).toEqual(seen.panel);
  expect(new Set(seen.levels)).toEqual(new Set([0, 255]));
  for (const [at, level] of seen.levels.entries()) expect(level).not.toBe(seen.levels[at + 1]);
});

test('K: who sees no disc does not pass; who finds them is remote-limited, for the rest is unknown', async () => {
  await findAll(() => 0);
  await expect(check()).toContainText('Not passed');
  await check().getByRole('button', { name: 'Close' }).click();
  await expect(card()).toContainText('The last check was not passed.');
  await toTargets('Check it again');
  await findAll((disc) => disc);
  await expect(check()).toContainText('20 of 20 discs found');
  await page.keyboard.press('Enter');
  await expect(check()).toBeHidden();
  await expect(card()).toContainText('Monitor remote-limited');
});

test('K: a bank card held to the glass says how wide the picture is', async () => {
  await page.getByRole('button', { name: 'Measure with a bank card' }).click();
  await page.getByRole('slider').fill('285.3333');
  await expect(page.getByTestId('bank-card')).toHaveCSS('width', /^285/);
  await page.getByRole('button', { name: 'It is as wide' }).click();
  // 428 pixels of the panel are 85.6 mm.
  await expect(card()).toContainText('0.200 mm a pixel');
});

test('K11: the word beside the images is amber where the monitor is short, and stands in the last look', async () => {
  await page.keyboard.press('Escape');
  const desk = practiceDesk(page);
  await desk.allReady();
  await desk.select('ct chest');
  await desk.open();
  const word = page.getByTestId('display-word');
  await expect(word).toHaveAttribute('data-short', 'false');
  await desk.leave();
  await desk.select('chest pa');
  await desk.open();
  await expect(word).toHaveAttribute('data-short', 'true');
  await expect(word).toHaveAttribute('title', /Short for (DX|CR)/);
  await page.getByLabel('Findings').fill('Clear lungs.');
  await page.getByLabel('Impression').fill('Normal.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Read on', { exact: true })).toBeVisible();
  await expect(page.getByText('read on a monitor that is short')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('signed-on')).toContainText('Monitor remote-limited');
});

test('K11: with two monitors, one is checked and measured, the other not', async ({ browser }) => {
  await page.context().close();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await giveTwoMonitors(context);
  page = await context.newPage();
  await openPage(page, durbeen);
  await moveToMonitor(page, 1);
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Monitors', exact: true }).click();
  const here = card().filter({ hasText: 'Medical' });
  await expect(here).toHaveAttribute('data-where', 'here');
  await toTargets('Check this monitor');
  await findAll((disc) => disc);
  await page.keyboard.press('Enter');
  await expect(here).toContainText('Monitor remote-limited');
  // A monitor of gamma 2.2: too little contrast in black, too much in white.
  await here.getByText('Light measured with a photometer').click();
  for (let level = 0; level <= 255; level += 15) {
    await here.getByLabel(String(level), { exact: true }).fill((0.5 + 350 * (level / 255) ** 2.2).toFixed(2));
  }
  await here.getByRole('button', { name: 'Keep these readings' }).click();
  await expect(here).toContainText('depart from the DICOM curve by more than 10 %');
});

/** Greys where nothing but image lies: as they are on the canvas, and as the page sends them to the monitor. */
async function greysInTheMiddle(): Promise<{ readonly canvas: number[]; readonly sent: number[] }> {
  const box = practiceDesk(page).boxes().first();
  const place = await box.locator('canvas').first().boundingBox();
  if (!place) throw new Error('no canvas');
  const clip = {
    x: Math.round(place.x + place.width / 2),
    y: Math.round(place.y + place.height / 2),
    width: 40,
    height: 40,
  };
  const shot = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(
    async ({ png, at }) => {
      const firsts = (data: Uint8ClampedArray) => [...data].filter((_, index) => index % 4 === 0);
      const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes]));
      const copy = new OffscreenCanvas(at.width, at.height).getContext('2d');
      copy?.drawImage(picture, 0, 0);
      const canvas = document.querySelector<HTMLCanvasElement>('article[data-active] canvas');
      const { left = 0, top = 0 } = canvas?.getBoundingClientRect() ?? {};
      const image = canvas?.getContext('2d')?.getImageData(at.x - left, at.y - top, at.width, at.height);
      const sent = copy?.getImageData(0, 0, at.width, at.height);
      return {
        canvas: firsts(image?.data ?? new Uint8ClampedArray()),
        sent: firsts(sent?.data ?? new Uint8ClampedArray()),
      };
    },
    { png: shot, at: clip },
  );
}

test('F: grey images go out by the curve of the monitor that they are on, and their own values stay', async () => {
  const desk = practiceDesk(page);
  const choose = async () => {
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Monitors', exact: true }).click();
    await card().filter({ hasText: 'Medical' }).getByText('Light measured with a photometer').click();
  };
  const choice = page.getByLabel('Correct grey images to the DICOM curve');
  await choice.click();
  await expect(choice).toBeChecked();
  await page.keyboard.press('Escape');
  await desk.select('ct chest');
  await desk.open();
  await expect(page.getByTestId('display-word')).toContainText('greys corrected');
  const levels = Array.from({ length: 18 }, (_, index) => 0.5 + 350 * (index / 17) ** 2.2);
  const curve = greyCurveOf({
    curveOn: true,
    luminance: { levels: levels.map((level) => Number(level.toFixed(2))), ambient: 0 },
    reasons: [],
  });
  const { canvas, sent } = await greysInTheMiddle();
  expect(new Set(canvas).size).toBeGreaterThan(20);
  expect(sent).toEqual(canvas.map((level) => curve?.[level]));
  // The laptop beside it was not measured: there they go out as they are.
  await moveToMonitor(page, 0);
  await expect.poll(async () => (await greysInTheMiddle()).sent).toEqual(canvas);
  await moveToMonitor(page, 1);
  await expect.poll(async () => (await greysInTheMiddle()).sent).toEqual(sent);
  await desk.leave();
  await choose();
  await choice.click();
  await expect(choice).not.toBeChecked();
  await page.keyboard.press('Escape');
});

test('K11: the site takes no final report of images that were seen on the laptop alone', async () => {
  const desk = practiceDesk(page);
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Monitors', exact: true }).click();
  await page.getByLabel('Practice', { exact: false }).selectOption({ label: 'Take no final report' });
  await page.keyboard.press('Escape');
  await desk.select('ct head');
  await moveToMonitor(page, 0);
  await desk.open();
  // Brain and bone, which are scrolled together.
  for (let step = 0; step < 3; step += 1) {
    await page.keyboard.press('ArrowDown');
    await desk.drawn();
  }
  // Read on the laptop, and only then brought to the good monitor, with one image in sight.
  await moveToMonitor(page, 1);
  await page.getByLabel('Findings').fill('No bleeding.');
  await page.getByLabel('Impression').fill('Normal.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('This site takes no final report')).toContainText('6 of them');
});
