import { type Browser, chromium, type Page } from '@playwright/test';
import { type Durbeen, openPage } from '../e2e/fixtures/durbeen.ts';
import { countGreys } from '../e2e/fixtures/pixels.ts';
import { type PracticeDesk, practiceDesk } from '../e2e/fixtures/practiceDesk.ts';
import { chromiumOptions } from '../fixtures/chromium.ts';
import { type Opening, readOpening, watchOpening } from './pageProbe.ts';

export interface AppRun {
  /** The first study opened in a window that has just been opened. */
  readonly fresh: Opening;
  /** The same study opened again in that window. */
  readonly again: Opening;
}

/** Opens the chest CT in a new window of the real app, goes back, and opens it again. */
export async function runReading(durbeen: Durbeen): Promise<AppRun> {
  const browser = await chromium.launch(chromiumOptions());
  try {
    const desk = await readyDesk(browser, durbeen);
    const fresh = await opening(desk);
    await desk.leave();
    const again = await opening(desk);
    return { fresh, again };
  } finally {
    await browser.close();
  }
}

async function readyDesk(browser: Browser, durbeen: Durbeen): Promise<PracticeDesk> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await openPage(page, durbeen);
  const desk = practiceDesk(page);
  await desk.allReady();
  await desk.select('ct chest');
  return desk;
}

async function opening(desk: PracticeDesk): Promise<Opening> {
  const { page } = desk;
  await page.evaluate(watchOpening);
  await page.keyboard.press('Enter');
  const timed = await waitForOpening(page);
  const greys = await countGreys(desk.boxes().first());
  if (greys < 50) throw new Error(`what was drawn has ${greys} greys, which is no image`);
  return timed;
}

async function waitForOpening(page: Page): Promise<Opening> {
  const handle = await page.waitForFunction(readOpening, undefined, { timeout: 180_000, polling: 100 });
  const found = await handle.jsonValue();
  if (!found) throw new Error('the study did not open');
  return found;
}
