import type { Browser } from '@playwright/test';
import { median } from '../figures.ts';
import type { StudyFiles } from '../link/studies/ctStudy.ts';
import type { ActTiming } from './drawProbe.ts';
import { actAtEachFrame, actOneByOne } from './hand.ts';
import { residentOf } from './memory.ts';
import type { Viewer } from './viewer.ts';

/** What was measured of one viewer in one window; times in milliseconds. */
export interface Measured {
  readonly firstImage: number;
  readonly allHere: number;
  readonly nextStudy: number;
  /** Images drawn a second, acting in each animation frame; and of a hundred acts, how many drew nothing of their own. */
  readonly scrolledPerSecond: number;
  readonly droppedPercent: number;
  /** From key to the first call that draws, and to the image on the canvas; medians. */
  readonly keyToDrawCall: number;
  readonly keyToImage: number;
  readonly planes: number;
  readonly turn: number | undefined;
  readonly twoBoxes: number;
  readonly manyImages: number;
  readonly elementsOfMany: number;
  /** Megabytes more than before the study was opened, with all of it in memory and in three planes. */
  readonly residentMb: number;
}

export interface Studies {
  readonly first: StudyFiles;
  readonly next: StudyFiles;
  readonly many: StudyFiles;
}

/** Walks one viewer through everything, in one window, in the order of a morning's reading. */
export async function measureViewer(
  viewer: Viewer & { readonly browser: Browser },
  { first, next, many }: Studies,
  say: (text: string) => void,
): Promise<Measured> {
  const { page, browser } = viewer;
  const noting = async <Value>(what: string, run: () => Promise<Value>): Promise<Value> => {
    const value = await run();
    say(`  ${viewer.name}: ${what}${typeof value === 'number' ? ` ${value.toFixed(0)}` : ''}`);
    return value;
  };
  const before = await residentOf(browser);
  const opened = performance.now();
  const firstImage = await noting('first image', () => viewer.open(first));
  await viewer.allHere(first);
  const allHere = performance.now() - opened;
  await viewer.toFirst();
  const steps = await actOneByOne(page, viewer.nextImage, 60);
  await viewer.toFirst();
  const run = await actAtEachFrame(page, viewer.nextImage, first.slices - 1);
  const planes = await noting('three planes', () => viewer.toPlanes());
  // The volume fills behind the first picture of it.
  await page.waitForTimeout(5_000);
  const residentMb = (await residentOf(browser)) - before;
  const turn =
    viewer.turnPlanes === undefined ? undefined : imageTimeOf(await actOneByOne(page, viewer.turnPlanes, 12));
  const twoBoxes = await noting('two boxes', () => viewer.toTwoBoxes());
  await viewer.leave();
  const nextStudy = await noting('next study', () => viewer.open(next));
  await viewer.leave();
  const manyImages = await noting('study of many images', () => viewer.open(many));
  await page.waitForTimeout(2_000);
  return {
    firstImage,
    allHere,
    nextStudy,
    scrolledPerSecond: (run.drawn * 1000) / run.milliseconds,
    droppedPercent: (100 * Math.max(0, first.slices - 1 - run.drawn)) / (first.slices - 1),
    keyToDrawCall: median(
      steps.flatMap(({ actedAt, drawCallAt }) => (drawCallAt === undefined ? [] : [drawCallAt - actedAt])),
    ),
    keyToImage: imageTimeOf(steps),
    planes,
    turn,
    twoBoxes,
    manyImages,
    elementsOfMany: await viewer.countElements(),
    residentMb,
  };
}

function imageTimeOf(timings: readonly ActTiming[]): number {
  return median(timings.map(({ actedAt, renderedAt }) => renderedAt - actedAt));
}
