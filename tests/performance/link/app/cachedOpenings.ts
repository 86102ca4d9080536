import { countGreys } from '../../../e2e/fixtures/pixels.ts';
import type { Bench } from '../bench.ts';
import type { HostProcess } from '../host/hostProcess.ts';
import type { StudyFiles } from '../studies/ctStudy.ts';
import { openBrowser, openList } from './browserOnLine.ts';
import { allChecked, readSeen, watchCold } from './openingProbe.ts';

/** Milliseconds after the key. */
export interface CachedOpening {
  readonly firstLossless: number;
  /** Every slice of the series decoded, checked and ready to scroll to. */
  readonly scrollable: number;
}

/** Opens each study once, in one window, from the list; the window has shown none of them before. */
export async function openCached(
  bench: Bench,
  host: HostProcess,
  studies: readonly StudyFiles[],
): Promise<readonly CachedOpening[]> {
  const { browser, close } = await openBrowser(bench);
  try {
    const { page, desk } = await openList(browser, host);
    const openings: CachedOpening[] = [];
    for (const study of studies) {
      await desk.select(study.patientId);
      await page.evaluate(watchCold);
      await page.keyboard.press('Enter');
      await page.waitForFunction(allChecked, undefined, { timeout: 120_000, polling: 50 });
      const { pressedAt, losslessAt = Number.NaN, checkedAt } = await page.evaluate(readSeen);
      if ((await countGreys(desk.boxes().first())) < 50) throw new Error('what was drawn is no image');
      openings.push({
        firstLossless: losslessAt - pressedAt,
        scrollable: (checkedAt.at(-1) ?? Number.NaN) - pressedAt,
      });
      for (let tries = 0; tries < 5 && (await page.getByTestId('reading-room').count()) > 0; tries += 1) {
        await page.keyboard.press('Escape');
        await page.waitForTimeout(200);
      }
    }
    return openings;
  } finally {
    await close();
  }
}
