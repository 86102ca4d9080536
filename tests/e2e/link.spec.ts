import { expect, type Locator, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { addSite, type SlowSite, startSlowSite, unlock } from './fixtures/slowSite.ts';

/**
 * A reader at home: a real host, the drawn patients at the end of a line of 4 Mbit/s and 200 ms. What the list promises,
 * what a STAT does to it, what a power cut costs, and what is said when the month's bytes are used up.
 */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
let site: SlowSite;
let durbeen: Durbeen;
let page: Page;

test.beforeAll(async ({ browser }) => {
  await bringPatients(home.cache);
  site = await startSlowSite(home.cache, { line: { bitsPerSecond: 4_000_000, oneWayMs: 100 } });
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  await openPage(page, durbeen);
  await addSite(page, 'Quetta DHQ', site.url);
});

test.afterAll(async () => {
  await page.close();
  await durbeen.stop();
  await site.stop();
  home.remove();
});

const rows = () => page.locator('[role=row][aria-selected]');
const rowOf = (words: string) => rows().filter({ hasText: words });
const ready = (row: Locator) => row.locator('[data-ready]');
const panel = () => page.getByTestId('link-panel');
const transfers = () => panel().getByRole('list').first().getByRole('button');

test('M9: a study on its way says when it will be here, and the interval narrows as it comes', async () => {
  await expect(rows()).toHaveCount(10, { timeout: 60_000 });
  const coming = rowOf('CT head').first();
  await expect(coming).toContainText('STAT');
  await expect(ready(coming)).toHaveAttribute('data-ready', 'arrives', { timeout: 120_000 });
  await expect(coming).toContainText(/ready (in|within|\d\d:\d\d)/);
  const first = await widthOf(coming);
  expect(first).toBeGreaterThan(0);
  await expect.poll(() => presentIn(coming), { timeout: 120_000 }).toBeGreaterThan(80);
  await expect.poll(async () => (await widthOf(coming)) ?? 0, { timeout: 60_000 }).toBeLessThan(first ?? 0);
});

test('O7: a study marked STAT overtakes everything that was before it, though its time is past', async () => {
  await page.keyboard.press('Alt+l');
  await expect(panel()).toBeVisible();
  await expect(transfers().first()).toBeVisible();
  await expect(panel().getByRole('article', { name: 'Quetta DHQ' })).toContainText(/Now.*bit\/s/s);
  await page.keyboard.press('Escape');
  await expect(panel()).toHaveCount(0);
  await select('ct chest');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Escape');
  // The one that was STAT before is not any more: the other must go before it, and before what was due sooner.
  await select('ct head');
  await page.keyboard.press('Alt+3');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+l');
  await expect(transfers().first()).toContainText(/STAT.*CT chest/);
  await expect(transfers().first()).toHaveAttribute('data-fetching', 'true');
  await expect(ready(rowOf('CT chest with contrast').first())).toHaveAttribute('data-ready', 'now', {
    timeout: 160_000,
  });
  // Its own earlier study, due in a day, is not what the line was given to.
  await expect(ready(rowOf('CT chest with contrast').last())).not.toHaveAttribute('data-ready', 'now');
  await page.keyboard.press('Escape');
});

test('M7: after a power cut it goes on where it was', async () => {
  const before = await presentInAll();
  expect(before).toBeGreaterThan(0);
  await durbeen.kill();
  durbeen = await startDurbeen(home.path);
  await openPage(page, durbeen);
  await unlock(page);
  await expect(rows()).toHaveCount(10);
  await expect(ready(rowOf('CT chest with contrast').first())).toHaveAttribute('data-ready', 'now');
  // What was on its way when the power went is asked for again; what had come is here.
  expect(await presentInAll()).toBeGreaterThanOrEqual(before - 2);
  await expect.poll(presentInAll, { timeout: 60_000 }).toBeGreaterThan(before);
});

test('O10: with the cap of the month reached the list says so, and without a cap everything comes', async () => {
  await capOf('0.1');
  site.order({ line: { bitsPerSecond: 60_000_000, oneWayMs: 10 } });
  const rests = page.locator('[data-ready="rests.monthlyCap"]');
  await expect(rests.first()).toContainText('rests: cap', { timeout: 120_000 });
  await page.keyboard.press('Alt+l');
  await expect(panel()).toContainText(/What you open and STAT come in any case|which come in any case/);
  await page.keyboard.press('Escape');
  await capOf(undefined);
  await expect(rows().locator('[data-ready="now"]')).toHaveCount(10, { timeout: 120_000 });
});

async function select(words: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(words);
  await expect(rows().filter({ hasNotText: new RegExp(words, 'i') })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
}

async function capOf(gigabytes: string | undefined): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'The line' }).click();
  if (gigabytes === undefined) {
    await page.getByRole('radio', { name: 'No limit' }).click();
  } else {
    await page.getByRole('radio', { name: 'At most, GB' }).click();
    await page.getByRole('textbox', { name: 'At most, GB' }).fill(gigabytes);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'At most, GB' })).toHaveValue(gigabytes);
  }
  await page.getByRole('button', { name: 'Worklist' }).click();
}

/** Milliseconds between the two ends of what is promised. */
async function widthOf(row: Locator): Promise<number | undefined> {
  const [from, to] = await Promise.all(['data-from', 'data-to'].map((name) => ready(row).getAttribute(name)));
  return from && to ? Number(to) - Number(from) : undefined;
}

async function presentIn(row: Locator): Promise<number> {
  return Number(await ready(row).getAttribute('data-present'));
}

async function presentInAll(): Promise<number> {
  const each = await ready(rows()).evaluateAll((cells) => cells.map((cell) => Number(cell.dataset['present'] ?? 0)));
  return each.reduce((sum, present) => sum + present, 0);
}
