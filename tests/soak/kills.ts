/** Kills of a fetching process by the hundred. */
import { type KillReport, runFetchKillTrial } from './fetchKillTrial.ts';

/** Frames in memory and on their way when a process is killed (C2). */
const framesAKillMayCost = 24;
/** A torn end may take what the last 64 KiB held, and what was not found in its pack afterwards. */
const framesATearMayCost = 64;
const resumeWithinMs = 3_000;

/** Plays at least so many kills. Answers what failed. */
export async function soakKills(kills: number, endMs: number, say: (line: string) => void): Promise<readonly string[]> {
  const failures: string[] = [];
  const totals = { kills: 0, torn: 0, again: 0 };
  const resumed: number[] = [];
  for (let seed = 1; totals.kills < kills && performance.now() < endMs; seed += 1) {
    const report = await runFetchKillTrial(seed);
    totals.kills += Math.max(1, report.kills);
    totals.torn += report.torn;
    totals.again += report.framesAsked - report.frames;
    resumed.push(...report.resumedAfterMs);
    failures.push(...problemsOf(report).map((problem) => `kill trial ${seed} FAILED: ${problem}`));
  }
  if (totals.kills === 0) return failures;
  resumed.sort((left, right) => left - right);
  const at = (share: number) => Math.round(resumed[Math.floor((resumed.length - 1) * share)] ?? 0);
  say(
    `kills: ${totals.kills}, ${totals.torn} with a torn pack, ${(totals.again / totals.kills).toFixed(1)} frames asked for again each, resumed after ${at(0.5)} ms (most ${at(1)} ms), ${failures.length} failed`,
  );
  return failures;
}

function problemsOf(report: KillReport): string[] {
  const most = framesAKillMayCost * report.kills + framesATearMayCost * report.torn;
  const again = report.framesAsked - report.frames;
  const slow = report.resumedAfterMs.filter((ms) => ms > resumeWithinMs);
  return [
    ...report.violations,
    ...(again > most ? [`${again} frames asked for again, at most ${most} expected`] : []),
    ...(slow.length > 0 ? [`resumed after ${slow.map(Math.round).join(', ')} ms`] : []),
  ];
}
