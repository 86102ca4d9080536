import {
  type Arrangement,
  arrangementOf,
  type BoxContent,
  isThreePlanes,
  lookedAtAlike,
  mostColumns,
  mostRows,
  renamedContent,
} from './arrangement.ts';
import { mainPart } from './windowBoxes.ts';

/** The content that is compared with another: what shows the matching display sets in the same way. */
export type MatchOf = (content: BoxContent) => BoxContent | undefined;

/**
 * Every box with its match beside it. One column gets a second, at the right; a row of several gets one below, so that
 * what is compared stands one above the other; where neither has room, what hangs stays as it is.
 */
export function besideArrangement(before: Arrangement, matchOf: MatchOf): Arrangement {
  // In the page's own window: what hangs in others stays there.
  const main = mainPart(before);
  const isUneven = main.cells?.some((cell) => cell?.covered) === true;
  // Boxes of several sizes have no place beside them: they stand in a row, each with its match below.
  const { rows, columns, boxes } = isUneven ? inOneRow(main) : main;
  const matches = boxes.map((content) => content && matchOf(content));
  const isRow = (rows === 1 && columns > 1) || isThreePlanes(before);
  if (isRow && rows * 2 <= mostRows) return arrangementOf(rows * 2, columns, [...boxes, ...matches]);
  if (columns * 2 > mostColumns) return before;
  const contents = Array.from({ length: rows }, (_, row) => {
    const inRow = <Item>(items: readonly Item[]) => items.slice(row * columns, (row + 1) * columns);
    return [...inRow(boxes), ...inRow(matches)];
  }).flat();
  return arrangementOf(rows, columns * 2, contents);
}

function inOneRow({ boxes }: Arrangement): Arrangement {
  const hung = boxes.filter((content) => content !== undefined);
  return arrangementOf(1, Math.min(mostColumns, Math.max(1, hung.length)), hung);
}

/** The same way of showing other display sets; undefined where one of them has no match. */
export function matchedContent(content: BoxContent, matchOf: (setId: string) => string | undefined) {
  return lookedAtAlike(renamedContent(content, matchOf));
}

/** What hangs, without the display sets that left the desk; the boxes stay where they were. */
export function withoutSets(arrangement: Arrangement, isGone: (setId: string) => boolean): Arrangement {
  const boxes = arrangement.boxes.map((content) =>
    renamedContent(content, (setId) => (isGone(setId) ? undefined : setId)),
  );
  return { ...arrangement, boxes };
}
