import type { Locator, Page } from '@playwright/test';
import { type Durbeen, openPage, startDurbeen } from '../../tests/e2e/fixtures/durbeen.ts';
import { addSite, dueInHours, type SlowSite, unlock } from '../../tests/e2e/fixtures/slowSite.ts';

/** Durbeen among patients whose site lies behind a slow line. */
export interface SlowDesk {
  readonly page: Page;
  readonly site: SlowSite;
  /** Ends Durbeen as a power cut does, and starts it again on what is on the disk. */
  powerCut(): Promise<void>;
}

export interface SlowScene {
  readonly name: string;
  readonly stage: (desk: SlowDesk) => Promise<void>;
}

/** In the order of an evening: the line is measured, a study becomes STAT, a study fills in, the power goes, the cap is reached. */
export const slowScenes: readonly SlowScene[] = [
  { name: 'link-panel', stage: linkPanel },
  { name: 'link-stat', stage: statOvertakes },
  { name: 'link-filling', stage: fillingIn },
  { name: 'link-resumed', stage: resumed },
  { name: 'link-settings', stage: settings },
  { name: 'link-cap', stage: capReached },
];

export async function openSlowDesk(
  page: Page,
  site: SlowSite,
  home: string,
  cacheDirectory: string,
): Promise<SlowDesk & { stop(): Promise<void> }> {
  let durbeen: Durbeen = await startDurbeen(home, cacheDirectory);
  await openPage(page, durbeen);
  return {
    page,
    site,
    async powerCut() {
      await durbeen.kill();
      durbeen = await startDurbeen(home, cacheDirectory);
      await openPage(page, durbeen);
      await unlock(page);
    },
    stop: () => durbeen.stop(),
  };
}

const rowOf = (page: Page, words: string): Locator =>
  page.locator('[role=row][aria-selected]').filter({ hasText: words }).first();
async function select(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type(words);
  // The list follows the words when the keys rest.
  await page.waitForFunction(
    (each) =>
      [...document.querySelectorAll('[role=row][aria-selected]')].every((row) =>
        row.textContent.toLowerCase().includes(each),
      ),
    words,
  );
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
}

const panel = (page: Page) => page.getByTestId('link-panel');

async function linkPanel({ page, site }: SlowDesk): Promise<void> {
  await addSite(page, 'Quetta DHQ', site.url);
  await dueInHours(page, 'STAT', '24');
  await dueInHours(page, 'URGENT', '24');
  await rowOf(page, 'CT head').waitFor();
  await page.locator('[data-ready="arrives"]').first().waitFor({ timeout: 120_000 });
  await page.waitForTimeout(20_000);
  await page.keyboard.press('Alt+l');
  await panel(page).waitFor();
}

async function statOvertakes({ page }: SlowDesk): Promise<void> {
  await page.keyboard.press('Escape');
  await select(page, 'knee');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+l');
  await panel(page)
    .getByRole('button', { name: /STAT.*knee/ })
    .waitFor();
  await page.waitForTimeout(3_000);
}

async function fillingIn({ page }: SlowDesk): Promise<void> {
  await page.keyboard.press('Escape');
  await select(page, 'ct chest');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=image-box][data-state=drawn]').first().waitFor({ timeout: 120_000 });
  await page.waitForTimeout(15_000);
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await page.locator('[data-testid=image-box][data-state=drawn]').first().waitFor({ timeout: 120_000 });
}

async function resumed(desk: SlowDesk): Promise<void> {
  const { page } = desk;
  await desk.powerCut();
  await rowOf(page, 'CT head').waitFor();
  await page.locator('[data-ready="arrives"]').first().waitFor({ timeout: 120_000 });
}

async function settings({ page, site }: SlowDesk): Promise<void> {
  site.order({ line: { bitsPerSecond: 60_000_000, oneWayMs: 40 } });
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'The line' }).click();
  await page.getByRole('radio', { name: 'At most, GB' }).click();
  await page.getByRole('textbox', { name: 'At most, GB' }).fill('0.1');
  await page.getByRole('radio', { name: 'A quarter' }).click();
}

async function capReached({ page }: SlowDesk): Promise<void> {
  await page.getByRole('button', { name: 'Worklist' }).click();
  await page.locator('[data-ready="rests.monthlyCap"]').first().waitFor({ timeout: 120_000 });
  await page.keyboard.press('Alt+l');
  await panel(page).waitFor();
}
