import { expect, type Locator, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { addSite, nameReader, type SlowSite, startSlowSite } from './fixtures/slowSite.ts';

/** A chest CT of which most is still on its way: what the last look says of it, and what it takes to sign. */
const home = emptyHome();
let site: SlowSite;
let durbeen: Durbeen;
let page: Page;

test.beforeAll(async ({ browser }) => {
  await bringPatients(home.cache);
  site = await startSlowSite(home.cache, { line: { bitsPerSecond: 1_500_000, oneWayMs: 50 } });
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await openPage(page, durbeen);
  await addSite(page, 'Quetta DHQ', site.url);
  await nameReader(page);
});

test.afterAll(async () => {
  await page.close();
  await durbeen.stop();
  await site.stop();
  home.remove();
});

test('P6: a study of which images are not here is signed in a step of its own, and the version says so', async () => {
  const rows = page.locator('[role=row][aria-selected]');
  await expect(rows.first()).toBeVisible({ timeout: 90_000 });
  await page.keyboard.press('/');
  await page.keyboard.type('ct chest contrast');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-state=drawn]').first()).toBeVisible({ timeout: 120_000 });
  await page.getByLabel('Impression').fill('No nodule.');
  await page.keyboard.press('Control+Enter');
  const notSeen = page.getByTestId('images-not-seen');
  await expect(notSeen.getByRole('alert').first()).toContainText(/\d+ of \d+ images are not here/);
  await expect(notSeen.getByRole('listitem').first()).toContainText(/\d+ of \d+ missing/);
  await expect(notSeen).toContainText(/images were not on this screen/);
  await page.screenshot({ path: test.info().outputPath('last-look.png') });
  // What comes while it is open is not counted as missing any more.
  const first = await missingShown(notSeen);
  await expect.poll(() => missingShown(notSeen)).toBeLessThan(first);
  // Enter alone signs nothing.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Sign and send/ })).toBeDisabled();
  await page.keyboard.press('Alt+Enter');
  const without = page.getByRole('button', { name: /Sign without \d+ images/ });
  await expect(without).toBeEnabled();
  await page.screenshot({ path: test.info().outputPath('said.png') });
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('signed-without')).toContainText(/Signed while \d+ images were not here/);
  // The number that is told of it is the one that leaves with its text.
  const [, signedWithout] =
    /while (\d+) images/.exec((await page.getByTestId('signed-without').textContent()) ?? '') ?? [];
  await expect(page.getByRole('region', { name: 'Report' })).toContainText(
    new RegExp(`Signed while ${signedWithout} of \\d+ images were not available to the reader`),
  );
  await page.screenshot({ path: test.info().outputPath('signed.png') });
});

async function missingShown(notSeen: Locator): Promise<number> {
  const words = (await notSeen.getByRole('alert').first().textContent()) ?? '';
  return Number(/(\d+) of \d+ images are not here/.exec(words)?.[1]);
}
