import { expect, type Locator, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type DocumentSite, imageUid } from './fixtures/documentObjects.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { impression, startMisfiledSite } from './fixtures/misfiledSite.ts';
import { addSite } from './fixtures/slowSite.ts';

/** What lies in a study and is another patient's, or was taken back, says so (T22); what is not shown of a text does too. */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
let site: DocumentSite | undefined;
let durbeen: Durbeen | undefined;
let page: Page;

test.beforeAll(async ({ browser }) => {
  site = await startMisfiledSite();
  await bringPatients(home.cache);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await openPage(page, durbeen);
  await addSite(page, 'Turbat', site.url);
  await page.getByRole('searchbox').fill('A-1');
  await expect(page.locator('[role=row][aria-selected]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(box()).toHaveAttribute('data-state', 'drawn');
});

test.afterAll(async () => {
  await durbeen?.stop();
  await site?.close();
  home.remove();
});

const box = () => page.getByTestId('image-box').first();
const pane = () => page.getByTestId('document');
const cardOf = (kind: string) => page.locator(`[data-document=${kind}]`);
const shot = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });

async function open(kind: string): Promise<Locator> {
  await cardOf(kind).click();
  await expect(pane()).toHaveAttribute('data-kind', kind);
  return pane();
}

/** The keys go to the images, and not to the card that was pressed last. */
async function goTo(number: number): Promise<void> {
  await page.getByTestId('image-box-grid').click({ position: { x: 250, y: 450 } });
  await page.keyboard.press('Home');
  for (let step = 1; step < number; step += 1) await page.keyboard.press('ArrowDown');
  await expect(box()).toHaveAttribute('data-sop-instance-uid', imageUid(number));
  await expect(box()).toHaveAttribute('data-state', 'drawn');
}

test('T22 a report of another patient says so on its card and over its words, and is whole', async () => {
  await expect(cardOf('report')).toContainText('other patient');
  await expect(cardOf('presentation')).not.toContainText('other patient');
  const report = await open('report');
  const plate = report.getByTestId('document-other-patient');
  await expect(plate).toHaveAttribute('data-differs', 'patient');
  await expect(plate).toContainText('Beta Boris');
  await expect(plate).toContainText('Not the patient of this study');
  await expect(report).toContainText(impression);
  // The flag without a name is nobody's word.
  await expect(report).toContainText('not verified');
  await shot('report');
});

test('T22 a clinical document in Latin-1 is read in its letters, without what was taken out, and names its patient', async () => {
  const letter = await open('encapsulated');
  await expect(letter.getByTestId('document-patient')).toContainText('Alpha Anna');
  await expect(letter.getByTestId('document-other-patient')).toContainText('Beta Boris');
  await expect(letter.getByTestId('document-text')).toHaveText(/Résultat\s+Fémur intact\.\s+Length \| 41 cm/);
  await expect(letter.getByTestId('document-text')).not.toContainText('Fracture');
  await expect(letter.getByText('Words that its author took out are not shown.')).toBeVisible();
  await shot('clinical');
});

test('T22 an image that its site took back says so on itself, on its series and on the list, and others do not', async () => {
  const words = 'rejected: perhaps another patient';
  await expect(page.locator('[data-set-id]').first()).toContainText(words);
  await expect(cardOf('keyImages')).toContainText(words);
  await goTo(1);
  await expect(box().getByTestId('fidelity')).toContainText(words);
  await shot('rejected');
  await goTo(2);
  await expect(box().getByTestId('fidelity')).not.toContainText('rejected');
  await expect((await open('keyImages')).getByRole('alert')).toContainText('may be another patient’s');
});

test('LN2 a presentation state with a table shows it, and says what of it is not done', async () => {
  await goTo(2);
  const state = await open('presentation');
  await expect(state.getByTestId('presentation-not-applied')).toContainText('the subtraction of a mask');
  await state.getByRole('button', { name: 'Show as saved' }).click();
  await expect(box().getByTestId('layer-caption')).toContainText('not shown of it: the subtraction of a mask');
  // The values rise from 0 to 4096 across the image; the table, from 1000 to 1003, makes a step of it.
  await expect.poll(() => greyAt(0.2)).toBeLessThan(5);
  await expect.poll(() => greyAt(0.3)).toBeGreaterThan(250);
  await shot('presentation');
  await goTo(3);
  await expect(box()).toContainText('W 1500 L -600');
  await state.getByRole('button', { name: 'Show as before' }).click();
});

/** The grey on the canvas, so far from the left edge of the image, which fills the lesser side of its box. */
function greyAt(part: number): Promise<number> {
  return page
    .locator('article[data-active=true] canvas')
    .first()
    .evaluate((element, share) => {
      const canvas = element as HTMLCanvasElement;
      const size = Math.min(canvas.width, canvas.height);
      const left = (canvas.width - size) / 2 + share * size;
      return canvas.getContext('2d')?.getImageData(Math.round(left), canvas.height / 2, 1, 1).data[0] ?? -1;
    }, part);
}
