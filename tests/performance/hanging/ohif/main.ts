// `node tests/performance/hanging/ohif/main.ts`: opens the sixty studies in the real OHIF, over a real archive, and writes
// which series it shows to ohifShown.json. Wants ../shared/tools (archive, ohif) and their Debian packages.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readStudies } from '../reportStudies.ts';
import { seriesUidOf, studyUidOf, writeStudy } from './writeStudies.ts';

/** The part of playwright-core that is used here. */
interface Page {
  addInitScript(script: () => void): Promise<void>;
  goto(url: string, options: { waitUntil: 'commit' }): Promise<unknown>;
  waitForFunction(
    task: () => unknown,
    argument: undefined,
    options: { timeout: number; polling: number },
  ): Promise<{ jsonValue(): Promise<unknown> }>;
  close(): Promise<void>;
}
interface Browser {
  newPage(options: object): Promise<Page>;
  close(): Promise<void>;
}

const tools = resolve(import.meta.dirname, '../../../../../shared/tools');
const archive = join(tools, 'archive/archive');
const name = `hanging-${process.pid}`;
const load = (path: string) => import(pathToFileURL(join(tools, path)).href) as Promise<unknown>;

/** What its services say hangs: series of every box, row by row, and the protocol that put them there. */
function shown(): unknown {
  const { services } = globalThis as unknown as {
    readonly services?: {
      readonly viewportGridService: { getState(): { viewports: Map<string, { displaySetInstanceUIDs?: string[] }> } };
      readonly displaySetService: { getDisplaySetByUID(uid: string): { SeriesInstanceUID: string } | undefined };
      readonly hangingProtocolService: { getActiveProtocol(): { protocol?: { id: string } } };
    };
  };
  // Its services are there before they can answer.
  if (!services || !document.querySelector('canvas.cornerstone-canvas')) return undefined;
  const boxes = [...services.viewportGridService.getState().viewports.values()].map((box) =>
    (box.displaySetInstanceUIDs ?? []).map(
      (uid) => services.displaySetService.getDisplaySetByUID(uid)?.SeriesInstanceUID,
    ),
  );
  if (!boxes.some((box) => box.length > 0)) return undefined;
  return { protocol: services.hangingProtocolService.getActiveProtocol().protocol?.id, boxes };
}

async function main(): Promise<void> {
  if (!existsSync(archive)) {
    process.stdout.write('CANNOT RUN here: ../shared/tools is absent\n');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'hanging-ohif-'));
  const studies = [...readStudies('open'), ...readStudies('heldOut')];
  for (const [place, study] of studies.entries()) writeStudy(folder, study, place);
  const { startPeer } = (await load('ohif/peer.mjs')) as {
    startPeer(options: { dicomweb: string }): Promise<{ url: string; close(): Promise<void> }>;
  };
  const { launchChromium } = (await load('ohif/browser.mjs')) as { launchChromium(): Promise<Browser> };
  execFileSync(archive, ['up', name, '--data', folder], { stdio: 'inherit' });
  const dicomweb = execFileSync(archive, ['url', name], { encoding: 'utf8' }).trim();
  const peer = await startPeer({ dicomweb });
  const browser = await launchChromium();
  const found: Record<string, unknown> = {};
  try {
    for (const [place, study] of studies.entries()) {
      const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
      await page.addInitScript(() => localStorage.setItem('shownTours', '["basicViewerTour"]'));
      await page.goto(`${peer.url}/viewer?StudyInstanceUIDs=${studyUidOf(place)}`, { waitUntil: 'commit' });
      const handle = await page.waitForFunction(shown, undefined, { timeout: 60_000, polling: 250 });
      const { protocol, boxes } = (await handle.jsonValue()) as { protocol: string; boxes: string[][] };
      const ids = boxes.map((box) =>
        box.map((uid) => `now/${study.series.findIndex((_, at) => seriesUidOf(place, at) === uid) + 1}`),
      );
      found[`${study.kind} ${study.site}`] = { protocol, boxes: ids };
      process.stdout.write(`${study.kind} ${study.site}: ${protocol} ${JSON.stringify(ids)}\n`);
      await page.close();
    }
    writeFileSync(
      join(import.meta.dirname, '../ohifShown.json'),
      `${JSON.stringify({ viewer: '@ohif/app 3.13.2, basic viewer', studies: found }, null, 1)}\n`,
    );
  } finally {
    await browser.close();
    await peer.close();
    execFileSync(archive, ['down', name], { stdio: 'inherit' });
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
