/**
 * Outages in the middle of a long fetch: how long after the line is back the next frame arrives, and what is fetched
 * twice (link.md M7, N10). Long outages run on a faster clock; its speed stretches what sockets and disk really take, so
 * their figures are upper bounds.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequestHandler } from '#electron/practice/index.ts';
import { createFastWorld } from './fastWorld.ts';
import { type FaultProxy, startFaultProxy } from './faultProxy.ts';
import { framesAskedOf } from './faultTrial.ts';
import { startFaultyArchive } from './faultyArchive.ts';
import { TrialDesk } from './trialDesk.ts';
import { longStudy } from './trialStudies.ts';

export interface Outage {
  /** As the services live it. */
  readonly lengthMs: number;
  /** `silence`: packets get lost, connections stay open. `refused`: the router says no. */
  readonly kind: 'silence' | 'refused';
}

export interface OutageReport {
  /** In the services' time, from the line's return to the next frame on the disk. */
  readonly resumedAfterMs: readonly number[];
  readonly frames: number;
  readonly framesAsked: number;
  readonly violations: readonly string[];
}

/** Outages played in real time, and those that are played on a clock `fastSpeed` times as fast. */
export interface OutageSet {
  readonly real: readonly Outage[];
  readonly fast: readonly Outage[];
}

const fastSpeed = 20;
const seconds = (...lengths: readonly number[]): Outage[] =>
  lengths.map((length, index) => ({ lengthMs: length * 1_000, kind: index % 3 === 2 ? 'refused' : 'silence' }));

/** `all`: the 20 outages of M7, from a second to half an hour, in about 9 minutes. */
export const outageSets = {
  all: {
    real: seconds(1, 1, 2, 2, 5, 5, 5, 10, 10, 20, 20, 30, 60, 60),
    fast: seconds(300, 300, 600, 900, 1_200, 1_800),
  },
  quick: { real: seconds(1, 2, 5, 10), fast: seconds(300, 1_800) },
  short: { real: seconds(1, 2, 5), fast: seconds(300, 300) },
} satisfies Record<string, OutageSet>;

const framesBetween = 12;
const patienceMs = 60_000;

/** Plays a set; answers each part with its outages and the speed of the clock, over 1 an upper bound. */
export async function* playOutages({ real, fast }: OutageSet): AsyncGenerator<PlayedOutages> {
  yield { outages: real, speed: 1, report: await runOutageTrial(real) };
  yield { outages: fast, speed: fastSpeed, report: await runOutageTrial(fast, fastSpeed) };
}

export interface PlayedOutages {
  readonly outages: readonly Outage[];
  readonly speed: number;
  readonly report: OutageReport;
}

/** Plays outages one after the other in one fetch, then lets it end and compares every frame. */
export async function runOutageTrial(outages: readonly Outage[], speed = 1): Promise<OutageReport> {
  const corpus = await longStudy(40 + outages.length * (framesBetween + 24));
  const archive = await startFaultyArchive(createRequestHandler({ sources: () => [corpus.own] }), 'outages');
  const line = { bitsPerSecond: 400_000 * Math.min(4, speed), oneWayMs: 20 / speed };
  const proxy = await startFaultProxy({ target: archive.url, line });
  const folder = await mkdtemp(join(tmpdir(), 'durbeen-outage-'));
  const desk = new TrialDesk({ world: createFastWorld({ seed: 1, speed }), folder, url: proxy.url });
  const present = (): number => desk.items()[0]?.readiness.presentFrames ?? 0;
  try {
    await desk.start();
    await until(() => present() >= framesBetween, 'the fetch never began');
    const resumedAfterMs: number[] = [];
    for (const outage of outages) {
      resumedAfterMs.push((await sitOut(outage, proxy, present, speed)) * speed);
      const before = present();
      await until(() => present() >= before + framesBetween, 'the fetch did not go on');
    }
    proxy.setLine({});
    await until(() => desk.items()[0]?.readiness.state === 'complete', 'the fetch never ended');
    const violations = await desk.compareKept(corpus);
    return { resumedAfterMs, frames: corpus.truth.size, framesAsked: framesAskedOf(archive.requests), violations };
  } finally {
    await desk.stop();
    await proxy.close();
    await archive.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Answers how long the next frame took once the line was back, on the wall. */
async function sitOut({ lengthMs, kind }: Outage, proxy: FaultProxy, present: () => number, speed: number) {
  const began = performance.now();
  if (kind === 'silence') proxy.silence();
  else await proxy.cut();
  await pause(lengthMs / speed);
  if (kind === 'silence') proxy.backOff(backOffMs(lengthMs) / speed, began);
  const before = present();
  const back = performance.now();
  await proxy.restore();
  await until(() => present() > before, 'nothing came after an outage');
  return performance.now() - back;
}

/**
 * How much longer connections stay silent that were open: a sender doubles its pause from 0.2 s on (RFC 6298), and
 * after five minutes a router has forgotten them.
 */
function backOffMs(outageMs: number): number {
  if (outageMs >= 300_000) return Number.POSITIVE_INFINITY;
  let sentAtMs = 200;
  for (let pauseMs = 400; sentAtMs < outageMs; pauseMs *= 2) sentAtMs += pauseMs;
  return sentAtMs - outageMs;
}

async function until(isSo: () => boolean, otherwise: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(otherwise);
    await pause(5);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
