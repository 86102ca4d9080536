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
];
