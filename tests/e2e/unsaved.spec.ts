import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { practiceDesk } from './fixtures/practiceDesk.ts';

/** What is drawn and on no disk, and what two windows draw on one study (LN10). */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
let durbeen: Durbeen;
let context: BrowserContext;
let page: Page;
/** While it is set, the disk of this host takes no drawing. */
let isDiskFull = false;

test.beforeAll(async ({ browser }) => {
  await bringPatients(home.cache);
  durbeen = await startDurbeen(home.path);
  context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  page = await context.newPage();
  await page.routeWebSocket(/.*/, (socket) => {
    const host = socket.connectToServer();
    socket.onMessage((message) => {
      const { id, name } = JSON.parse(String(message)) as { readonly id?: number; readonly name?: string };
      if (!isDiskFull || name !== 'annotations.append') return host.send(message);
      const result = { ok: false, failure: { code: 'DiskFull' } };
      return socket.send(JSON.stringify({ kind: 'answer', id, result }));
    });
  });
  await openPage(page, durbeen);
  const desk = practiceDesk(page);
  await desk.allReady();
  await desk.select('ct chest');
  await desk.open();
});
test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const rows = (where: Page) => where.getByTestId('measurement-list').locator('li');
const sign = () => page.getByTestId('unsaved-work');

async function drawLength(where: Page, at: number): Promise<void> {
  const area = await where.locator('article[data-active]').first().boundingBox();
  if (!area) throw new Error('no box');
  const [x, y] = [area.x + area.width * 0.4, area.y + area.height * at];
  await where.keyboard.press('l');
  await where.mouse.move(x, y);
  await where.mouse.down();
  await where.mouse.move(x + 30, y);
  await where.mouse.move(x + 60, y);
  await where.mouse.up();
  await where.mouse.move(x, y + 60);
}

test('a drawing that is on no disk stays said after its study is closed, is there when it is opened again, and leaving asks', async () => {
  isDiskFull = true;
  await drawLength(page, 0.4);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toHaveAttribute('data-saved', 'false');
  await expect(sign()).toHaveText('1 drawing not saved');
  const desk = practiceDesk(page);
  await desk.leave();
  await expect(sign()).toHaveText('1 drawing not saved');
  const asked = page.waitForEvent('dialog');
  // Later: while the browser asks, the page answers nobody.
  await page.evaluate(() => void setTimeout(() => window.location.reload()));
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await desk.select('ct chest');
  await desk.open();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toHaveAttribute('data-saved', 'false');
  isDiskFull = false;
  await expect(sign()).toHaveCount(0);
  await expect(rows(page).first()).toHaveAttribute('data-saved', 'true');
  await page.reload();
  await desk.drawn();
  await expect(rows(page)).toHaveCount(1);
});

test('two windows of the browser on one study show the same, and what one removes the other does not bring back', async () => {
  const other = await context.newPage();
  await openPage(other, durbeen);
  const desk = practiceDesk(other);
  await desk.allReady();
  await desk.select('ct chest');
  await desk.open();
  await expect(rows(other)).toHaveCount(1);
  await drawLength(other, 0.6);
  await expect(rows(page)).toHaveCount(2);
  await rows(page).first().getByRole('button').click();
  await page.keyboard.press('Delete');
  await expect(rows(other)).toHaveCount(1);
  await expect(rows(page)).toHaveCount(1);
  await other.close();
});

test('what is undone is brought to the screen first', async () => {
  const box = page.getByTestId('image-box').first();
  const [row] = await rows(page).all();
  await row?.getByRole('button').click();
  const index = await box.getAttribute('data-drawn-index');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowDown');
  await expect(box).not.toHaveAttribute('data-drawn-index', index ?? '');
  await page.keyboard.press('Control+z');
  await expect(box).toHaveAttribute('data-drawn-index', index ?? '');
  await expect(row?.getByRole('button') ?? page.locator('none')).toHaveAttribute('aria-pressed', 'true');
});
