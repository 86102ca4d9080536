import type { BoxPoint } from '../../imaging/imageBoxView.ts';

/** Where the words of a length stand, with the end of the text that is tied to the point. */
export interface LabelPlace extends BoxPoint {
  readonly anchor: 'start' | 'end';
}

/** A figure of the 12 px measuring font, and the line around it. */
const figure = { width: 7.3, height: 14 };
const gap = 8;
/** What is left free at the sides: the letters of orientation and the scroll bar stand there. */
const side = 34;
/** The letters of the sides stand at half the height, this far up and down. */
const letterBand = 16;

/**
 * Beside the right end of the line where there is room, else beside the left end, else within the box: the words are
 * never cut, because a value without its basis is another value, and never lie over the letter of a side.
 */
export function placeLabel(
  from: BoxPoint,
  to: BoxPoint,
  words: string,
  box: { readonly width: number; readonly height: number },
): LabelPlace {
  const [left, right] = from.x <= to.x ? [from, to] : [to, from];
  const width = words.length * figure.width;
  const fits = (start: number) => start >= side && start + width <= box.width - side;
  const within = (y: number) => Math.max(figure.height, Math.min(box.height - gap, y + 4));
  if (fits(right.x + gap)) return { x: right.x + gap, y: within(right.y), anchor: 'start' };
  if (fits(left.x - gap - width)) return { x: left.x - gap, y: within(left.y), anchor: 'end' };
  // No room beside it: under the line, moved inwards, and clear of the letters when the box is narrower than the words.
  const under = within(Math.max(left.y, right.y) + figure.height + gap);
  const start = Math.max(side, Math.min(box.width - side - width, right.x - width));
  const overLetter = start + width > box.width - side && Math.abs(under - box.height / 2) < letterBand;
  return { x: Math.max(0, start), y: overLetter ? under + 2 * letterBand : under, anchor: 'start' };
}
