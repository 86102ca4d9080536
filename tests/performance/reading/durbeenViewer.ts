import { type Browser, chromium, type Page } from '@playwright/test';
import { practiceDesk } from '../../e2e/fixtures/practiceDesk.ts';
import { chromiumOptions } from '../../fixtures/chromium.ts';
import type { HostProcess } from '../link/host/hostProcess.ts';
import type { StudyFiles } from '../link/studies/ctStudy.ts';
import { forgetDrawing, hasLit, installDrawProbe, isQuietFor, readDrawing } from './drawProbe.ts';
import type { Viewer } from './viewer.ts';

const patience = { timeout: 300_000, polling: 50 };

/** The app as it was built, its page in Chromium, its host beside it with everything already fetched. */
export async function openDurbeen(host: HostProcess): Promise<Viewer & { readonly browser: Browser }> {
  const browser = await chromium.launch(chromiumOptions());
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  await page.addInitScript(installDrawProbe);
  await page.goto(await host.ask('newLink', null));
  await page.locator('[role=row][aria-selected]').first().waitFor({ timeout: 60_000 });
  // As with the peer: all of the program is there before anything is timed.
  await page.waitForLoadState('networkidle');
  const desk = practiceDesk(page);
  return {
    name: 'Durbeen',
    browser,
    page,
    async open(study) {
      await desk.select(study.patientId);
      await page.evaluate(forgetDrawing);
      return untilLit(page, 1, 'Enter');
    },
    allHere: (study) => allChecked(page, study),
    async leave() {
      for (let tries = 0; tries < 5 && (await page.getByTestId('reading-room').count()) > 0; tries += 1) {
        await page.keyboard.press('Escape');
        await page.waitForTimeout(200);
      }
    },
    nextImage: pressing('ArrowDown'),
    async toFirst() {
      await page.keyboard.press('Home');
      await page.waitForFunction(isQuietFor, 500, patience);
    },
    async toPlanes() {
      await page.evaluate(forgetDrawing);
      return untilLit(page, 3, 'm');
    },
    turnPlanes: pressing('ArrowRight', 'ctrlKey: true, shiftKey: true'),
    async toTwoBoxes() {
      await page.keyboard.press('Alt+1');
      await page.waitForFunction(isQuietFor, 500, patience);
      await page.evaluate(forgetDrawing);
      return untilLit(page, 2, 'Alt+2');
    },
    countElements: () => page.evaluate(() => document.getElementsByTagName('*').length),
    close: () => browser.close(),
  };
}

/** Presses a key and waits until so many boxes show something; milliseconds from the time stamp of the key. */
async function untilLit(page: Page, boxes: number, key: string): Promise<number> {
  await page.evaluate(notePress);
  await page.keyboard.press(key);
  await page.waitForFunction(hasLit, boxes, patience);
  const { litAt } = await page.evaluate(readDrawing);
  const pressedAt = await page.evaluate(readPress);
  return Math.max(...Object.values(litAt)) - pressedAt;
}

/** Runs in the page. */
function notePress(): void {
  Object.assign(window, { pressedAt: undefined });
  const note = (event: KeyboardEvent) => {
    if (event.key === 'Alt') return;
    Object.assign(window, { pressedAt: event.timeStamp });
    window.removeEventListener('keydown', note, { capture: true });
  };
  window.addEventListener('keydown', note, { capture: true });
}

/** Runs in the page. */
function readPress(): number {
  return (window as unknown as { pressedAt: number }).pressedAt;
}

/** The source of a function that presses a key, for whoever runs it in the page. */
function pressing(key: string, more = ''): string {
  return `() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', code: '${key}', bubbles: true, cancelable: true, ${more} }))`;
}

async function allChecked(page: Page, { slices }: StudyFiles): Promise<void> {
  await page.waitForFunction(
    (count) => {
      const box = document.querySelector('article[data-active=true] [data-checked]');
      return Number((box as HTMLElement | null)?.dataset['checked']) >= count;
    },
    slices,
    patience,
  );
}
