import { type Outage, type OutageReport, runOutageTrial } from '../../../archive/outageTrial.ts';
import { runKillTrial } from '../../../crash/killTrial.ts';
import type { Row } from '../bench.ts';
import type { Goal, GoalLine } from '../goals.ts';

/** Longer outages are played on a faster clock, which also stretches what sockets and disk take: upper bounds. */
const fastSpeed = 20;
const seconds = {
  quick: { real: [1, 2, 5, 10], fast: [300, 1_800] },
  full: { real: [1, 1, 2, 2, 5, 5, 5, 10, 10, 20, 20, 30, 60, 60], fast: [300, 300, 600, 900, 1_200, 1_800] },
};
/** A pack is synced every so many bytes, or sooner (rule C1): so much a cut of the mains may cost. */
const syncedEveryMegabytes = 8;
const chunkMegabytes = 0.262_144;
const atMost = (limit: number): Goal => ({ sense: 'atMost', limit });

/** M7: processes killed, packs torn, indexes lost, lines gone: nothing wrong, nothing lost, little again, soon back. */
export const killsAndOutages: Row = {
  id: 'M7',
  title: 'kills, torn tails and outages',
  needsNoLine: true,
  async measure(bench) {
    const killed = await runKillTrial({ seed: 1, kills: bench.isQuick ? 25 : 300 });
    const { real, fast } = bench.isQuick ? seconds.quick : seconds.full;
    const reports = [await runOutageTrial(outagesOf(real)), await runOutageTrial(outagesOf(fast), fastSpeed)];
    const row = 'M7';
    const deaths = `${killed.kills} kills, ${killed.tornTails} cuts of the mains, ${killed.indexesLost} lost indexes`;
    const line = (name: string, unit: GoalLine['unit'], value: number, goal: Goal): GoalLine => ({
      row,
      name,
      unit,
      values: [value],
      goal,
    });
    return [
      { ...line('wrong pixels', 'count', killed.wrongFrames, atMost(0)), note: deaths },
      line('lost studies', 'count', killed.lostStudies, atMost(0)),
      line('lost frames that were synced', 'count', killed.lostFrames, atMost(0)),
      line('most fetched again after a kill', 'megabytes', killed.mostAgainAfterKill / 1e6, atMost(chunkMegabytes)),
      line(
        'most fetched again after a cut of the mains',
        'megabytes',
        killed.mostAgainAfterCut / 1e6,
        atMost(syncedEveryMegabytes),
      ),
      {
        ...line('resumed after a kill, worst', 'milliseconds', killed.resumeMs.worst, atMost(3_000)),
        today: '+ 2 s to + 22 s',
      },
      ...outageLines([...real, ...fast].length, reports),
    ];
  },
};

function outagesOf(lengths: readonly number[]): Outage[] {
  return lengths.map((length, index) => ({ lengthMs: length * 1_000, kind: index % 3 === 2 ? 'refused' : 'silence' }));
}

function outageLines(count: number, reports: readonly OutageReport[]): readonly GoalLine[] {
  const resumed = reports.flatMap(({ resumedAfterMs }) => resumedAfterMs);
  const again = reports.reduce((sum, { framesAsked, frames }) => sum + framesAsked - frames, 0);
  const violations = reports.flatMap((report) => report.violations);
  return [
    {
      row: 'M7',
      name: `resumed after the line, worst of ${count} outages`,
      unit: 'milliseconds',
      values: [Math.max(...resumed)],
      goal: atMost(3_000),
      today: '+ 2 s after 20 s, + 22 s after 60 s',
      note: `each: ${resumed.map((one) => one.toFixed(0)).join(', ')} ms; ${again} frames asked for again`,
    },
    {
      row: 'M7',
      name: 'wrong or missing after outages',
      unit: 'count',
      values: [violations.length],
      goal: atMost(0),
      ...(violations.length > 0 && { note: violations.join('\n    ') }),
    },
  ];
}
