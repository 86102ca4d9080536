// `npm run screenshots`: opens Durbeen in home folders of its own, drives it with keys, and writes the pictures of the
// README to docs/screenshots: first on the practice studies, then as a reader at the end of a slow line, with a STAT, a
// power cut and a cap. Their content is drawn patients, so it is safe to publish. `-- practice`, `-- link` or
// `-- badges` makes one part.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { emptyHome, openPage, startDurbeen } from '../tests/e2e/fixtures/durbeen.ts';
import { startBench } from '../tests/e2e/fixtures/imagingBench/startBench.ts';
import { practiceDesk } from '../tests/e2e/fixtures/practiceDesk.ts';
import { startSlowSite } from '../tests/e2e/fixtures/slowSite.ts';
import { chromiumOptions } from '../tests/fixtures/chromium.ts';
import { root } from './building.ts';
import { scenes } from './screenshots/scenes.ts';
import { openSlowDesk, slowScenes } from './screenshots/slowScenes.ts';
import { smallPng } from './screenshots/smallPng.ts';

const folder = process.env['DURBEEN_SCREENSHOTS'] ?? join(root, 'docs', 'screenshots');
const mostBytes = 400_000;
const [only] = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
const drawn = emptyHome();
const cache = process.env['DURBEEN_CACHE_DIR'] ?? drawn.path;
const browser = await chromium.launch(chromiumOptions());
try {
  if (only === undefined || only === 'practice') await practicePictures(browser);
  if (only === undefined || only === 'link') await linkPictures(browser);
  if (only === undefined || only === 'badges') await badgePicture(browser);
} finally {
  await browser.close();
  drawn.remove();
}

async function practicePictures(on: Browser): Promise<void> {
  const home = emptyHome();
  const durbeen = await startDurbeen(home.path, cache);
  const page = await newPage(on);
  try {
    await openPage(page, durbeen);
    const desk = practiceDesk(page);
    await desk.allReady();
    for (const { name, stage, ofLastWindow } of scenes) {
      await stage(desk);
      await keep((ofLastWindow ? page.context().pages().at(-1) : undefined) ?? page, name);
    }
  } finally {
    await durbeen.stop();
    home.remove();
  }
}

/** 2 Mbit/s, 300 ms: `home2` of the link profiles. */
async function linkPictures(on: Browser): Promise<void> {
  const home = emptyHome();
  const site = await startSlowSite(cache, { line: { bitsPerSecond: 2_000_000, oneWayMs: 150 } });
  const page = await newPage(on);
  const desk = await openSlowDesk(page, site, home.path, cache);
  try {
    for (const { name, stage } of slowScenes) {
      await stage(desk);
      await keep(page, name);
    }
  } finally {
    await desk.stop();
    await site.stop();
    home.remove();
  }
}

/** Every badge of an image box at once, made by the components of the reading room from known states. */
async function badgePicture(on: Browser): Promise<void> {
  const bench = await startBench('');
  const page = await newPage(on);
  try {
    await page.goto(`${bench.origin}/badges.html`);
    await page.locator('[data-badge]').last().waitFor({ timeout: 120_000 });
    await keep(page, 'badges');
  } finally {
    await page.close();
    await bench.stop();
  }
}

/** `DURBEEN_SCREENSHOT_SIZE=1920x1080` for another size. */
function newPage(on: Browser): Promise<Page> {
  const [width = 1366, height = 768] = (process.env['DURBEEN_SCREENSHOT_SIZE'] ?? '')
    .split('x')
    .flatMap((side) => Number(side) || []);
  return on.newPage({ viewport: { width, height }, locale: 'en-GB' });
}

async function keep(page: Page, name: string): Promise<void> {
  // Nothing hovers in a picture, and what fades has faded.
  await page.mouse.move(1, (page.viewportSize()?.height ?? 768) - 1);
  await page.waitForTimeout(400);
  const picture = smallPng(await page.screenshot());
  writeFileSync(join(folder, `${name}.png`), picture);
  const size = picture.length;
  console.log(`screenshots: ${name}.png, ${Math.round(size / 1000)} kB`);
  if (size > mostBytes) {
    console.error(`screenshots: ${name}.png is too large for the repository`);
    process.exitCode = 1;
  }
}
