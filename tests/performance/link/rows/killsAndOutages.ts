import { outageSets, type PlayedOutages, playOutages } from '../../../archive/outageTrial.ts';
import { bytesAKillMayCost, goalBytesAfterCut, resumeWithinMs } from '../../../crash/killLimits.ts';
import { runKillTrial } from '../../../crash/killTrial.ts';
import type { Row } from '../bench.ts';
import type { Goal, GoalLine } from '../goals.ts';

const atMost = (limit: number): Goal => ({ sense: 'atMost', limit });

/** M7: processes killed, packs torn, indexes lost, lines gone: nothing wrong, nothing lost, little again, soon back. */
export const killsAndOutages: Row = {
  id: 'M7',
  title: 'kills, torn tails and outages',
  needsNoLine: true,
  async measure(bench) {
    const killed = await runKillTrial({ seed: 1, kills: bench.isQuick ? 25 : 300 });
    const played: PlayedOutages[] = [];
    for await (const part of playOutages(bench.isQuick ? outageSets.quick : outageSets.all)) played.push(part);
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
      {
        ...line(
          'most fetched again after a kill',
          'megabytes',
          killed.mostAgainAfterKill / 1e6,
          atMost(bytesAKillMayCost / 1e6),
        ),
        note: 'the one frame that had come and was not kept yet; frames are kept whole, and the largest has 0.35 MB',
      },
      line(
        'most fetched again after a cut of the mains',
        'megabytes',
        killed.mostAgainAfterCut / 1e6,
        atMost(goalBytesAfterCut / 1e6),
      ),
      {
        ...line('resumed after a kill, worst', 'milliseconds', killed.resumeMs.worst, atMost(resumeWithinMs)),
        today: '+ 2 s to + 22 s',
      },
      ...outageLines(played),
    ];
  },
};

function outageLines(played: readonly PlayedOutages[]): readonly GoalLine[] {
  const count = played.reduce((sum, { outages }) => sum + outages.length, 0);
  const reports = played.map(({ report }) => report);
  const resumed = reports.flatMap(({ resumedAfterMs }) => resumedAfterMs);
  const again = reports.reduce((sum, { framesAsked, frames }) => sum + framesAsked - frames, 0);
  const violations = reports.flatMap((report) => report.violations);
  return [
    {
      row: 'M7',
      name: `resumed after the line, worst of ${count} outages`,
      unit: 'milliseconds',
      values: [Math.max(...resumed)],
      goal: atMost(resumeWithinMs),
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
