import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { practiceDesk } from '../../../e2e/fixtures/practiceDesk.ts';
import { chromiumOptions } from '../../../fixtures/chromium.ts';
import type { Bench } from '../bench.ts';
import type { HostProcess } from '../host/hostProcess.ts';

/**
 * A Chromium at the client's end of the line, driven from outside over its pipe. It reaches loopback there and the
 * archive over the line, and nothing else. Close it by the answered function.
 */
export async function openBrowser({ line, folder, cleanUp }: Bench): Promise<{
  readonly browser: Browser;
  close(): Promise<void>;
}> {
  const options = chromiumOptions();
  const wrapper = join(folder, 'chromium-on-line');
  await writeFile(wrapper, `#!/bin/sh\nexec nsenter --net=${line.path.client} -- ${options.executablePath} "$@"\n`);
  await chmod(wrapper, 0o755);
  const browser = await chromium.launch({ ...options, executablePath: wrapper });
  return { browser, close: cleanUp.add('the browser', () => browser.close()) };
}

/** A window of the app of that host; answers when its list is there. */
export async function openList(browser: Browser, host: HostProcess, viewport = { width: 1600, height: 900 }) {
  const page = await browser.newPage({ viewport });
  await page.goto(await host.ask('newLink', null));
  await page.locator('[role=row][aria-selected]').first().waitFor({ timeout: 60_000 });
  return { page, desk: practiceDesk(page) };
}
