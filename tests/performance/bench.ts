// `npm run bench`: first figures, each held against a named baseline of the same run, so that a slow or busy computer
// changes both. Nothing here judges; a person reads the table. `--quick` makes fewer runs.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { emptyHome, startDurbeen } from '../e2e/fixtures/durbeen.ts';
import { type ArchiveRun, runArchiveToComplete } from './archiveToComplete.ts';
import { type Figure, formatFigures } from './figures.ts';
import { benchList } from './listOfStudies.ts';
import { startPracticeProcess } from './practiceProcess.ts';
import { readerAtDoor } from './readerAtDoor.ts';
import { type ByHand, readByHand, studyWith } from './readingByHand.ts';
import { type AppRun, runReading } from './readingInApp.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const runs = values.quick ? 1 : 3;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const say = (text: string) => process.stdout.write(`${text}\n`);

async function times<Value>(count: number, run: () => Promise<Value>): Promise<readonly Value[]> {
  const results: Value[] = [];
  for (let each = 0; each < count; each += 1) results.push(await run());
  return results;
}

async function benchArchive(cache: string): Promise<readonly Figure[]> {
  const archive = await startPracticeProcess(join(cache, 'practice'));
  const { wallMs, cpuMs } = archive.drawing;
  say(`Drawing the practice studies, once: ${(wallMs / 1000).toFixed(1)} s, CPU ${(cpuMs / 1000).toFixed(1)} s.`);
  // The first run pays for code that has not run before, in both processes; it is not counted.
  if (!values.quick) await runArchiveToComplete(archive);
  const done = await times(runs, () => runArchiveToComplete(archive));
  await archive.stop();
  const [first] = done as [ArchiveRun];
  say(
    `Archive to complete: eight studies, ${first.frames} frames, ${megabytes(first.sequential.bytes)} over loopback.`,
  );
  const name = 'archive to complete, from the start of an empty host';
  const completeTimes = done.map(({ completeMs }) => completeMs);
  const against = (baseline: string, pick: (run: ArchiveRun) => number): Figure => ({
    name,
    times: completeTimes,
    baseline: { name: baseline, times: done.map(pick) },
  });
  return [
    against('plain GETs of the same frames, 12 connections', ({ parallel }) => parallel.milliseconds),
    against('plain GETs of the same frames, one after another', ({ sequential }) => sequential.milliseconds),
  ];
}

async function benchReading(cache: string): Promise<readonly Figure[]> {
  const home = emptyHome();
  const durbeen = await startDurbeen(home.path, cache);
  try {
    const inApp = await times(runs, () => runReading(durbeen));
    const reader = await readerAtDoor(await durbeen.newLink());
    const [{ fresh }] = inApp as [AppRun];
    const study = await studyWith(reader, fresh.sopInstanceUID);
    // As in the window: once to warm the codec, then timed.
    const byHand = await times(runs + 1, () => readByHand(reader, study, fresh.sopInstanceUID));
    reader.transport.close();
    return readingFigures(inApp, byHand.slice(1));
  } finally {
    await durbeen.stop();
    home.remove();
  }
}

function readingFigures(inApp: readonly AppRun[], byHand: readonly ByHand[]): readonly Figure[] {
  const [{ frames, encodedBytes }] = byHand as [ByHand];
  const [{ fresh }] = inApp as [AppRun];
  if (fresh.images !== frames) throw new Error(`the window showed ${fresh.images} images, the door ${frames}`);
  say(`Cached CT: the series shown first, ${frames} frames, ${megabytes(encodedBytes)} encoded.`);
  const one = {
    name: 'the study and one frame over the same door, decoded in Node',
    times: byHand.map((run) => run.oneImageMs),
  };
  const all = {
    name: 'the same frames over the same door and decoded in Node, one thread',
    times: byHand.map((run) => run.oneImageMs + run.readAllMs + run.decodeAllMs),
  };
  const figure = (name: string, pick: (run: AppRun) => number, baseline?: Figure['baseline']): Figure => ({
    name,
    times: inApp.map(pick),
    ...(baseline && { baseline }),
  });
  return [
    figure('worklist to first image, new window', (run) => run.fresh.firstImageMs, one),
    figure('worklist to first image, opened again', (run) => run.again.firstImageMs, one),
    figure('series fully scrollable, new window', (run) => run.fresh.allImagesMs, all),
    figure('series fully scrollable, opened again (images kept decoded)', (run) => run.again.allImagesMs, all),
    { name: 'of that baseline: reading over the door', times: byHand.map((run) => run.readAllMs) },
    { name: 'of that baseline: decoding', times: byHand.map((run) => run.decodeAllMs) },
  ];
}

const load = () => (loadavg()[0] ?? 0).toFixed(1);
const cache = mkdtempSync(join(tmpdir(), 'durbeen-bench-cache-'));
try {
  say(`${availableParallelism()} cores, Node ${process.versions.node}, load ${load()} at the start.`);
  const archive = await benchArchive(cache);
  const reading = await benchReading(cache);
  const list = await benchList(runs);
  say(`\n${formatFigures([...reading, ...archive, list])}\n`);
  say(`Drawn in software, without a graphics card. Load ${load()} at the end.`);
} finally {
  rmSync(cache, { recursive: true, force: true });
}
