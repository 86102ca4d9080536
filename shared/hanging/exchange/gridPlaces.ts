import type { Cells } from '../placeViewports.ts';
import type { Screen } from '../protocol.ts';

/** Left, top, right, bottom: 0 to 1 of all screens together, y upward (PS3.3 section C.23.3.1, Display Environment). */
export type Rectangle = readonly [left: number, top: number, right: number, bottom: number];

/** Screens stand side by side, equally wide. */
export function rectangleOf(
  [row, column, rows, columns]: Cells,
  grid: Screen['grid'],
  screen: number,
  screens: number,
): Rectangle {
  const x = (at: number) => (screen + at / grid.cols) / screens;
  const y = (at: number) => 1 - at / grid.rows;
  return [x(column), y(row), x(column + columns), y(row + rows)];
}

/** A grid that holds some rectangles, and the place of each; undefined where more than 8 rows or columns were needed. */
export function gridOf(
  rectangles: readonly Rectangle[],
): { readonly grid: Screen['grid']; readonly places: readonly Cells[]; readonly even: boolean } | undefined {
  const columns = linesOf(rectangles.flatMap(([left, , right]) => [left, right]));
  const rows = linesOf(rectangles.flatMap(([, top, , bottom]) => [1 - top, 1 - bottom]));
  if (columns.count > 8 || rows.count > 8) return undefined;
  const places = rectangles.map(([left, top, right, bottom]): Cells => {
    const [row, column] = [rows.lineAt(1 - top), columns.lineAt(left)];
    return [row, column, rows.lineAt(1 - bottom) - row, columns.lineAt(right) - column];
  });
  return { grid: { rows: rows.count, cols: columns.count }, places, even: rows.even && columns.even };
}

const near = 0.02;

/** Edges along one side: as a division into equal parts where they are one, else each edge a line of its own. */
function linesOf(edges: readonly number[]): { count: number; even: boolean; lineAt: (edge: number) => number } {
  const sorted = [...edges].sort((one, other) => one - other);
  const [start, end] = [sorted[0] ?? 0, sorted.at(-1) ?? 1];
  const share = (edge: number) => (edge - start) / (end - start);
  for (let count = 1; count <= 8; count += 1) {
    const fits = sorted.every((edge) => Math.abs(share(edge) * count - Math.round(share(edge) * count)) < near * count);
    if (fits) return { count, even: true, lineAt: (edge) => Math.round(share(edge) * count) };
  }
  const lines = sorted.filter((edge, index) => index === 0 || edge - (sorted[index - 1] ?? 0) > near);
  const lineAt = (edge: number) =>
    lines.reduce(
      (best, line, index) => (Math.abs(line - edge) < Math.abs((lines[best] ?? 0) - edge) ? index : best),
      0,
    );
  return { count: lines.length - 1, even: false, lineAt };
}
