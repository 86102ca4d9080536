// `npm run bench:reading`: the same study in Durbeen and in OHIF, in the same Chromium, from the same archive on this
// computer, in turns; medians side by side with their ratio. Durbeen has fetched its studies ahead, as it does; OHIF
// asks the archive over loopback. `--quick` takes one turn; `--json FILE` writes the figures down.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startHostProcess } from '../link/host/hostProcess.ts';
import { findStudy, untilComplete } from '../link/host/readerAtHost.ts';
import { CleanUp } from '../link/lines/cleanUp.ts';
import { findTools, type Tools } from '../link/lines/tools.ts';
import { writeCtStudy } from '../link/studies/ctStudy.ts';
import { openDurbeen } from './durbeenViewer.ts';
import { writeManyImages } from './manyImages.ts';
import { type Measured, measureViewer, type Studies } from './measure.ts';
import { openPeerViewer } from './peerViewer.ts';
import { formatRows, rowsOf } from './table.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    runs: { type: 'string' },
    slices: { type: 'string', default: '275' },
    many: { type: 'string', default: '5000' },
    json: { type: 'string' },
  },
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const load = () => (loadavg()[0] ?? 0).toFixed(1);
const runs = Number(values.runs ?? (values.quick ? 1 : 3));

async function writeStudies(folder: string): Promise<Studies> {
  const slices = Number(values.slices);
  const wish = { storedAs: 'jpegLs', name: 'reading-first' } as const;
  // A second series, for the second box.
  await writeCtStudy(folder, { ...wish, slices: 30, series: 2 });
  return {
    first: await writeCtStudy(folder, { ...wish, slices }),
    next: await writeCtStudy(folder, { slices, storedAs: 'jpegLs', name: 'reading-next' }),
    many: await writeManyImages(folder, Number(values.many)),
  };
}

async function openArchive(tools: Tools, cleanUp: CleanUp, studies: Studies): Promise<string> {
  const name = `reading-${process.pid}`;
  await tools.archive('up', name);
  cleanUp.add(`archive ${name}`, async () => {
    await tools.archive('down', name);
  });
  for (const { folder } of [studies.first, studies.next, studies.many]) await tools.archive('load', name, folder);
  return (await tools.archive('url', name)).trim();
}

async function measureAll(tools: Tools, cleanUp: CleanUp, folder: string) {
  const studies = await writeStudies(folder);
  const url = await openArchive(tools, cleanUp, studies);
  const host = await startHostProcess(undefined, cleanUp);
  await host.ask('prepare', { url });
  await host.ask('fetchAhead', { modalities: [] });
  for (const study of [studies.first, studies.next, studies.many])
    await untilComplete(host, await findStudy(host, study), 900);
  say(`Everything is fetched. Load ${load()}.`);
  const [ours, peers]: [Measured[], Measured[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    const turns = [
      async () => {
        const viewer = await openDurbeen(host);
        ours.push(await measureViewer(viewer, studies, say).finally(() => viewer.close()));
      },
      async () => {
        const viewer = await openPeerViewer(tools, cleanUp, url);
        peers.push(await measureViewer(viewer, studies, say).finally(() => viewer.close()));
      },
    ];
    // Who goes first changes from turn to turn.
    for (const turn of run % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  await host.stop();
  return rowsOf(ours, peers);
}

const cleanUp = new CleanUp();
cleanUp.onSignals();
cleanUp.onBugs();
try {
  const found = findTools();
  if ('missing' in found) {
    say(`bench:reading cannot run here: ${found.missing}`);
    process.exitCode = 1;
  } else {
    const { buildMode, isStale, pageModes } = await import('../../../tools/building.ts');
    for (const mode of pageModes) if (isStale(mode)) await buildMode(mode);
    const folder = mkdtempSync(join(tmpdir(), 'durbeen-bench-reading-'));
    cleanUp.add(folder, async () => rmSync(folder, { recursive: true, force: true }));
    say(`${availableParallelism()} cores, Node ${process.versions.node}, load ${load()} at the start.`);
    const rows = await measureAll(found.tools, cleanUp, folder);
    say(`\n${formatRows(rows)}\n\nDrawn in software, without a graphics card. Load ${load()} at the end.`);
    if (values.json !== undefined)
      writeFileSync(values.json, `${JSON.stringify({ runs, load: loadavg(), rows }, null, 2)}\n`);
  }
} finally {
  await cleanUp.runAll();
}
