import { median } from '../figures.ts';
import type { Measured } from './measure.ts';

interface Line {
  readonly name: string;
  readonly pick: (measured: Measured) => number | undefined;
  readonly unit: string;
  /** What is better: less or more of it. */
  readonly better: 'less' | 'more';
  /** Goal of the design: so many times better than the peer; left out, never worse. */
  readonly times?: number;
  /** A bound of our own beside it. */
  readonly atMost?: number;
}

const lines: readonly Line[] = [
  { name: 'key to first image, cached', pick: (one) => one.firstImage, unit: 'ms', better: 'less', times: 3 },
  { name: 'all images in memory', pick: (one) => one.allHere, unit: 'ms', better: 'less' },
  { name: 'next study, key to first image', pick: (one) => one.nextStudy, unit: 'ms', better: 'less', atMost: 500 },
  { name: 'three planes, key to all three shown', pick: (one) => one.planes, unit: 'ms', better: 'less' },
  { name: 'scroll through all, images a second', pick: (one) => one.scrolledPerSecond, unit: '/s', better: 'more' },
  { name: 'of them not drawn', pick: (one) => one.droppedPercent, unit: '%', better: 'less' },
  { name: 'key to draw call', pick: (one) => one.keyToDrawCall, unit: 'ms', better: 'less', atMost: 17 },
  { name: 'key to image on the canvas', pick: (one) => one.keyToImage, unit: 'ms', better: 'less' },
  { name: 'turning the planes, one step', pick: (one) => one.turn, unit: 'ms', better: 'less' },
  { name: 'one box to two', pick: (one) => one.twoBoxes, unit: 'ms', better: 'less' },
  { name: 'study of many images, key to first image', pick: (one) => one.manyImages, unit: 'ms', better: 'less' },
  { name: 'elements of that page', pick: (one) => one.elementsOfMany, unit: '', better: 'less' },
  { name: 'resident memory of the study', pick: (one) => one.residentMb, unit: 'MB', better: 'less' },
];

export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peers: number;
  /** How many times better ours is; below 1 it is worse. */
  readonly ratio: number;
  readonly verdict: 'met' | 'MISSED';
  readonly goal: string;
}

/** Medians of both viewers of one run, side by side. */
export function rowsOf(ours: readonly Measured[], peers: readonly Measured[]): readonly Row[] {
  return lines.flatMap(({ name, pick, unit, better, times = 1, atMost }) => {
    const of = (all: readonly Measured[]) => median(all.map(pick).filter((value) => value !== undefined));
    const [mine, theirs] = [of(ours), of(peers)];
    if (!Number.isFinite(mine)) return [];
    const ratio = mine === theirs ? 1 : better === 'less' ? theirs / mine : mine / theirs;
    const isMet = (!Number.isFinite(theirs) || ratio >= times) && (atMost === undefined || mine <= atMost);
    const goal = [`≥ ${times} ×`, ...(atMost === undefined ? [] : [`≤ ${atMost} ${unit}`])].join(', ');
    return [{ name, unit, ours: mine, peers: theirs, ratio, verdict: isMet ? 'met' : 'MISSED', goal } as const];
  });
}

export function formatRows(rows: readonly Row[]): string {
  const number = (value: number, unit: string) =>
    Number.isFinite(value) ? `${Math.abs(value) < 100 ? value.toFixed(1) : value.toFixed(0)} ${unit}`.trim() : '-';
  const cells = [
    ['', 'Durbeen', 'OHIF', 'better by', 'goal', ''],
    ...rows.map((row) => [
      row.name,
      number(row.ours, row.unit),
      number(row.peers, row.unit),
      Number.isFinite(row.ratio) ? `${row.ratio.toFixed(2)} ×` : '-',
      row.goal,
      row.verdict,
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 || column > 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
