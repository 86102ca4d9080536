import { setTimeout as pause } from 'node:timers/promises';
import { countGreys } from '../../../e2e/fixtures/pixels.ts';
import type { Bench } from '../bench.ts';
import { scrollableAt } from '../bounds.ts';
import { type KnownSite, startAtKnownSite } from '../host/knownSite.ts';
import { settled } from '../host/settled.ts';
import type { WatchedRequest } from '../host/watchedNetwork.ts';
import type { LineProfile } from '../lines/profiles.ts';
import type { StudyFiles } from '../studies/ctStudy.ts';
import { openBrowser, openList } from './browserOnLine.ts';
import { allChecked, readSeen, type SeenOpening, watchCold } from './openingProbe.ts';

/** Seconds after the reader's wish. */
export interface ColdOpening {
  readonly firstView: number;
  readonly firstLossless: number;
  readonly scrollable: number;
  readonly complete: number;
  /** What was asked of the archive meanwhile, in words, for whoever wonders where the time went. */
  readonly profile: readonly string[];
}

/** No slice further than so many from one that is here: then a series can be scrolled through (link.md O3). */
export const reach = 5;

/** The app, its store empty, the list there: Enter on a study, until all of it is on the screen's side. */
export async function openCold(
  bench: Bench,
  profile: LineProfile,
  site: KnownSite,
  study: StudyFiles,
): Promise<ColdOpening> {
  const host = await startAtKnownSite(bench, site);
  const { browser, close } = await openBrowser(bench);
  try {
    const { page, desk } = await openList(browser, host);
    await desk.select(study.patientId);
    // The list has come and the site is known, as on any day but the first.
    await settled(host);
    await host.ask('forgetTraffic', null);
    await bench.line.change(profile);
    await page.evaluate(watchCold);
    await page.keyboard.press('Enter');
    await page.waitForFunction(allChecked, undefined, { timeout: 900_000, polling: 100 });
    await pause(200);
    const seen = await page.evaluate(readSeen);
    const greys = await countGreys(desk.boxes().first());
    if (greys < 50) throw new Error(`what was drawn has ${greys} greys, which is no image`);
    const { requests } = await host.ask('traffic', null);
    return openingOf(seen, requests, study);
  } finally {
    await close();
    await host.stop();
  }
}

function openingOf(seen: SeenOpening, requests: readonly WatchedRequest[], study: StudyFiles): ColdOpening {
  const { pressedAt, firstAt = Number.NaN, losslessAt = Number.NaN, checkedAt } = seen;
  const arrivals = arrivalsOf(requests, study);
  const reachedAt = scrollableAt(arrivals, reach) ?? Number.NaN;
  const hereThen = arrivals.filter((time) => time !== undefined && time <= reachedAt).length;
  const since = (time: number) => (time - pressedAt) / 1000;
  return {
    firstView: since(firstAt),
    firstLossless: since(losslessAt),
    // The window has so many of them decoded and checked a moment after the host has received them.
    scrollable: since(checkedAt[hereThen - 1] ?? Number.NaN),
    complete: since(checkedAt.at(-1) ?? losslessAt),
    profile: profileOf(
      requests,
      pressedAt,
      [...arrivals].filter((time) => time !== undefined).sort((a, b) => a - b),
    ),
  };
}

/** When each slice had come to the host, by its place in the series. */
function arrivalsOf(requests: readonly WatchedRequest[], study: StudyFiles): (number | undefined)[] {
  const arrivals: (number | undefined)[] = Array.from({ length: study.slices });
  for (const { path, endedAt, outcome } of requests) {
    const slice = new RegExp(`/instances/${study.studyInstanceUID}\\.1\\.(\\d+)(/frames/|$)`).exec(path)?.[1];
    if (slice !== undefined && outcome === '200') arrivals[Number(slice) - 1] ??= endedAt;
  }
  return arrivals;
}

function profileOf(requests: readonly WatchedRequest[], pressedAt: number, arrivals: readonly number[]): string[] {
  const seconds = (time: number | undefined) => (time === undefined ? '-' : ((time - pressedAt) / 1000).toFixed(2));
  const shorten = (path: string) => path.replaceAll(/[0-9.]{20,}/g, (uid) => `…${uid.slice(-6)}`);
  const first = requests
    .slice(0, 14)
    .map(
      ({ path, lane, askedAt, headAt, endedAt, bytes, outcome }) =>
        `${seconds(askedAt)} asked, ${seconds(headAt)} head, ${seconds(endedAt)} end, ${bytes} B, ${lane}, ${outcome}: ${shorten(path)}`,
    );
  return [...first, `frames in the host: 1st ${seconds(arrivals[0])}, last ${seconds(arrivals.at(-1))} s`];
}
