import { expect, type Locator, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { type PracticeDesk, practiceDesk } from './fixtures/practiceDesk.ts';

/**
 * Why a box shows what it shows, said beside the images; a series put right from there, offered and not done; hung anew
 * when the reader asks; and taken back.
 */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;
let desk: PracticeDesk;

test.beforeAll(async ({ browser }) => {
  await bringPatients(home.cache);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage();
  await openPage(page, durbeen);
  desk = practiceDesk(page);
  await desk.allReady();
  await desk.select('ct chest');
  await desk.open();
});

test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const why = () => page.getByTestId('why');
const correct = () => page.getByTestId('correct');
const lines = (part: string) => why().locator(`[data-part="${part}"]`);
const firstBox = () => page.locator('article[data-active]').filter({ visible: true }).first();
const shownIn = async (box: Locator) => box.getAttribute('aria-label');
/** Words in the line of a notice that lie over one another. */
const overlapsIn = (notice: Locator) =>
  notice.evaluate((bar) => {
    const told = [...(bar.parentElement?.children ?? []), ...bar.children].filter(
      (each) => each.clientWidth > 0 && !each.contains(bar),
    );
    const apart = (one: Element, other: Element) => {
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      return a.right <= b.left + 0.5 || b.right <= a.left + 0.5;
    };
    return told.flatMap((one, at) =>
      told
        .slice(at + 1)
        .flatMap((other) => (apart(one, other) ? [] : [`${one.textContent} over ${other.textContent}`])),
    );
  });
const placeOfBoxes = () => page.getByTestId('image-box-grid').boundingBox();

test('the button of a box says why: what it took, by which rules, and from where that is known', async () => {
  const before = await placeOfBoxes();
  await page.getByTestId('why-button').first().click();
  const box = lines('box lung 0');
  await expect(box.getByRole('heading')).toHaveText('This box wants: Lung');
  await expect(box).toContainText('It shows series 3 “Chest 2.5 mm lung”, the best of those that fit');
  await expect(box.getByRole('listitem').filter({ hasText: /^kernel: sharp/i })).toContainText(
    'the kernel · likely Convolution Kernel (0018,1210)',
  );
  await expect(lines('protocol')).toContainText('Hung by “CT of the chest”');
  await expect(lines('protocol')).toContainText('part of the body: chest');
  await expect(lines('priors')).toContainText('To hang beside: that of 2026-05-23 (CT, chest), 6 months before.');
  // Beside the images, and none of them moves.
  expect(await placeOfBoxes()).toEqual(before);
});

test('what else there would have been is folded away, each with its reason', async () => {
  const others = lines('otherSeries');
  await others.locator('summary').click();
  await expect(others.getByRole('listitem')).toContainText('series 2 “Chest 2.5 mm soft tissue”: kernel: soft');
  const refused = lines('refused');
  await expect(refused.getByRole('listitem').first()).toBeHidden();
  await refused.locator('summary').click();
  await expect(refused).toContainText('“CT of the head”: part of the body: chest; wanted head');
});

test('it follows the box that the hands are in', async () => {
  await page.keyboard.press('Alt+ArrowRight');
  await expect(lines('box lungPrior 0')).toContainText('Taken because it is most like what hangs for “Lung”');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(lines('box lung 0')).toBeVisible();
});

test('a sentence leads to what changes it; what is said is kept, offered, and moves nothing', async () => {
  const rule = lines('box lung 0')
    .getByRole('listitem')
    .filter({ hasText: /^kernel: sharp/i });
  await rule.getByRole('button', { name: 'Put right…' }).click();
  const kernel = correct().getByLabel('kernel');
  await expect(kernel).toBeFocused();
  await expect(correct().locator('[data-facet=kernel]')).toContainText('Header: sharp (the kernel, likely)');
  await expect(correct()).toContainText('every series named “Chest 2.5 mm lung” of protocol “Chest with contrast”');
  await kernel.selectOption('soft');
  await correct().getByLabel('kind').selectOption('localiser');
  await correct().getByRole('button', { name: 'Put it right' }).click();
  await expect(correct().getByRole('status')).toContainText('Nothing moves until the study is hung again.');
  expect(await shownIn(firstBox())).toBe('Chest 2.5 mm lung');
  const offer = page.getByTestId('rehang-offer');
  await expect(offer).toContainText('Put right: would hang otherwise');
  expect(await overlapsIn(offer)).toEqual([]);
  // The mark leads back to what was said.
  await expect(page.getByTestId('series-list').getByText('put right by a reader')).toHaveCount(1);
});

test('hung again with it, the box shows what fits now, and says who says so', async () => {
  await correct().getByRole('button', { name: 'Hang again with it' }).click();
  await expect.poll(() => shownIn(firstBox())).toBe('Chest 2.5 mm soft tissue');
  await page.keyboard.press('Alt+Y');
  const others = lines('otherSeries');
  await others.locator('summary').click();
  await expect(others).toContainText('“Chest 2.5 mm lung”: kind: localiser; wanted images to read');
});

test('a wrong word is taken back in the settings, and the header counts again', async () => {
  await page.keyboard.press('Escape');
  await expect(why()).toBeHidden();
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Hanging', exact: true }).click();
  const said = page.getByTestId('corrections').getByRole('listitem');
  await expect(said).toContainText(/kernel: soft; kind: localiser/i);
  await expect(page.getByTestId('hang-counts')).toContainText('CT of the chest');
  await said.getByRole('button', { name: 'Take it back' }).click();
  await expect(said).toHaveCount(0);
  await page.keyboard.press('Escape');
  await desk.drawn();
  await page.keyboard.press('Alt+Y');
  await page.keyboard.press('Alt+T');
  await expect(correct().locator('[data-facet=kernel]')).not.toContainText('A reader said');
});

test('by keys alone: the series of the panel, its question, and back to the images', async () => {
  await page.keyboard.press('Escape');
  await expect(correct()).toBeHidden();
  await page.keyboard.press('Alt+T');
  await expect(correct()).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(correct().getByLabel('kind')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(correct()).toBeHidden();
  const image = firstBox().getByTestId('image-box');
  const before = await image.getAttribute('data-index');
  await page.keyboard.press('ArrowDown');
  await expect(image).not.toHaveAttribute('data-index', before ?? '');
});

test('the right button on a series asks what it is', async () => {
  const card = page.locator('[data-set-id]').first();
  await card.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'This series is…' }).click();
  await expect(correct()).toBeVisible();
  await expect(correct()).toContainText((await card.textContent())?.includes('soft') ? 'soft tissue' : 'lung');
});
