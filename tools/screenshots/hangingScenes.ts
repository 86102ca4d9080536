import type { PracticeDesk } from '../../tests/e2e/fixtures/practiceDesk.ts';
import { readOther } from './imageScenes.ts';
import type { Scene } from './scenes.ts';

/** What a reader is told of the hanging, and says of it. */
export const hangingScenes: readonly Scene[] = [
  {
    name: 'why',
    stage: async (desk) => {
      await readOther(desk, 'mr brain');
      await desk.page.keyboard.press('Alt+Y');
      await desk.page.locator('[data-testid=why] [data-part=otherSeries] summary').click();
      await desk.page.locator('[data-testid=why] li').first().waitFor();
    },
  },
  {
    name: 'this-series-is',
    stage: async ({ page }) => {
      await page.keyboard.press('Alt+T');
      await page.getByTestId('correct').getByLabel('contrast', { exact: true }).selectOption('before contrast');
    },
  },
  {
    name: 'remember',
    stage: async (desk) => {
      await readOther(desk, 'ct chest');
      await desk.page.keyboard.press('Control+Shift+S');
      await tried(desk);
    },
  },
];

/** Away from the images, so that it comes last: a protocol of one's own, tried on the practice patients. */
export const hangingEditorScene: Scene = {
  name: 'hanging-editor',
  stage: async (desk) => {
    const { page } = desk;
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('hanging');
    await page
      .getByRole('option', { name: /^Hanging/ })
      .first()
      .click();
    await page.getByLabel('Find a protocol').fill('chest');
    await page.locator('[data-protocol="builtin.ct-chest"]').getByRole('button', { name: 'Make my own' }).click();
    await page.getByRole('tab').nth(1).click();
    await page.locator('[data-box="a"]').click();
    await tried(desk);
  },
};

async function tried({ page }: PracticeDesk): Promise<void> {
  await page.getByTestId('trials').getByRole('button').first().waitFor();
}
