import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Row } from '../bench.ts';
import { payloadRate } from '../bounds.ts';
import type { GoalLine } from '../goals.ts';
import type { HostProcess } from '../host/hostProcess.ts';
import { startAtKnownSite } from '../host/knownSite.ts';
import { type LineProfile, profiles, withoutLimit } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { writeCtStudy } from '../studies/ctStudy.ts';

const goals = [
  { loss: 0, atLeast: 93, today: 'six connections 89 %, HTTP/2 21 %' },
  { loss: 1, atLeast: 90, today: 'six 68 %, best fixed number 89 %' },
  { loss: 2, atLeast: 80, today: 'six 41 %, best fixed number 75 %' },
  { loss: 3, atLeast: 70, today: 'best fixed number 72 %' },
];

/** M1: how much of a 5 Mbit/s line of 300 ms is frames, once it is running. */
export const lineUse: Row = {
  id: 'M1',
  title: 'the line in bulk, 5 Mbit/s, 300 ms',
  async measure(bench) {
    const { tools, cleanUp, line, folder } = bench;
    await line.change(withoutLimit);
    const slices = bench.isQuick ? 150 : 300;
    const study = await writeCtStudy(folder, { slices, storedAs: 'jpegLs', name: 'bulk-ct' });
    const archive = await openArchive(tools, cleanUp, line, `${line.name}-m1`, [study.folder]);
    const lines: GoalLine[] = [];
    for (const { loss, atLeast, today } of goals) {
      const runs: SteadyRate[] = [];
      for (let run = 0; run < bench.runs; run += 1) {
        runs.push(await steadyRate(bench, { ...profiles.home5, lossPercent: loss, seed: run + 1 }, archive.url));
      }
      const values = runs.map(({ bytesPerSecond }) => (100 * bytesPerSecond) / payloadRate(profiles.home5.downBits));
      const connections = runs.map(({ inFlight }) => inFlight.toFixed(1)).join(', ');
      lines.push({
        row: 'M1',
        name: `payload ÷ 4.7 Mbit/s at ${loss} % loss`,
        unit: 'percent',
        values,
        goal: { sense: 'atLeast', limit: atLeast },
        today,
        note: `${connections} requests at once on average`,
      });
    }
    await archive.takeDown();
    return lines;
  },
};

interface SteadyRate {
  readonly bytesPerSecond: number;
  /** Background requests on their way, on average. */
  readonly inFlight: number;
}

async function steadyRate(bench: Bench, profile: LineProfile, url: string): Promise<SteadyRate> {
  const { line, isQuick } = bench;
  const warmUpMs = isQuick ? 12_000 : 20_000;
  const steadyMs = isQuick ? 25_000 : 60_000;
  const host = await startAtKnownSite(bench, { url, name: 'm1' });
  try {
    await line.change(profile);
    await host.ask('fetchAhead', { modalities: [] });
    await firstFrame(host);
    await pause(warmUpMs);
    const before = await host.ask('traffic', null);
    await pause(steadyMs);
    const after = await host.ask('traffic', null);
    const seconds = (after.now - before.now) / 1000;
    let busyMs = 0;
    for (const { askedAt, endedAt = after.now, lane } of after.requests) {
      if (lane === 'background') busyMs += Math.max(0, Math.min(endedAt, after.now) - Math.max(askedAt, before.now));
    }
    return {
      bytesPerSecond: (after.bodyBytes - before.bodyBytes) / seconds,
      inFlight: busyMs / (after.now - before.now),
    };
  } finally {
    await host.stop();
  }
}

async function firstFrame(host: HostProcess): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const { requests } = await host.ask('traffic', null);
    if (requests.some(({ path, bytes }) => path.includes('/frames/') && bytes > 0)) return;
    await pause(100);
  }
  throw new Error('no frame came within a minute');
}
