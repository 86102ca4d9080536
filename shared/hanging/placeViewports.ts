import type { Screen, Viewport } from './protocol.ts';

/** Row, column, rows, columns. */
export type Cells = readonly [row: number, column: number, rows: number, columns: number];

/** Where a viewport lies, or why it cannot lie there. */
export interface Placed {
  readonly viewport: Viewport;
  readonly at: Cells | 'outside' | 'overlap' | 'noRoom';
}

/** Those with a place lie there, the first where two want one; then the others fill what is left, row by row. */
export function placeViewports({ grid, viewports }: Screen): readonly Placed[] {
  const free = Array.from({ length: grid.rows }, () => Array.from({ length: grid.cols }, () => true));
  const fixed = viewports.map(({ at }) => at && takeCells(free, at));
  return viewports.map((viewport, index) => ({ viewport, at: fixed[index] ?? takeNext(free) }));
}

function takeCells(free: boolean[][], [row, column, rows = 1, columns = 1]: NonNullable<Viewport['at']>): Placed['at'] {
  const cells = Array.from({ length: rows * columns }, (_, index) => ({
    down: row + Math.floor(index / columns),
    across: column + (index % columns),
  }));
  const states = cells.map(({ down, across }) => free[down]?.[across]);
  if (states.includes(undefined)) return 'outside';
  if (states.includes(false)) return 'overlap';
  for (const { down, across } of cells) {
    const line = free[down];
    if (line) line[across] = false;
  }
  return [row, column, rows, columns];
}

function takeNext(free: boolean[][]): Placed['at'] {
  for (const [row, line] of free.entries()) {
    const column = line.indexOf(true);
    if (column < 0) continue;
    line[column] = false;
    return [row, column, 1, 1];
  }
  return 'noRoom';
}
