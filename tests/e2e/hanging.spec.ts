import { expect, type Page, test } from '@playwright/test';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { practiceDesk } from './fixtures/practiceDesk.ts';
import { bringReadyPractice } from './fixtures/readyPractice.ts';

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;

/**
 * How the study hangs, as the page shows it: protocol, stage, and each box with its series, plane, study, and what is
 * said where nothing hangs. The places that a box reaches over are left out.
 */
function hungOn(shown: Page) {
  return shown.evaluate(() => {
    const stage = document.querySelector<HTMLElement>('[data-testid="stage"]');
    const grid = document.querySelector<HTMLElement>('[data-testid="image-box-grid"]');
    const boxes = [...(grid?.querySelectorAll<HTMLElement>('[data-place] > *') ?? [])].map((each) => {
      const { dataset } = each.querySelector<HTMLElement>('[data-testid="image-box"]') ?? {};
      const article = each.closest('article') ?? each.querySelector('article');
      const words = [
        article?.getAttribute('aria-label') ??
          `(${(each.matches('[data-selector]') ? each : each.querySelector<HTMLElement>('[data-selector]'))?.dataset['selector'] ?? 'empty'})`,
        dataset?.['plane'],
        each.querySelector<HTMLElement>('[data-study="prior"]') ? 'prior' : undefined,
        each.querySelector<HTMLElement>('[data-awaits]')?.dataset['awaits'],
      ];
      return words.filter((word) => word !== undefined).join(' | ');
    });
    return { protocol: stage?.dataset['protocol'], stage: stage?.querySelector('b')?.textContent, boxes };
  });
}

/** The windows of the boxes, in their order. */
function windowsOn(shown: Page) {
  return shown
    .locator('[data-place] article')
    .evaluateAll((boxes) => boxes.map((box) => /W -?\d+ L -?\d+/.exec(box.textContent)?.[0]));
}

async function openStudy(words: string): Promise<void> {
  const desk = practiceDesk(page);
  await desk.allReady();
  await desk.select(words);
  await page.keyboard.press('Enter');
  await page.getByTestId('stage').waitFor();
}

test.beforeAll(async ({ browser }) => {
  await bringReadyPractice(home, browser);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  await openPage(page, durbeen);
});
test.afterEach(() => practiceDesk(page).leave());
test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const first: readonly (readonly [words: string, protocol: string, boxes: readonly string[]])[] = [
  ['ct chest', 'builtin.ct-chest', ['Chest 2.5 mm lung', 'Chest 4 mm lung | prior']],
  ['ct head', 'builtin.ct-head', ['Head 3 mm brain', 'Head 3 mm bone']],
  [
    'mr brain',
    // Its request asks for an infarct.
    'builtin.mr-brain-stroke',
    ['AX DWI b0 b1000', 'AX ADC (10-6 mm2/s)', 'AX FLAIR', 'AX T2 TSE'],
  ],
  ['xr chest', 'builtin.cr-chest-pa', ['Chest PA', 'Chest PA | prior']],
  ['xr knee', 'builtin.cr-msk', ['Knee left AP', 'Knee left lateral']],
  ['mammography', 'builtin.mg-screen', ['R CC', 'L CC', 'R MLO', 'L MLO']],
  ['carotid', 'builtin.us-general', ['Right common carotid, colour']],
  [
    'pet/ct',
    'builtin.petct',
    [
      'CT low dose 4 mm',
      'PET FDG attenuation corrected',
      'CT low dose 4 mm | axial',
      'PET FDG attenuation corrected | coronal',
    ],
  ],
];

for (const [words, protocol, boxes] of first) {
  test(`${words} opens hung, box by box`, async () => {
    await openStudy(words);
    await expect.poll(() => hungOn(page)).toMatchObject({ protocol, boxes });
  });
}

test('Tab walks the stages, each comes back as it was left, and Ctrl+Z goes back', async () => {
  await openStudy('ct chest');
  await practiceDesk(page).drawn();
  await expect.poll(() => windowsOn(page)).toEqual(['W 1500 L -600', 'W 1500 L -600']);
  const opening = await hungOn(page);
  // The windows of the two are one, as the stage wants it.
  await page.keyboard.press('3');
  await expect.poll(() => windowsOn(page)).toEqual(['W 2500 L 480', 'W 2500 L 480']);
  await page.keyboard.press('Tab');
  await expect
    .poll(() => hungOn(page))
    .toMatchObject({
      stage: 'Mediastinum, now and before',
      boxes: ['Chest 2.5 mm soft tissue', 'Chest 4 mm soft tissue | prior'],
    });
  await expect.poll(() => windowsOn(page)).toEqual(['W 350 L 50', 'W 350 L 50']);
  await page.keyboard.press('Shift+Tab');
  await expect.poll(() => hungOn(page)).toEqual(opening);
  await practiceDesk(page).drawn();
  await expect.poll(() => windowsOn(page)).toEqual(['W 2500 L 480', 'W 2500 L 480']);
  await page.keyboard.press('Control+Z');
  await expect.poll(async () => (await hungOn(page)).stage).toBe('Mediastinum, now and before');
});

test('a box reaches over three rows and two columns, and the hands go from one to the next', async () => {
  await openStudy('ct chest');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect.poll(async () => (await hungOn(page)).boxes).toHaveLength(4);
  const [large, small] = await Promise.all(
    [0, 2].map((place) => page.locator(`[data-place="${place}"] article`).boundingBox()),
  );
  const grid = await page.getByTestId('image-box-grid').boundingBox();
  expect(large!.height).toBeGreaterThan(grid!.height * 0.95);
  expect(large!.width).toBeGreaterThan(grid!.width * 0.6);
  expect(small!.height).toBeLessThan(grid!.height * 0.4);
  await expect(page.getByTestId('slab')).toHaveText(/MIP 10/);
  for (const place of [2, 5, 8, 0]) {
    await page.keyboard.press('F7');
    await expect(page.locator(`[data-place="${place}"] article`)).toHaveAttribute('data-active', 'true');
  }
});

test('what is hung by hand stays, says so, and is hung anew by Alt+R, which is taken back', async () => {
  await openStudy('ct chest');
  await page.keyboard.press('Alt+1');
  await expect(page.getByTestId('stage')).toHaveAttribute('data-pinned', 'true');
  await page.keyboard.press('Alt+R');
  await expect.poll(async () => (await hungOn(page)).boxes).toHaveLength(2);
  await expect(page.getByTestId('stage')).toHaveAttribute('data-pinned', 'false');
  await page.keyboard.press('Control+Z');
  await expect.poll(async () => (await hungOn(page)).boxes).toHaveLength(1);
});

test('the palette hangs by any protocol that is for the study, and at any stage', async () => {
  await openStudy('ct chest');
  await page.keyboard.press('Control+K');
  await page.keyboard.type('hang by ct, body part');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await hungOn(page)).protocol).toBe('builtin.ct-any');
});

test('a box whose series is not in the study waits for it, calmly', async () => {
  await openStudy('mr brain');
  for (const stage of ['Diffusion and FLAIR', 'Diffusion and ADC', 'T2 and T1 after contrast']) {
    await page.keyboard.press('Tab');
    await expect.poll(async () => (await hungOn(page)).stage).toBe(stage);
  }
  await expect(page.getByTestId('empty-box')).toHaveText(/^T1 after contrast\s*No such series in this study/);
});
