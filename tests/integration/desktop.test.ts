import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildMode, electronModes, isStale, pageModes, root } from '../../tools/building.ts';
import { launchBrowser } from './browserProbe.ts';
import { firstPage, startShell } from './shellStage.ts';

test('the whole built app, as packaged: shell, preload, page, host and its drawing threads', async () => {
  for (const mode of [...pageModes, ...electronModes]) if (isStale(mode)) await buildMode(mode);
  const browser = await launchBrowser();
  const shell = await startShell(join(root, 'dist'), browser);
  try {
    const page = await firstPage(shell);
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    // The practice studies appear one by one as the built drawing threads finish them.
    await page.getByText('Practice studies', { exact: false }).first().waitFor({ timeout: 30_000 });
    await page
      .getByText(/\b[1-9]\d?\s*%/)
      .first()
      .waitFor({ timeout: 60_000 });
    expect(violations).toEqual([]);
    expect(shell.dialogs).toEqual([]);
    expect(shell.utilities).toHaveLength(1);
    shell.app.quit();
    await expect.poll(() => shell.app.hasQuit, { timeout: 30_000 }).toBe(true);
  } finally {
    await shell.stop();
    await browser.close();
  }
});
