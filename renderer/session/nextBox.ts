import type { Arrangement } from './arrangement.ts';
import { partOf, windowOf } from './windowBoxes.ts';

/** Where the hands go from a box: on in the order of reading, or one box over; round at the ends. */
export function boxAfter({ boxes }: Arrangement, box: number, steps: 1 | -1): number {
  const { length } = boxes;
  return length === 0 ? 0 : (box + steps + length) % length;
}

/** The box beside this one in a direction; this one at the edge. */
export function boxBeside(arrangement: Arrangement, box: number, direction: 'left' | 'right' | 'up' | 'down'): number {
  // In the window that the box is in.
  const { rows, columns, first } = partOf(arrangement, windowOf(arrangement, box)) ?? { ...arrangement, first: 0 };
  const [row, column] = [Math.floor((box - first) / columns), (box - first) % columns];
  const across = direction === 'left' ? -1 : direction === 'right' ? 1 : 0;
  const along = direction === 'up' ? -1 : direction === 'down' ? 1 : 0;
  const within = (place: number, count: number) => Math.max(0, Math.min(count - 1, place));
  return first + within(row + along, rows) * columns + within(column + across, columns);
}
