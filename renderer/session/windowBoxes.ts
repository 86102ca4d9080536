import type { Arrangement, BoxContent, WindowGrid } from './arrangement.ts';

/** The boxes of one window: where they begin in the arrangement, and how they stand in it. */
export interface WindowPart extends Pick<Arrangement, 'rows' | 'columns' | 'boxes' | 'cells'> {
  readonly first: number;
}

type Part = Pick<Arrangement, 'rows' | 'columns' | 'boxes' | 'cells'>;

/** The boxes of the page's own window, as an arrangement without others. */
export function mainPart({ rows, columns, boxes, cells }: Part): Arrangement {
  const count = rows * columns;
  return { rows, columns, boxes: boxes.slice(0, count), ...cellsFrom(cells, 0, count) };
}

/** Left out where nothing is known of any of these places. */
function cellsFrom(cells: Arrangement['cells'], first: number, count: number): Pick<Arrangement, 'cells'> {
  const own = cells?.slice(first, first + count);
  return own?.some((cell) => cell !== undefined) ? { cells: own } : {};
}

/** The boxes of a window by its name, '' for the page's own; undefined where no such window is open. */
export function partOf(arrangement: Arrangement, name: string): WindowPart | undefined {
  const { rows, columns, boxes, cells, windows = [] } = arrangement;
  if (name === '') return { first: 0, ...mainPart(arrangement) };
  let first = rows * columns;
  for (const window of windows) {
    const count = window.rows * window.columns;
    if (window.name === name) {
      const grid = { rows: window.rows, columns: window.columns };
      return { first, ...grid, boxes: boxes.slice(first, first + count), ...cellsFrom(cells, first, count) };
    }
    first += count;
  }
  return undefined;
}

/** The name of the window that a box is in, '' for the page's own. */
export function windowOf(arrangement: Arrangement, box: number): string {
  const { rows, columns, windows = [] } = arrangement;
  let end = rows * columns;
  if (box < end) return '';
  for (const { name, rows: high, columns: wide } of windows) {
    end += high * wide;
    if (box < end) return name;
  }
  return '';
}

/** The arrangement with other boxes in one window; the boxes of the others stay, though their numbers may change. */
export function withPart(arrangement: Arrangement, name: string, part: Part): Arrangement {
  const { windows = [] } = arrangement;
  if (name === '') return join(mainPart(part), windows, (each) => partOf(arrangement, each.name));
  const grids = windows.map((each) => (each.name === name ? { name, rows: part.rows, columns: part.columns } : each));
  return join(mainPart(arrangement), grids, (each) => (each.name === name ? part : partOf(arrangement, each.name)));
}

/** One more window, with one box. */
export function withWindow(arrangement: Arrangement, name: string, content: BoxContent | undefined): Arrangement {
  const { windows = [] } = arrangement;
  if (windows.some((each) => each.name === name)) return arrangement;
  const grids = [...windows, { name, rows: 1, columns: 1 }];
  return join(mainPart(arrangement), grids, (each) =>
    each.name === name ? { boxes: [content] } : partOf(arrangement, each.name),
  );
}

/** The window is gone, and what hung in it hangs nowhere; it stays among the series. */
export function withoutWindow(arrangement: Arrangement, name: string): Arrangement {
  const left = (arrangement.windows ?? []).filter((each) => each.name !== name);
  return join(mainPart(arrangement), left, (each) => partOf(arrangement, each.name));
}

/**
 * What is to be hung, in the windows that are open now: whoever arranges the page's own boxes knows nothing of others,
 * and what was hung before a window was closed, or opened, may come back by undoing.
 */
export function inOpenWindows(next: Arrangement, now: Arrangement): Arrangement {
  const { windows = [] } = now;
  const keptOf = (each: WindowGrid) => partOf(next, each.name) ?? partOf(now, each.name);
  const grids = windows.map((each): WindowGrid => {
    const { rows, columns } = keptOf(each) ?? each;
    return { name: each.name, rows, columns };
  });
  return join(mainPart(next), grids, keptOf);
}

function join(
  main: Arrangement,
  windows: readonly WindowGrid[],
  partOfWindow: (window: WindowGrid) => Pick<Arrangement, 'boxes' | 'cells'> | undefined,
): Arrangement {
  const placesOf = (window: WindowGrid) => Array.from({ length: window.rows * window.columns }, (_, at) => at);
  const parts = windows.map((window) => ({ places: placesOf(window), part: partOfWindow(window) }));
  const boxes = [...main.boxes, ...parts.flatMap(({ places, part }) => places.map((at) => part?.boxes[at]))];
  const cells = [
    ...main.boxes.map((_, at) => main.cells?.[at]),
    ...parts.flatMap(({ places, part }) => places.map((at) => part?.cells?.[at])),
  ];
  return {
    rows: main.rows,
    columns: main.columns,
    boxes,
    ...cellsFrom(cells, 0, boxes.length),
    ...(windows.length > 0 && { windows }),
  };
}
