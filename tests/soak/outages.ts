/** Outages of a second to half an hour: the short ones in real time, the long ones on a clock twenty times as fast. */
import { type Outage, type OutageReport, runOutageTrial } from '../archive/outageTrial.ts';

/** After the line returns (M7). */
const resumeWithinMs = 3_000;
const fastSpeed = 20;
/** On their way when the line went. */
const framesEachMayCost = 14;

const seconds = (lengths: readonly number[]): Outage[] =>
  lengths.map((length, index) => ({ lengthMs: length * 1_000, kind: index % 3 === 2 ? 'refused' : 'silence' }));
const sets: Readonly<Record<string, { readonly real: Outage[]; readonly fast: Outage[] }>> = {
  all: {
    real: seconds([1, 1, 2, 2, 5, 5, 5, 10, 10, 20, 20, 30, 60, 60]),
    fast: seconds([300, 300, 600, 900, 1_200, 1_800]),
  },
  short: { real: seconds([1, 2, 5]), fast: seconds([300, 300]) },
  none: { real: [], fast: [] },
};

export async function soakOutages(which: string, say: (line: string) => void): Promise<readonly string[]> {
  const set = sets[which];
  if (!set) return [`--outages ${which}: all, short or none`];
  return [
    ...(await play(set.real, 1, say)),
    // A faster clock also stretches what sockets and disk take, so these are upper bounds.
    ...(await play(set.fast, fastSpeed, say)),
  ];
}

async function play(outages: readonly Outage[], speed: number, say: (line: string) => void): Promise<string[]> {
  if (outages.length === 0) return [];
  const report = await runOutageTrial(outages, speed);
  for (const [index, { lengthMs, kind }] of outages.entries()) {
    const resumed = Math.round(report.resumedAfterMs[index] ?? 0);
    const clock = speed === 1 ? '' : ` (clock x${speed}, upper bound)`;
    say(`outage of ${lengthMs / 1_000} s, ${kind}: resumed ${resumed} ms after the line${clock}`);
  }
  say(`outages: ${report.frames} frames, ${report.framesAsked - report.frames} asked for again`);
  return problemsOf(outages, report);
}

function problemsOf(outages: readonly Outage[], report: OutageReport): string[] {
  const late = outages.flatMap(({ lengthMs, kind }, index) => {
    const resumed = report.resumedAfterMs[index] ?? Number.POSITIVE_INFINITY;
    return resumed <= resumeWithinMs ? [] : [`outage of ${lengthMs / 1_000} s, ${kind}: resumed after ${resumed} ms`];
  });
  const again = report.framesAsked - report.frames;
  const costly = again > framesEachMayCost * outages.length ? [`outages: ${again} frames asked for again`] : [];
  return [...late, ...costly, ...report.violations];
}
