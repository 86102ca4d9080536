import { median } from '../figures.ts';
import { type Goal, type GoalLine, isMeasured, judge, type RowResult, type Unit, worst } from './goals.ts';

/** Measured beside goal beside today's best, one line a figure; what could not be measured says why. */
export function formatGoals(results: readonly RowResult[]): string {
  const head = ['row', 'figure', 'measured', 'worst', 'runs', 'goal', '', "today's best"];
  const lines = results.map((result) => (isMeasured(result) ? cellsOf(result) : undefined));
  const table = [head, ...lines.filter((line) => line !== undefined)];
  const widths = head.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  const rightAligned = new Set([2, 3, 4, 5]);
  const write = (line: readonly string[]) =>
    line
      .map((text, column) =>
        rightAligned.has(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const written = results.map((result, index) => {
    const cells = lines[index];
    if (cells) return write(cells);
    const { row, name, because } = result as { row: string; name: string; because: string };
    return `${row.padEnd(widths[0] ?? 0)}  ${name}: CANNOT RUN here: ${because}`;
  });
  return [write(head), ...written].join('\n');
}

function cellsOf(line: GoalLine): readonly string[] {
  const verdicts = { met: 'met', missed: 'MISSED', 'not judged': '', 'not run': '' } as const;
  return [
    line.row,
    line.name,
    writeValue(median(line.values), line.unit),
    line.values.length > 1 ? writeValue(worst(line), line.unit) : '',
    String(line.values.length),
    line.goal ? writeGoal(line.goal, line.unit) : '',
    verdicts[judge(line)],
    line.today ?? '',
  ];
}

const suffixes: Readonly<Record<Unit, string>> = {
  percent: ' %',
  seconds: ' s',
  milliseconds: ' ms',
  ratio: ' ×',
  count: '',
  megabytes: ' MB',
  gigabytesPerSecond: ' GB/s',
};

/** Rounded to what the measurement can tell apart. */
export function writeValue(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return '-';
  const digits =
    unit === 'ratio' || unit === 'gigabytesPerSecond' ? 2 : unit === 'count' ? 0 : Math.abs(value) < 100 ? 1 : 0;
  return `${value.toFixed(digits)}${suffixes[unit]}`;
}

function writeGoal({ sense, limit, upTo = limit }: Goal, unit: Unit): string {
  if (sense === 'between') return `${limit} to ${writeValue(upTo, unit)}`;
  return `${sense === 'atMost' ? '≤' : '≥'} ${Number(limit.toPrecision(6))}${suffixes[unit]}`;
}
