import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import type { Bench } from '../bench.ts';
import { scrollableAt } from '../bounds.ts';
import type { LineProfile } from '../lines/profiles.ts';
import type { StudyFiles } from '../studies/ctStudy.ts';
import { openBrowser } from './browserOnLine.ts';
import { type ColdOpening, reach } from './coldOpening.ts';

type Watch = (page: Page) => Promise<(timeout: number) => Promise<number>>;

/** OHIF on the same line and archive, a new browser profile: seconds after its first question to the archive. */
export async function openPeer(
  bench: Bench,
  profile: LineProfile,
  url: string,
  study: StudyFiles,
): Promise<ColdOpening> {
  await bench.line.change(profile);
  const peer = await startPeer(bench, url);
  const { browser, close } = await openBrowser(bench);
  try {
    const { watchFirstImage } = (await import(pathToFileURL(join(bench.tools.folder, 'ohif/browser.mjs')).href)) as {
      watchFirstImage: Watch;
    };
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      performance.setResourceTimingBufferSize(50_000);
      localStorage.setItem('shownTours', '["basicViewerTour"]');
    });
    const firstImage = await watchFirstImage(page);
    await page.goto(`${peer.url}/viewer?StudyInstanceUIDs=${study.studyInstanceUID}`, { waitUntil: 'commit' });
    const image = await firstImage(900_000);
    await page.waitForFunction(hasFrames, study.slices, { timeout: 1_800_000, polling: 500 });
    return openingOf(image, await page.evaluate(listAnswers), study);
  } finally {
    await close();
    await peer.stop();
  }
}

interface PeerAnswer {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Runs in the page: so many different frames have come. */
function hasFrames(count: number): boolean {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return (
    new Set(
      entries.filter(({ name, responseEnd }) => name.includes('/frames/') && responseEnd > 0).map(({ name }) => name),
    ).size >= count
  );
}

/** Runs in the page. */
function listAnswers(): PeerAnswer[] {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return entries
    .map(({ name, startTime, responseEnd }) => ({ path: new URL(name).pathname, start: startTime, end: responseEnd }))
    .filter(({ path }) => path.includes('/dicom-web/'));
}

function openingOf(image: number, answers: readonly PeerAnswer[], study: StudyFiles): ColdOpening {
  const asked = Math.min(...answers.map(({ start }) => start));
  const arrivals: (number | undefined)[] = Array.from({ length: study.slices });
  for (const { path, end } of answers) {
    const slice = new RegExp(`/instances/${study.studyInstanceUID}\\.1\\.(\\d+)/frames/`).exec(path)?.[1];
    if (slice !== undefined && end > 0) arrivals[Number(slice) - 1] ??= end;
  }
  const since = (time: number) => (time - asked) / 1000;
  const complete = Math.max(...arrivals.map((time) => time ?? Number.NaN));
  return {
    firstView: since(image),
    firstLossless: since(image),
    scrollable: since(scrollableAt(arrivals, reach) ?? Number.NaN),
    complete: since(complete),
    profile: [
      `the peer asked ${answers.length} questions, the first ${(asked / 1000).toFixed(2)} s after its page began`,
    ],
  };
}

async function startPeer({ tools, line, cleanUp }: Bench, url: string) {
  const program = join(tools.folder, 'ohif/peer.mjs');
  const child = spawn('nsenter', [`--net=${line.path.client}`, '--', process.execPath, program, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = cleanUp.add('the peer', async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const [address] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('the peer ended'))),
  ])) as [string];
  return { url: address, stop };
}
