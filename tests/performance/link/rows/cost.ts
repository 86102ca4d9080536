import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { valueIn } from '../../../integration/hostInTest.ts';
import { readerAtDoor } from '../../readerAtDoor.ts';
import { openBrowser, openList } from '../app/browserOnLine.ts';
import { readLoopDelay, watchLoop } from '../app/loopDelay.ts';
import type { Bench, Row } from '../bench.ts';
import type { GoalLine } from '../goals.ts';
import type { HostCost } from '../host/hostMessages.ts';
import { type HostProcess, startHostProcess } from '../host/hostProcess.ts';
import { findStudy, sliceKey, untilComplete } from '../host/readerAtHost.ts';
import { settled } from '../host/settled.ts';
import { profiles, withoutLimit } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { type StudyFiles, writeCtStudy } from '../studies/ctStudy.ts';

const batch = 16;

/** M10: what fetching costs the computer at 10 Mbit/s, and what reading back costs. */
export const cost: Row = {
  id: 'M10',
  title: 'cost at 10 Mbit/s',
  async measure(bench) {
    const { tools, cleanUp, line, folder, isQuick } = bench;
    await line.change(withoutLimit);
    const slices = isQuick ? 150 : 300;
    const study = await writeCtStudy(folder, { slices, storedAs: 'jpegLs', name: 'm10-ct' });
    const archive = await openArchive(tools, cleanUp, line, `${line.name}-m10`, [study.folder]);
    const store = await mkdtemp(join(folder, 'store-'));
    const host = await startHostProcess(line, cleanUp, { folder: store });
    let fetching: Fetching;
    try {
      await host.ask('prepare', { url: archive.url });
      await settled(host);
      fetching = await costOfFetching(bench, host, study);
    } finally {
      await host.stop();
      await archive.takeDown();
    }
    return [...linesOf(fetching), ...(await costOfReading(bench, store, study))];
  },
};

interface Fetching {
  readonly host: HostCost;
  readonly windowDelayMs: number;
  readonly megabits: number;
}

/** Bulk at full rate with the list open in a window. */
async function costOfFetching(bench: Bench, host: HostProcess, study: StudyFiles): Promise<Fetching> {
  const { browser, close } = await openBrowser(bench);
  const { page } = await openList(browser, host, { width: 1366, height: 768 });
  await bench.line.change(profiles.mobile10);
  await host.ask('fetchAhead', { modalities: [] });
  await pause(5_000);
  await page.evaluate(watchLoop);
  await host.ask('cost', null);
  const before = await host.ask('traffic', null);
  await pause(bench.isQuick ? 12_000 : 30_000);
  const used = await host.ask('cost', null);
  const after = await host.ask('traffic', null);
  const windowDelayMs = await page.evaluate(readLoopDelay);
  await close();
  await bench.line.change(withoutLimit);
  await untilComplete(host, await findStudy(host, study), 120);
  const megabits = ((after.bodyBytes - before.bodyBytes) * 8) / 1000 / (after.now - before.now);
  return { host: used, windowDelayMs, megabits };
}

function linesOf({ host, windowDelayMs, megabits }: Fetching): readonly GoalLine[] {
  const row = 'M10';
  const atMost = (limit: number) => ({ sense: 'atMost', limit }) as const;
  return [
    {
      row,
      name: 'host: fetch, check and seal, of one core',
      unit: 'percent',
      values: [(100 * host.cpuMs) / host.wallMs],
      goal: atMost(6),
      note: `while ${megabits.toFixed(1)} Mbit/s of frames came; the host's own loop p99 ${host.loopDelayP99Ms.toFixed(1)} ms`,
    },
    { row, name: 'window: event loop p99', unit: 'milliseconds', values: [windowDelayMs], goal: atMost(8) },
    { row, name: 'host: memory', unit: 'megabytes', values: [host.residentBytes / 1e6], goal: atMost(200) },
  ];
}

/** The same store without a line: every frame read, its tag and digest checked; then over the door of the page. */
async function costOfReading(bench: Bench, store: string, study: StudyFiles): Promise<readonly GoalLine[]> {
  const host = await startHostProcess(undefined, bench.cleanUp, { folder: store });
  try {
    await host.ask('prepare', { url: 'http://127.0.0.1:9/dicom-web' });
    const ref = await findStudy(host, study);
    await host.call('studies.open', { study: ref });
    const keys = Array.from({ length: study.slices }, (_, index) => sliceKey(ref, study, index + 1));
    const rates: number[] = [];
    const perFrame: number[] = [];
    const link = await host.ask('newLink', null);
    const reader = await readerAtDoor(link);
    // The first round pays for code that has not run before.
    for (let round = 0; round < 4; round += 1) {
      const { bytes, milliseconds } = await host.ask('readAll', { keys });
      const one = await overTheDoor(reader, keys);
      if (round === 0) continue;
      rates.push(bytes / milliseconds / 1e6);
      perFrame.push(one);
    }
    reader.transport.close();
    const row = 'M10';
    return [
      {
        row,
        name: 'read, decrypt and prove from the disk',
        unit: 'gigabytesPerSecond',
        values: rates,
        goal: { sense: 'atLeast', limit: 1 },
        today: 'GCM 2.7, pack 1.1 to 1.5 GB/s',
      },
      {
        row,
        name: `frame to window in batches of ${batch}, browser door`,
        unit: 'milliseconds',
        values: perFrame,
        goal: { sense: 'atMost', limit: 0.8 },
      },
    ];
  } finally {
    await host.stop();
  }
}

async function overTheDoor(
  { transport }: Awaited<ReturnType<typeof readerAtDoor>>,
  keys: readonly FrameKey[],
): Promise<number> {
  const started = performance.now();
  for (let first = 0; first < keys.length; first += batch) {
    const frames = keys.slice(first, first + batch).map((key) => transport.readFrame(key, { urgency: 'near' }));
    for (const frame of await Promise.all(frames)) valueIn(frame);
  }
  return (performance.now() - started) / keys.length;
}
