import { type Arrangement, arrangementOf, isOfPlanes, isSameContent, setIdsOf, stackOf } from './arrangement.ts';

interface Hung {
  readonly arrangement: Arrangement;
  readonly active: number;
}

/**
 * What hangs, in another number of boxes. What is in the active box never goes: where its place is no more, it comes
 * first. Three planes go back to the stack that they were cut from. `setIds`: what may fill boxes that are new.
 */
export function rearranged(
  before: Arrangement,
  active: number,
  rows: number,
  columns: number,
  setIds: readonly string[],
): Hung {
  const { boxes } = isOfPlanes(before) ? { boxes: [stackOf(before.boxes[0]?.setId ?? '')] } : before;
  const place = isOfPlanes(before) ? 0 : active;
  const shown = boxes[place];
  const kept = place < rows * columns ? boxes : [shown, ...boxes.filter((content) => !isSameContent(content, shown))];
  const hung = new Set(kept.flatMap(setIdsOf));
  const others = setIds.filter((id) => !hung.has(id)).map(stackOf);
  // A box that was left empty is filled as well: whoever asks for more boxes asks to see more.
  const filled = kept.filter((content) => content !== undefined);
  const arrangement = arrangementOf(rows, columns, [...filled, ...others]);
  const at = arrangement.boxes.findIndex((content) => isSameContent(content, shown));
  return { arrangement, active: Math.max(0, at) };
}
