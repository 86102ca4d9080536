import type { SliceMark } from './sliceMap.ts';

/** What stands over all others where several slices share one line of the bar: nothing that needs the eye is lost. */
const order: readonly SliceMark[] = ['failed', 'awaited', 'unknown', 'here', 'viewed'];

/**
 * The mark of each line of a bar, from its top. Where slices are more than lines, a line says the worst of its slices;
 * where they are fewer, a slice has several lines.
 */
export function linesOfMarks(marks: readonly SliceMark[], lines: number): readonly SliceMark[] {
  if (marks.length === 0) return [];
  return Array.from({ length: lines }, (_, line) => {
    const first = Math.floor((line * marks.length) / lines);
    const last = Math.max(first, Math.ceil(((line + 1) * marks.length) / lines) - 1);
    let worst = marks[first] ?? 'unknown';
    for (let at = first + 1; at <= last; at += 1) {
      const mark = marks[at] ?? 'unknown';
      if (order.indexOf(mark) < order.indexOf(worst)) worst = mark;
    }
    return worst;
  });
}

/** The lines, first and last, that a gap behind the slice at `after` takes: wide enough to be seen, never the whole bar. */
export function linesOfGap(
  { after, missing }: { readonly after: number; readonly missing: number },
  count: number,
  lines: number,
): readonly [first: number, last: number] {
  const middle = ((after + 1) * lines) / count;
  const half = Math.max(2, Math.min(lines / 20, (missing * lines) / count / 2));
  return [Math.max(0, Math.round(middle - half)), Math.min(lines - 1, Math.round(middle + half) - 1)];
}

/** The slice under a point of the bar: a share of its length, from 0 at the top. */
export function sliceAt(share: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(share * count)));
}
