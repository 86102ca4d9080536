import type { Comparison } from './compare.ts';
import { type Prediction, scorePredictions } from './etaTrial.ts';
import type { CapGoals, HardDay, ShiftGoals } from './goals.ts';
import { quantileOf, type ShiftFigures, sum } from './measure.ts';

const headings = [
  'policy',
  'opened local',
  'wait p50 s',
  'p95 s',
  'STAT in time',
  'of bound',
  'priors local',
  'never opened MB',
  'fetched twice MB',
  'starved min',
];

/** The table of one profile as text; the same comparison gives the same text. */
export function formatComparison(comparison: Comparison): string {
  const { profile, bounds, policies, studies, studyBytes } = comparison;
  const shifts = bounds.length;
  const opened = sum(bounds.map((bound) => bound.opened));
  const stats = sum(bounds.map((bound) => bound.feasibleStats.size));
  const most = sum(bounds.map((bound) => bound.mostLocal));
  const row = (name: string, figures: readonly ShiftFigures[]) => {
    const total = (pick: (one: ShiftFigures) => number) => sum(figures.map(pick));
    const waits = figures.flatMap(({ waitSeconds }) => waitSeconds);
    const local = total((one) => one.local);
    return [
      name,
      percent(local, opened),
      quantileOf(waits, 0.5).toFixed(0),
      quantileOf(waits, 0.95).toFixed(0),
      percent(
        total((one) => one.statsReady),
        stats,
      ),
      percent(local, most),
      percent(
        total((one) => one.priorsLocal),
        total((one) => one.priorsOpened),
      ),
      (total((one) => one.unopenedBytes) / shifts / 1e6).toFixed(0),
      (total((one) => one.lostBytes) / shifts / 1e6).toFixed(1),
      (Math.max(...figures.map((one) => one.starvedSeconds)) / 60).toFixed(0),
    ];
  };
  const rows = [headings, ...policies.map(({ name, shifts: figures }) => row(name, figures))];
  rows.push(row('clairvoyant, same duties', comparison.clairvoyant));
  rows.push(['bound without duties', percent(most, opened), '', '', percent(stats, stats), '100.0 %', '', '', '', '']);
  return [
    `${profile.name}: ${profile.description}; ${shifts} shifts of ${(studies / shifts).toFixed(0)} studies and ${(studyBytes / shifts / 1e9).toFixed(2)} GB, priors apart`,
    ...align(rows),
    formatEta(comparison.predictions),
  ].join('\n');
}

export function formatEta(predictions: readonly Prediction[]): string {
  const eta = scorePredictions(predictions);
  const shown = percent(eta.shownCoverage, 1);
  return `ETA: ${eta.predictions} transfers, 80 % interval covers ${percent(eta.coverage, 1)} (goal 75 to 85), as shown half-way ${shown}; median error at half-way ${percent(eta.medianErrorAtHalfWay, 1)} (goal 12); pinball loss ${percent(eta.pinballLoss, 1)} of the time taken`;
}

export function formatCap(capBytes: number, { mostOfCap, localShare }: CapGoals): string {
  return `home2 with a cap of ${(capBytes / 1e9).toFixed(1)} GB and no consent: at most ${percent(mostOfCap, 1)} of it used ahead (15 % is kept for what is opened and STAT); opened fully local ${percent(localShare, 1)}`;
}

export function formatHardDay(diskBytes: number, day: HardDay): string {
  return `home2 with four times of 429, a sleep and a disk of ${(diskBytes / 1e9).toFixed(1)} GB: opened fully local ${percent(day.localShare, 1)}, of those that could be ${percent(day.localOfPossible, 1)}; STATs in time ${percent(day.statShare, 1)}; a shift lets go of ${day.evictions.toFixed(1)} studies, of which ${day.regretted.toFixed(1)} were looked at later`;
}

/** What M8 asks for, from the row of the app. */
export function formatShiftGoals(figures: ShiftGoals): string {
  return [
    `M8: opened fully local ${percent(figures.localShare, 1)}; of those that could be ${percent(figures.localOfPossible, 1)} (goal 95); STATs in time ${percent(figures.statShare, 1)} (goal 100); of the clairvoyant ${percent(figures.ofClairvoyant, 1)} (goal 95)`,
    `    an idle line could have had ${percent(figures.possibleShare, 1)} whole when they were opened: the others are opened too soon after they came`,
    `    matching priors chosen ${percent(figures.priorHitShare, 1)} (goal 92) with ${percent(figures.priorByteShare, 1)} of the bytes of all priors (goal 30)`,
  ].join('\n');
}

function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}

function percent(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : 'none';
}
