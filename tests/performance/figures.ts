/** One line of the table: what was measured, and the named thing of the same run that it is held against. */
export interface Figure {
  readonly name: string;
  /** Milliseconds, one entry a run. */
  readonly times: readonly number[];
  readonly baseline?: { readonly name: string; readonly times: readonly number[] };
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** A table for a terminal: medians in milliseconds, the range of the runs, and the ratio to the baseline. */
export function formatFigures(figures: readonly Figure[]): string {
  const lines = figures.map(({ name, times, baseline }) => [
    name,
    milliseconds(median(times)),
    `${milliseconds(Math.min(...times))} to ${milliseconds(Math.max(...times))}`,
    String(times.length),
    baseline ? `${(median(times) / median(baseline.times)).toFixed(2)} ×` : '',
    baseline ? `${baseline.name}, ${milliseconds(median(baseline.times))} ms` : '',
  ]);
  const table = [['', 'median ms', 'lowest to highest', 'runs', 'ratio', 'of baseline'], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  const rightAligned = new Set([1, 2, 3, 4]);
  return table
    .map((line) =>
      line
        .map((text, column) =>
          rightAligned.has(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function milliseconds(value: number): string {
  return value < 100 ? value.toFixed(1) : String(Math.round(value));
}
