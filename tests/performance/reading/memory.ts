import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** Resident megabytes of a browser's processes that hold pages and draw them. */
export async function residentOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const drawing = processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU');
  return drawing.reduce((sum, { id }) => sum + residentMegabytes(id), 0);
}

function residentMegabytes(processId: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}
