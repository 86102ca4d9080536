/** Kills by the hundred: of the whole host in the middle of a fetch, and of the store alone, its index lost besides. */
import { bytesACutMayCost, bytesAKillMayCost, resumeWithinMs } from '../crash/killLimits.ts';
import { runKillTrial } from '../crash/killTrial.ts';
import { type KillReport, runFetchKillTrial } from './fetchKillTrial.ts';

/** Frames in memory and on their way when a process is killed (C2). */
const framesAKillMayCost = 24;
/** A torn end may take what the last 64 KiB held, and what was not found in its pack afterwards. */
const framesATearMayCost = 64;

/** Of the store alone: several times as many in the same time. */
const storeKillsInTrial = 25;

/** Plays at least so many kills of each sort. Answers what failed. */
export async function soakKills(kills: number, endMs: number, say: (line: string) => void): Promise<readonly string[]> {
  const ofStore = await soakStoreKills(kills, endMs, say);
  return [...ofStore, ...(await soakFetchKills(kills, endMs, say))];
}

/** Plays one kill trial again: of the host, or of the store alone. Its draws are the same, the moments of its kills are not. */
export async function replayKills(of: 'host' | 'store', seed: number, say: (line: string) => void): Promise<void> {
  const report = of === 'host' ? await runFetchKillTrial(seed) : await runKillTrial({ seed, kills: storeKillsInTrial });
  say(JSON.stringify(report, null, 2));
}

async function soakStoreKills(kills: number, endMs: number, say: (line: string) => void): Promise<string[]> {
  const failures: string[] = [];
  let done = 0;
  for (let seed = 1; done < kills && performance.now() < endMs; seed += 1) {
    const figures = await runKillTrial({ seed, kills: Math.min(storeKillsInTrial, kills - done) });
    done += figures.kills;
    const { wrongFrames, lostFrames, lostStudies, mostAgainAfterKill, mostAgainAfterCut } = figures;
    const lost = wrongFrames + lostFrames + lostStudies;
    if (lost > 0 || mostAgainAfterKill > bytesAKillMayCost || mostAgainAfterCut > bytesACutMayCost) {
      const what = `store kill trial ${seed} FAILED: ${JSON.stringify(figures)}\n  npm run soak -- --store-kill ${seed}`;
      failures.push(what);
      say(what);
    }
  }
  if (done > 0) say(`store: ${done} kills, ${failures.length} failed`);
  return failures;
}

async function soakFetchKills(kills: number, endMs: number, say: (line: string) => void): Promise<readonly string[]> {
  const failures: string[] = [];
  const totals = { kills: 0, torn: 0, again: 0 };
  const resumed: number[] = [];
  for (let seed = 1; totals.kills < kills && performance.now() < endMs; seed += 1) {
    const report = await runFetchKillTrial(seed);
    totals.kills += Math.max(1, report.kills);
    totals.torn += report.torn;
    totals.again += report.framesAsked - report.frames;
    resumed.push(...report.resumedAfterMs);
    for (const problem of problemsOf(report)) {
      const what = `kill trial ${seed} FAILED: ${problem}\n  npm run soak -- --kill ${seed}`;
      failures.push(what);
      say(what);
    }
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
