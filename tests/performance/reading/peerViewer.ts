import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumOptions } from '../../fixtures/chromium.ts';
import type { CleanUp } from '../link/lines/cleanUp.ts';
import type { Tools } from '../link/lines/tools.ts';
import { forgetDrawing, hasLit, installDrawProbe, isQuietFor, readDrawing } from './drawProbe.ts';
import type { Viewer } from './viewer.ts';

const patience = { timeout: 300_000, polling: 50 };

interface Peer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * OHIF in the same Chromium, in front of the same archive on loopback. Its own program is loaded and its list is shown
 * before anything is timed, and it is driven by the commands of its own keys and menus.
 */
export async function openPeerViewer(
  tools: Tools,
  cleanUp: CleanUp,
  dicomweb: string,
): Promise<Viewer & { readonly browser: Browser }> {
  const { startPeer } = (await import(pathToFileURL(join(tools.folder, 'ohif/peer.mjs')).href)) as {
    startPeer: (options: { dicomweb: string }) => Promise<Peer>;
  };
  const peer = await startPeer({ dicomweb });
  const closePeer = cleanUp.add('the peer', () => peer.close());
  const browser = await chromium.launch(chromiumOptions());
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('shownTours', '["basicViewerTour"]'));
  await page.addInitScript(installDrawProbe);
  await page.goto(peer.url, { waitUntil: 'commit' });
  await page.waitForFunction(hasCommands, undefined, patience);
  await page.waitForLoadState('networkidle');
  return {
    name: 'OHIF',
    browser,
    page,
    async open(study) {
      await page.evaluate(forgetDrawing);
      return untilLit(page, 1, `to('/viewer?StudyInstanceUIDs=${study.studyInstanceUID}')`);
    },
    async allHere({ slices }) {
      await page.waitForFunction(hasImages, slices, patience);
    },
    async leave() {
      await page.evaluate(goTo, '/');
      await page.waitForTimeout(2_000);
    },
    nextImage: `() => window.commandsManager.run('nextImage')`,
    async toFirst() {
      await page.evaluate(`window.commandsManager.run('firstImage')`);
      await page.waitForFunction(isQuietFor, 500, patience);
    },
    async toPlanes() {
      await page.evaluate(forgetDrawing);
      return untilLit(page, 3, `window.commandsManager.run('toggleHangingProtocol', { protocolId: 'mpr' })`);
    },
    turnPlanes: turn,
    async toTwoBoxes() {
      await page.evaluate(`window.commandsManager.run('toggleHangingProtocol', { protocolId: 'mpr' })`);
      await page.waitForTimeout(2_000);
      await page.waitForFunction(isQuietFor, 500, patience);
      await page.evaluate(forgetDrawing);
      return untilLit(page, 2, `window.commandsManager.run('setViewportGridLayout', { numRows: 1, numCols: 2 })`);
    },
    countElements: () => page.evaluate(() => document.getElementsByTagName('*').length),
    async close() {
      await browser.close();
      await closePeer();
    },
  };
}

/** Turns all planes about the axis of the first by two degrees, as its crosshair does. */
const turn = `() => {
  const angle = Math.PI / 90;
  for (const { viewport } of window.cornerstone.getEnabledElements()) {
    const { viewPlaneNormal: n, viewUp: u } = viewport.getCamera();
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const about = ([x, y, z]) => [c * x - s * y, s * x + c * y, z];
    viewport.setCamera({ viewPlaneNormal: about(n), viewUp: about(u) });
    viewport.render();
  }
}`;

/** Acts in the page and waits until so many boxes show something; milliseconds from the act. */
async function untilLit(page: Page, boxes: number, act: string): Promise<number> {
  const actedAt = await page.evaluate<number>(
    `(() => { const to = ${goTo.toString()}; const at = performance.now(); ${act}; return at; })()`,
  );
  await page.waitForFunction(hasLit, boxes, patience);
  const { litAt } = await page.evaluate(readDrawing);
  return Math.max(...Object.values(litAt)) - actedAt;
}

/** Runs in the page: as a link of its own would, without loading the program again. */
function goTo(path: string): void {
  history.pushState({}, '', path);
  window.dispatchEvent(new PopStateEvent('popstate'));
}

/** Runs in the page. */
function hasCommands(): boolean {
  return 'commandsManager' in window && 'cornerstone' in window;
}

/** Runs in the page: so many images are in its cache. */
function hasImages(count: number): boolean {
  const { cornerstone } = window as unknown as {
    cornerstone: { cache: { _imageCache: Map<string, { image?: unknown }> } };
  };
  return [...cornerstone.cache._imageCache.values()].filter(({ image }) => image !== undefined).length >= count;
}
