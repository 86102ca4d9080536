import type { Page } from '@playwright/test';
import { type ActTiming, actAndWait, actEveryFrame, type Run } from './drawProbe.ts';

// Composed as text and evaluated from outside: a page that may evaluate nothing itself, as ours, is measured alike.

/** Acts, waits for the image, and acts again, so many times. `act` is the source of a function. */
export function actOneByOne(page: Page, act: string, times: number): Promise<readonly ActTiming[]> {
  return page.evaluate<readonly ActTiming[]>(`(${actAndWait.toString()})(${act}, ${times})`);
}

/** Acts in each animation frame, so many times. */
export function actAtEachFrame(page: Page, act: string, times: number): Promise<Run> {
  return page.evaluate<Run>(`(${actEveryFrame.toString()})(${act}, ${times})`);
}
