// `npm run screenshots`: opens Durbeen on the practice studies in a home folder of its own, drives it with keys, and
// writes the pictures of the README to docs/screenshots. Their content is drawn patients, so it is safe to publish.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { emptyHome, openPage, startDurbeen } from '../tests/e2e/fixtures/durbeen.ts';
import { practiceDesk } from '../tests/e2e/fixtures/practiceDesk.ts';
import { chromiumOptions } from '../tests/fixtures/chromium.ts';
import { root } from './building.ts';
import { scenes } from './screenshots/scenes.ts';
import { smallPng } from './screenshots/smallPng.ts';

const folder = join(root, 'docs', 'screenshots');
const mostBytes = 400_000;

mkdirSync(folder, { recursive: true });
const home = emptyHome();
const durbeen = await startDurbeen(home.path, process.env['DURBEEN_CACHE_DIR']);
const browser = await chromium.launch(chromiumOptions());
try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'en-GB' });
  await openPage(page, durbeen);
  const desk = practiceDesk(page);
  await desk.allReady();
  for (const { name, stage } of scenes) {
    await stage(desk);
    // Nothing hovers in a picture, and what fades has faded.
    await page.mouse.move(1, 767);
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
} finally {
  await browser.close();
  await durbeen.stop();
  home.remove();
}
