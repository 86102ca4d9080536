import { type Arrangement, isPlace } from './arrangement.ts';
import { partOf, windowOf } from './windowBoxes.ts';

type Direction = 'left' | 'right' | 'up' | 'down';

/** Where the hands go from a box: on in the order of reading, or one box over; round at the ends. */
export function boxAfter(arrangement: Arrangement, box: number, steps: 1 | -1): number {
  const { length } = arrangement.boxes;
  for (let passed = 1; passed <= length; passed += 1) {
    const next = (box + steps * passed + length * passed) % length;
    if (isPlace(arrangement, next)) return next;
  }
  return box;
}

/** The box beside this one in a direction; this one at the edge. */
export function boxBeside(arrangement: Arrangement, box: number, direction: Direction): number {
  // In the window that the box is in.
  const part = partOf(arrangement, windowOf(arrangement, box)) ?? { ...arrangement, first: 0 };
  const { rows, columns, first } = part;
  const across = direction === 'left' ? -1 : direction === 'right' ? 1 : 0;
  const along = direction === 'up' ? -1 : direction === 'down' ? 1 : 0;
  const at = box - first;
  let [row, column] = [Math.floor(at / columns), at % columns];
  const { span } = part.cells?.[at] ?? {};
  // From the far edge of a box that reaches over several places.
  if (along > 0) row += (span?.rows ?? 1) - 1;
  if (across > 0) column += (span?.columns ?? 1) - 1;
  [row, column] = [row + along, column + across];
  if (row < 0 || column < 0 || row >= rows || column >= columns) return box;
  return first + ownerOf(part, row * columns + column);
}

/** The place of the box that reaches over a place. */
export function ownerOf(part: Pick<Arrangement, 'columns' | 'boxes' | 'cells'>, place: number): number {
  if (isPlace(part, place)) return place;
  const [row, column] = [Math.floor(place / part.columns), place % part.columns];
  const found = part.boxes.findIndex((_, each) => {
    const { rows = 1, columns = 1 } = part.cells?.[each]?.span ?? {};
    const [top, left] = [Math.floor(each / part.columns), each % part.columns];
    return row >= top && row < top + rows && column >= left && column < left + columns;
  });
  return found < 0 ? place : found;
}
