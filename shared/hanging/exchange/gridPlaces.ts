import type { Screen, Viewport } from '../protocol.ts';

/** Row, column, rows, columns. */
export type Place = readonly [row: number, column: number, rows: number, columns: number];

/** Where each box of a screen stands; one that says no place takes the next free cell, row by row. */
export function placesOf({ grid, viewports }: Screen): ReadonlyMap<Viewport, Place> {
  const taken = new Set<string>();
  const places = new Map<Viewport, Place>();
  const take = (viewport: Viewport, place: Place) => {
    places.set(viewport, place);
    for (let row = place[0]; row < place[0] + place[2]; row += 1)
      for (let column = place[1]; column < place[1] + place[3]; column += 1) taken.add(`${row} ${column}`);
  };
  for (const viewport of viewports) {
    const { at } = viewport;
    if (at) take(viewport, [at[0], at[1], at[2] ?? 1, at[3] ?? 1]);
  }
  const cells = Array.from(
    { length: grid.rows * grid.cols },
    (_, index): Place => [Math.floor(index / grid.cols), index % grid.cols, 1, 1],
  );
  for (const viewport of viewports) {
    if (places.has(viewport)) continue;
    const free = cells.find(([row, column]) => !taken.has(`${row} ${column}`));
    if (free) take(viewport, free);
  }
  return places;
}

/** Left, top, right, bottom: 0 to 1 of all screens together, y upward (PS3.3 section C.23.3.1, Display Environment). */
export type Rectangle = readonly [left: number, top: number, right: number, bottom: number];

/** Screens stand side by side, equally wide. */
export function rectangleOf(
  [row, column, rows, columns]: Place,
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
): { readonly grid: Screen['grid']; readonly places: readonly Place[]; readonly even: boolean } | undefined {
  const columns = linesOf(rectangles.flatMap(([left, , right]) => [left, right]));
  const rows = linesOf(rectangles.flatMap(([, top, , bottom]) => [1 - top, 1 - bottom]));
  if (columns.count > 8 || rows.count > 8) return undefined;
  const places = rectangles.map(([left, top, right, bottom]): Place => {
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
