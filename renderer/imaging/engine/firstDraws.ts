import type { ImageBoxView } from '../imageBoxView.ts';
import { type ComparedPoint, compareStack, isBlackBox } from './blackBox.ts';

/** A canvas is looked at this long after it says that it was drawn: it may be a frame behind. */
const settleMs = 120;

/**
 * Reads a few pixels of a box back after the first draw of each display set in it, and says when they are of one grey
 * though the image is not (H5). Ends with the box.
 */
export function watchFirstDraws(
  view: ImageBoxView,
  element: HTMLElement,
  onBlack: () => void,
  compare: (view: ImageBoxView, element: HTMLElement) => readonly ComparedPoint[] | undefined = compareStack,
): void {
  let looked: string | undefined;
  const isBlack = () => {
    const { cover } = view.state();
    const points = cover || !element.isConnected ? undefined : compare(view, element);
    return points !== undefined && isBlackBox(points);
  };
  view.subscribe(() => {
    const { set, drawn, cover } = view.state();
    if (!set || !drawn || cover || looked === set.id) return;
    looked = set.id;
    setTimeout(() => {
      // Twice: what is black now may be drawn in the next frame, or just being covered.
      if (isBlack()) setTimeout(() => isBlack() && onBlack(), settleMs * 4);
    }, settleMs);
  });
}
