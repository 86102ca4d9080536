import type { Comparison } from './compare.ts';
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
  const { profile, bounds, policies, eta, studies, studyBytes } = comparison;
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
  rows.push(['clairvoyant bound', percent(most, opened), '', '', percent(stats, stats), '100.0 %', '', '', '', '']);
  return [
    `${profile.name}: ${profile.description}; ${shifts} shifts of ${(studies / shifts).toFixed(0)} studies and ${(studyBytes / shifts / 1e9).toFixed(2)} GB, priors apart`,
    ...align(rows),
    `ETA: ${eta.predictions} transfers, 80 % interval covers ${percent(eta.coverage, 1)} (goal 75 to 85); median error at half-way ${percent(eta.medianErrorAtHalfWay, 1)} (goal 12); pinball loss ${percent(eta.pinballLoss, 1)} of the time taken`,
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
