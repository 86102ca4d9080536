/** Outages of a second to half an hour: the short ones in real time, the long ones on a clock many times as fast. */
import { framesAStrikeMayCost } from '../archive/faultTrial.ts';
import { type OutageSet, outageSets, type PlayedOutages, playOutages } from '../archive/outageTrial.ts';
import { resumeWithinMs } from '../crash/killLimits.ts';

const sets: Readonly<Record<string, OutageSet>> = outageSets;

/** Plays a set of that name, or none. Answers what failed. */
export async function soakOutages(which: string, say: (line: string) => void): Promise<readonly string[]> {
  if (which === 'none') return [];
  const set = Object.hasOwn(sets, which) ? sets[which] : undefined;
  if (!set) return [`--outages ${which}: ${Object.keys(sets).join(', ')} or none`];
  const problems: string[] = [];
  for await (const played of playOutages(set)) {
    tell(played, say);
    problems.push(...problemsOf(played));
  }
  return problems;
}

function tell({ outages, speed, report }: PlayedOutages, say: (line: string) => void): void {
  for (const [index, { lengthMs, kind }] of outages.entries()) {
    const resumed = Math.round(report.resumedAfterMs[index] ?? 0);
    const clock = speed === 1 ? '' : ` (clock x${speed}, upper bound)`;
    say(`outage of ${lengthMs / 1_000} s, ${kind}: resumed ${resumed} ms after the line${clock}`);
  }
  say(`outages: ${report.frames} frames, ${report.framesAsked - report.frames} asked for again`);
}

function problemsOf({ outages, report }: PlayedOutages): string[] {
  const late = outages.flatMap(({ lengthMs, kind }, index) => {
    const resumed = report.resumedAfterMs[index] ?? Number.POSITIVE_INFINITY;
    return resumed <= resumeWithinMs ? [] : [`outage of ${lengthMs / 1_000} s, ${kind}: resumed after ${resumed} ms`];
  });
  const again = report.framesAsked - report.frames;
  const costly = again > framesAStrikeMayCost * outages.length ? [`outages: ${again} frames asked for again`] : [];
  return [...late, ...costly, ...report.violations];
}
