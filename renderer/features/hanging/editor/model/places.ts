import { type Cells, placeViewports } from '#shared/hanging/placeViewports.ts';
import type { Screen, Viewport } from '#shared/hanging/protocol.ts';

/** Row, column, and over how many rows and columns, from 0. */
export type Place = Cells;

/** Where the box stands; `at` left out: undefined until the screen gives it a place (`placedScreen`). */
export function placeOf({ at }: Viewport): Place | undefined {
  if (!at) return undefined;
  const [row, column, rows = 1, columns = 1] = at;
  return [row, column, rows, columns];
}

export function covers([row, column, rows, columns]: Place, atRow: number, atColumn: number): boolean {
  return atRow >= row && atRow < row + rows && atColumn >= column && atColumn < column + columns;
}

export function overlaps(one: Place, other: Place): boolean {
  return (
    one[0] < other[0] + other[2] &&
    other[0] < one[0] + one[2] &&
    one[1] < other[1] + other[3] &&
    other[1] < one[1] + one[3]
  );
}

/** Every box with its place written out; one that lies outside or over another stays as it is written, and is a problem. */
export function placedScreen(screen: Screen): Screen {
  const viewports = placeViewports(screen).map(({ viewport, at }) =>
    typeof at === 'string' ? viewport : { ...viewport, at: writtenPlace(at) },
  );
  return { ...screen, viewports };
}

/** As a protocol writes it. */
export function writtenPlace([row, column, rows, columns]: Place): NonNullable<Viewport['at']> {
  return rows === 1 && columns === 1 ? [row, column] : [row, column, rows, columns];
}

/** The first cell, row by row, that none of the places covers. */
export function freeCell({ grid }: Screen, places: readonly Place[]): Place | undefined {
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.cols; column += 1) {
      if (!places.some((place) => covers(place, row, column))) return [row, column, 1, 1];
    }
  }
  return undefined;
}

export function boxAt(screen: Screen, row: number, column: number): Viewport | undefined {
  return screen.viewports.find((viewport) => {
    const place = placeOf(viewport);
    return place !== undefined && covers(place, row, column);
  });
}
