/**
 * A fetch whose process is killed again and again, its newest pack torn at the end some of the times, as a power cut
 * would; in the end all is here, each byte is right, and little was fetched twice (link.md M7, C2).
 */
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { createRequestHandler } from '#electron/practice/index.ts';
import { startFaultProxy } from '../archive/faultProxy.ts';
import { framesAskedOf } from '../archive/faultTrial.ts';
import { startFaultyArchive } from '../archive/faultyArchive.ts';
import { TrialDesk } from '../archive/trialDesk.ts';
import { longStudy } from '../archive/trialStudies.ts';
import { startChild } from '../crash/childProcess.ts';
import { seededFractions } from '../fixtures/testRandom.ts';

export interface KillReport {
  readonly seed: number;
  readonly kills: number;
  readonly torn: number;
  readonly frames: number;
  readonly framesAsked: number;
  /** From the services' start to the first new frame, for each start but the first; milliseconds. */
  readonly resumedAfterMs: readonly number[];
  readonly violations: readonly string[];
}

const killsInTrial = 8;
const childFile = join(import.meta.dirname, 'fetchChild.ts');
const startWithinMs = 60_000;

/** Never rejects for what the services do wrong: that is in `violations`. */
export async function runFetchKillTrial(seed: number): Promise<KillReport> {
  const draw = seededFractions(`kill ${seed}`);
  const corpus = await longStudy(500);
  const archive = await startFaultyArchive(createRequestHandler({ sources: () => [corpus.own] }), `${seed}`);
  const proxy = await startFaultProxy({ target: archive.url, line: { bitsPerSecond: 1.6e6, oneWayMs: 15 } });
  const folder = await mkdtemp(join(tmpdir(), 'durbeen-kill-'));
  const resumedAfterMs: number[] = [];
  let torn = 0;
  let kills = 0;
  try {
    for (; kills < killsInTrial; kills += 1) {
      const tookMs = await fetchAndKill(folder, proxy.url, 50 + draw() * 900);
      // The first start resumes nothing: it reads the study's metadata.
      if (kills > 0) resumedAfterMs.push(tookMs);
      if (draw() < 0.35 && (await tearNewestPack(folder, draw))) torn += 1;
    }
    proxy.setLine({});
    await fetchAndKill(folder, proxy.url, Number.POSITIVE_INFINITY);
    const world = { clock: systemClock, files: systemFiles, network: systemNetwork, random: systemRandom };
    const violations = [...(await new TrialDesk({ world, folder, url: proxy.url }).compareKept(corpus))];
    const framesAsked = framesAskedOf(archive.requests);
    return { seed, kills, torn, frames: corpus.truth.size, framesAsked, resumedAfterMs, violations };
  } catch (error) {
    const violations = [error instanceof Error ? error.message : String(error)];
    return { seed, kills, torn, frames: corpus.truth.size, framesAsked: 0, resumedAfterMs, violations };
  } finally {
    await proxy.close();
    await archive.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs the services until so long after their first new frame, or until all is here, and kills them. Answers how long
 * the first new frame took from the services' start.
 */
async function fetchAndKill(folder: string, url: string, lifeMs: number): Promise<number> {
  const child = startChild(childFile, [folder, url]);
  const tooLong = setTimeout(() => child.kill(), startWithinMs + (Number.isFinite(lifeMs) ? lifeMs : 0));
  let startedMs = 0;
  let first: number | undefined;
  let resumedMs: number | undefined;
  let isComplete = false;
  for await (const text of child.lines) {
    if (text === 'started') startedMs = performance.now();
    const [state, count] = text.split(' ');
    if (count === undefined || state === 'unknown') continue;
    first ??= Number(count);
    isComplete = state === 'complete';
    if (Number(count) > first && resumedMs === undefined) {
      resumedMs = performance.now() - startedMs;
      if (Number.isFinite(lifeMs)) setTimeout(() => child.kill(), lifeMs);
    }
    if (isComplete) child.kill();
  }
  clearTimeout(tooLong);
  if (resumedMs === undefined && !isComplete) throw new Error(`nothing came: ${child.complaint().slice(0, 2_000)}`);
  if (!Number.isFinite(lifeMs) && !isComplete)
    throw new Error(`not complete in the end: ${child.complaint().slice(0, 2_000)}`);
  return resumedMs ?? 0;
}

/** Cuts the end off the newest pack, or turns a bit in it: what was not yet synced when the power went. */
async function tearNewestPack(folder: string, draw: () => number): Promise<boolean> {
  const directory = join(folder, 'packs');
  const packs = await Promise.all(
    (await readdir(directory)).map(async (name) => {
      const { mtimeMs, size } = await stat(join(directory, name));
      return { path: join(directory, name), mtimeMs, size };
    }),
  );
  const newest = packs.sort((left, right) => right.mtimeMs - left.mtimeMs)[0];
  if (!newest || newest.size < 4_096) return false;
  const at = newest.size - 1 - Math.floor(draw() * Math.min(newest.size - 1, 65_536));
  const file = await open(newest.path, 'r+');
  try {
    if (draw() < 0.5) await file.truncate(at);
    else {
      const byte = Buffer.alloc(1);
      await file.read(byte, 0, 1, at);
      byte[0] = (byte[0] ?? 0) ^ 0x20;
      await file.write(byte, 0, 1, at);
    }
  } finally {
    await file.close();
  }
  return true;
}
