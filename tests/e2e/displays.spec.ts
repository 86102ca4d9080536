import { expect, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { practiceDesk } from './fixtures/practiceDesk.ts';

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
  await page.getByRole('button', { name: 'Displays', exact: true }).click();
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
