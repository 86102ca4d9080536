import { type ComparedPoint, compareStack, isBlackBox } from '../engine/blackBox.ts';
import type { ImageBoxView } from '../imageBoxView.ts';

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

/** A volume that was just drawn is looked at after so long, and again to be sure; one that was right, less often. */
const newMs = 400;
const rightMs = 2_000;

/**
 * Looks at a plane, or a body in space, as long as it is drawn: its volume fills, and its textures are written anew, long
 * after the first draw. Says once when what was drawn is of one grey though the voxels are not (H5, SF12). Ends with the
 * box.
 */
export function watchVolumeDraws<View extends Pick<ImageBoxView, 'state' | 'subscribe'>>(
  view: View,
  element: Pick<HTMLElement, 'isConnected'>,
  compare: () => readonly ComparedPoint[] | undefined,
  onBlack: () => void,
): void {
  let [lookedAt, isWaiting, wasRight, found] = [0, false, false, false];
  const isBlack = () => {
    const points = view.state().cover || !element.isConnected ? undefined : compare();
    return points !== undefined && isBlackBox(points);
  };
  const confirm = () => {
    isWaiting = false;
    if (!isBlack()) return;
    found = true;
    onBlack();
  };
  const look = () => {
    // Twice, as above.
    isWaiting = isBlack();
    wasRight = !isWaiting;
    if (isWaiting) setTimeout(confirm, newMs);
  };
  view.subscribe(() => {
    const { drawnVersion, cover } = view.state();
    if (found || cover || drawnVersion === lookedAt) return;
    lookedAt = drawnVersion;
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(look, wasRight ? rightMs : newMs);
  });
}
