import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { chromiumOptions } from '../../../fixtures/chromium.ts';
import type { Bench } from '../bench.ts';

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
