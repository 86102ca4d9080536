// `node tests/performance/hanging/ohif/main.ts`: opens the sixty studies in the real OHIF, over a real archive, and writes
// which series it shows to ohifShown.json. Wants ../shared/tools (archive, ohif) and their Debian packages.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
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
const realFolders = ['ct-abdomen', 'ct-gantry-tilt-variable-spacing', 'mr-brain-multiseries', 'pet-wb'];
const studies = [...readStudies('open'), ...readStudies('heldOut')];
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
  for (const [place, study] of studies.entries()) writeStudy(folder, study, place);
  const { startPeer } = (await load('ohif/peer.mjs')) as {
    startPeer(options: { dicomweb: string }): Promise<{ url: string; close(): Promise<void> }>;
  };
  const { launchChromium } = (await load('ohif/browser.mjs')) as { launchChromium(): Promise<Browser> };
  const realData = realFolders.flatMap((each) => ['--data', join(tools, '../data', each)]);
  execFileSync(archive, ['up', name, '--data', folder, ...realData], { stdio: 'inherit' });
  const dicomweb = execFileSync(archive, ['url', name], { encoding: 'utf8' }).trim();
  const peer = await startPeer({ dicomweb });
  const browser = await launchChromium();
  const ask = (uid: string) => shownOf(browser, `${peer.url}/viewer?StudyInstanceUIDs=${uid}`);
  try {
    const real = await askReal(dicomweb, ask);
    const drawn = await askDrawn(ask);
    const file = { viewer: '@ohif/app 3.13.2, basic viewer', studies: drawn, real };
    writeFileSync(join(import.meta.dirname, '../ohifShown.json'), `${JSON.stringify(file, null, 1)}\n`);
  } finally {
    await browser.close();
    await peer.close();
    execFileSync(archive, ['down', name], { stdio: 'inherit' });
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Shown {
  readonly protocol: string;
  readonly boxes: readonly (readonly string[])[];
}

async function shownOf(browser: Browser, url: string): Promise<Shown> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.addInitScript(() => localStorage.setItem('shownTours', '["basicViewerTour"]'));
  await page.goto(url, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(shown, undefined, { timeout: 90_000, polling: 250 });
  const found = (await handle.jsonValue()) as Shown;
  await page.close();
  return found;
}

/** The sixty: each series by its place in the file. */
async function askDrawn(ask: (uid: string) => Promise<Shown>): Promise<Record<string, Shown>> {
  const found: Record<string, Shown> = {};
  for (const [place, study] of studies.entries()) {
    const { protocol, boxes } = await ask(studyUidOf(place));
    const ids = boxes.map((box) =>
      box.map((uid) => `now/${study.series.findIndex((_, at) => seriesUidOf(place, at) === uid) + 1}`),
    );
    found[`${study.kind} ${study.site}`] = { protocol, boxes: ids };
    process.stdout.write(`${study.kind} ${study.site}: ${protocol} ${JSON.stringify(ids)}\n`);
  }
  return found;
}

/** Public studies of whole series: what hangs by the name that the archive has of it. */
async function askReal(dicomweb: string, ask: (uid: string) => Promise<Shown>): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  const uids = (await listed(`${dicomweb}/studies`)).map((one) => textOf(one, 'StudyInstanceUID') ?? '');
  for (const uid of uids.filter((each) => !each.startsWith(studyUidOf(0).slice(0, -4)))) {
    const series = await listed(`${dicomweb}/studies/${uid}/series?includefield=SeriesDescription`);
    const { protocol, boxes } = await ask(uid);
    const names = series.map((one) =>
      `${textOf(one, 'SeriesNumber')} ${textOf(one, 'Modality')} ${textOf(one, 'SeriesDescription') ?? ''}`.trim(),
    );
    const at = (wanted: string) => series.findIndex((one) => textOf(one, 'SeriesInstanceUID') === wanted);
    found[uid] = { protocol, series: [...names].sort(), boxes: boxes.map((box) => box.map((one) => names[at(one)])) };
    process.stdout.write(`${uid}: ${JSON.stringify(found[uid])}\n`);
  }
  return found;
}

async function listed(url: string): Promise<readonly DicomDataset[]> {
  return (await (
    await fetch(url, { headers: { Accept: 'application/dicom+json' } })
  ).json()) as readonly DicomDataset[];
}

await main();
