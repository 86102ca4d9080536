// Opens and closes a study again and again in a browser, three planes each time, and says what memory keeps of it: heap
// after a forced collection, Cornerstone's cache, and the memory of the browser's processes.
import { execFileSync } from 'node:child_process';
import type { Browser, CDPSession, Page } from '@playwright/test';
import type { Phantom } from '../../e2e/fixtures/imagingBench/phantom.ts';
import type {} from '../../e2e/fixtures/imagingBench/volumeWindow.ts';

/** Bytes that were held after one round. `processes`: resident memory of all processes of the browser; 0 where unknown. */
export interface HeldMemory {
  readonly heap: number;
  readonly cache: number;
  readonly processes: number;
}

/** A CT of this size whose values are known. */
export function ctOf(slices: number, side: number): Phantom {
  return {
    columns: side,
    rows: side,
    pixelMm: [0.7, 0.7],
    row: [1, 0, 0],
    column: [0, 1, 0],
    positions: Array.from({ length: slices }, (_, place) => [-170, -170, place * 0.6] as const),
    base: 0,
    slope: [1, -1, 0.5],
    window: { center: 100, width: 700 },
  };
}

/** Opens a phantom `rounds` times, and closes it as a study is closed; answers what is held after each round. */
export async function openAndClose(page: Page, phantom: Phantom, rounds: number): Promise<readonly HeldMemory[]> {
  const session = await page.context().newCDPSession(page);
  const held: HeldMemory[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.evaluate((each) => window.volumeBench.openPlanes(each, 200), phantom);
    await page.evaluate(() => window.volumeBench.closeAll());
    held.push(await heldNow(page, session));
  }
  await session.detach();
  return held;
}

export async function heldNow(page: Page, session: CDPSession): Promise<HeldMemory> {
  await session.send('HeapProfiler.collectGarbage');
  const { cacheBytes, heapBytes } = await page.evaluate(() => window.volumeBench.memory());
  return { heap: heapBytes, cache: cacheBytes, processes: residentBytes(page.context().browser()) };
}

/** Bytes that each further round keeps: the slope of a straight line through what is held, the first rounds left out. */
export function keptPerRound(held: readonly number[], warmUp = 5): number {
  const values = held.slice(warmUp);
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [top, bottom] = values.reduce(
    ([upper, lower], value, at) => [upper + (at - middle) * (value - mean), lower + (at - middle) ** 2],
    [0, 0],
  );
  return bottom === 0 ? 0 : top / bottom;
}

/** Resident memory of the browser with all its processes, on Linux. */
function residentBytes(browser: Browser | null): number {
  if (process.platform !== 'linux' || !browser) return 0;
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const all = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const own = new Set([process.pid]);
  for (let before = 0; before < own.size; ) {
    before = own.size;
    for (const [pid, parent] of all) if (own.has(parent)) own.add(pid);
  }
  own.delete(process.pid);
  return all.reduce((sum, [pid, , kilobytes]) => sum + (own.has(pid) ? kilobytes * 1024 : 0), 0);
}
