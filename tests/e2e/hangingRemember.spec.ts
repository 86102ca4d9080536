import { expect, type Page, test } from '@playwright/test';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { type PracticeDesk, practiceDesk } from './fixtures/practiceDesk.ts';
import { bringReadyPractice } from './fixtures/readyPractice.ts';

// A layout made by hand on one study hangs the next of the kind: shown, said, tried and kept by keys alone.

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;
let desk: PracticeDesk;

test.beforeAll(async ({ browser }) => {
  await bringReadyPractice(home, browser);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  await openPage(page, durbeen);
  desk = practiceDesk(page);
  await desk.allReady();
});
test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const pane = () => page.getByTestId('remember');
const stage = () => page.getByTestId('stage');
/** What hangs, by the names of the series, box by box. */
const hung = () => desk.boxes().evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')));

/** Presses Tab until the button that has the focus is called so. */
async function tabTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const wanted = pane().getByRole('button', { name, exact: true });
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(key);
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${key} does not come to ${String(name)}.`);
}

test('what was hung by hand is remembered, and hangs the next study of the kind', async () => {
  await desk.select('ct chest');
  await desk.open();
  expect(await hung()).toEqual(['Chest 2.5 mm lung', 'Chest 4 mm lung']);
  const shipped = await stage().getAttribute('data-protocol');

  await test.step('the soft series takes the place of the earlier study', async () => {
    await page.keyboard.press('F7');
    await page.keyboard.press('F6');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect.poll(hung).toEqual(['Chest 2.5 mm lung', 'Chest 2.5 mm soft tissue']);
    await desk.drawn();
  });

  await test.step('it is said in sentences, and tried', async () => {
    await page.keyboard.press('Control+Shift+S');
    await expect(pane()).toBeVisible();
    const sentences = await pane().getByTestId('fact-sentence').allInnerTexts();
    expect(sentences[0]).toMatch(/^Hang when\s+CT\s+chest/);
    expect(sentences.slice(1).map((text) => text.split(/\s+/).slice(0, 3).join(' '))).toEqual([
      'sharp lung AX',
      'soft AX axial',
    ]);
    await expect(pane().getByTestId('trials')).toHaveAttribute('aria-busy', 'false');
    await expect(pane().getByRole('status').first()).toContainText('Hangs as wanted in 2 of 3');
    await expect(pane().getByTestId('reservations')).toHaveCount(0);
  });

  await test.step('a mark shows what would hang where', async () => {
    await tabTo(/CT chest with contrast: Every box/);
    await page.keyboard.press('Enter');
    const then = pane().getByTestId('hang-diagram').first();
    await expect(then.locator('[data-state=bound]')).toHaveText(['Chest 2.5 mm lung', 'Chest 2.5 mm soft tissue']);
  });

  await test.step('a fact that is left out is tried again, and can be taken in again', async () => {
    await tabTo('Leave out: chest', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(pane().getByTestId('overtakes')).toContainText('CT of the head');
    await page.keyboard.press('Enter');
    await expect(pane().getByTestId('overtakes')).toHaveCount(0);
  });

  await test.step('it is kept, and the desk stays as it is', async () => {
    await tabTo('Remember');
    await page.keyboard.press('Enter');
    await expect(pane().getByText('Remembered: used from the next study.')).toBeVisible();
    expect(await hung()).toEqual(['Chest 2.5 mm lung', 'Chest 2.5 mm soft tissue']);
    await expect(stage()).toHaveAttribute('data-protocol', shipped ?? '');
    await expect(page.getByTestId('rehang-offer')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(pane()).toHaveCount(0);
  });

  await test.step('the other study of the kind hangs so, and so does this one when it is opened again', async () => {
    await desk.leave();
    await desk.select('ct chest');
    await page.keyboard.press('End');
    await desk.open();
    await expect(stage()).toHaveAttribute('data-protocol', 'user.ct-chest-as-i-hang-it');
    expect(await hung()).toEqual(['Chest 4 mm lung', 'Chest 4 mm soft tissue']);
    await desk.leave();
    await desk.select('ct chest');
    await desk.open();
    await expect.poll(hung).toEqual(['Chest 2.5 mm lung', 'Chest 2.5 mm soft tissue']);
    await expect(stage()).toContainText('As remembered');
  });
});
