import { median } from '../../figures.ts';
import { type ColdOpening, openCold } from '../app/coldOpening.ts';
import { openPeer } from '../app/peerOpening.ts';
import type { Row } from '../bench.ts';
import { shortestTime } from '../bounds.ts';
import type { Goal, GoalLine } from '../goals.ts';
import { profiles } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { type StudyFiles, writeCtStudy } from '../studies/ctStudy.ts';

const line = { ...profiles.home5, lossPercent: 1 };
const measures = ['firstView', 'firstLossless', 'scrollable', 'complete'] as const;
type Measure = (typeof measures)[number];

const names: Readonly<Record<Measure, string>> = {
  firstView: 'first view',
  firstLossless: 'first lossless slice',
  scrollable: 'scrollable (no slice further than 5 from one that is here)',
  complete: 'complete',
};
const goals: Readonly<Partial<Record<Measure, number>>> = { firstView: 2.2, firstLossless: 2.8, scrollable: 13 };
/** How many times faster than the peer, by how the archive stores the images. */
const ratioGoals: Readonly<Record<'jpegLs' | 'raw', Readonly<Record<Measure, number>>>> = {
  jpegLs: { firstView: 1, firstLossless: 1.5, scrollable: 3, complete: 1.2 },
  raw: { firstView: 1, firstLossless: 1.5, scrollable: 3, complete: 2.5 },
};

/** M3: a CT that nobody fetched ahead, opened over a line that loses one packet in a hundred; OHIF beside it. */
export const coldCt: Row = {
  id: 'M3',
  title: 'cold CT, 5 Mbit/s, 300 ms, 1 % loss, in the app; OHIF beside it',
  async measure(bench) {
    const slices = bench.isQuick ? 80 : 150;
    const { tools, cleanUp, folder } = bench;
    await bench.line.change({ ...line, lossPercent: 0 });
    const stored = {
      jpegLs: await writeCtStudy(folder, { slices, storedAs: 'jpegLs', name: 'coldct-small' }),
      raw: await writeCtStudy(folder, { slices, storedAs: 'raw', name: 'coldct-raw' }),
    };
    const folders = [stored.jpegLs.folder, stored.raw.folder];
    const archive = await openArchive(tools, cleanUp, bench.line, `${bench.line.name}-m3`, folders);
    const lines: GoalLine[] = [];
    for (const form of ['jpegLs', 'raw'] as const) {
      const ours: ColdOpening[] = [];
      const theirs: ColdOpening[] = [];
      for (let run = 0; run < bench.runs; run += 1) {
        const profile = { ...line, seed: run + 1 };
        ours.push(await openCold(bench, profile, { url: archive.url, name: 'm3' }, stored[form]));
        theirs.push(await openPeer(bench, profile, archive.url, stored[form]));
      }
      lines.push(...linesOf(form, stored[form], ours, theirs));
    }
    await archive.takeDown();
    return lines;
  },
};

function linesOf(
  form: 'jpegLs' | 'raw',
  study: StudyFiles,
  ours: readonly ColdOpening[],
  theirs: readonly ColdOpening[],
): readonly GoalLine[] {
  // Without the person's leave, which is off at first, raw images come gzipped: M2 says how much that is.
  const stored = form === 'jpegLs' ? 'stored as JPEG-LS' : 'stored raw, may compress';
  const bound = shortestTime(study.jpegLsBytes, line.downBits, line.roundTripMs / 1000);
  const lines: GoalLine[] = [];
  for (const measure of measures) {
    const limit = form === 'jpegLs' ? goals[measure] : undefined;
    lines.push({
      row: 'M3',
      name: `${names[measure]}, ${study.slices} slices ${stored}`,
      unit: 'seconds',
      values: ours.map((run) => run[measure]),
      ...(limit !== undefined && { goal: { sense: 'atMost', limit } satisfies Goal }),
      ...(measure === 'firstView' && { note: (ours.at(-1)?.profile ?? []).join('\n    ') }),
    });
    lines.push(againstPeer(form, measure, ours, theirs));
  }
  lines.push({
    row: 'M3',
    name: `complete ÷ bound of ${bound.toFixed(1)} s, ${stored}`,
    unit: 'ratio',
    values: ours.map(({ complete }) => complete / bound),
    ...(form === 'jpegLs' && { goal: { sense: 'atMost', limit: 1.15 } satisfies Goal }),
    today: `OHIF ${(median(theirs.map(({ complete }) => complete)) / bound).toFixed(2)} ×`,
  });
  return lines;
}

function againstPeer(
  form: 'jpegLs' | 'raw',
  measure: Measure,
  ours: readonly ColdOpening[],
  theirs: readonly ColdOpening[],
): GoalLine {
  const peer = theirs.map((run) => run[measure]);
  return {
    row: 'M3',
    name: `  times faster than OHIF`,
    unit: 'ratio',
    values: ours.map((run, index) => (peer[index] ?? Number.NaN) / run[measure]),
    goal: { sense: 'atLeast', limit: ratioGoals[form][measure] },
    today: `OHIF ${median(peer).toFixed(1)} s`,
  };
}
