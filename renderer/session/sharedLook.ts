import type { Window } from '#shared/dicom/presentationValues.ts';
import type { BoxPoint, ImageBoxView } from '../imaging/imageBoxView.ts';

interface Look {
  readonly window: Window | undefined;
  readonly zoom: number;
  /** Where the middle of the image stands in the box. */
  readonly middle: BoxPoint | undefined;
}

/** A smaller step of the zoom is rounding. */
const leastZoomStep = 1e-3;
const leastPan = 0.25;

/** Window, zoom and place of one box handed to the others of its modality, as changes: each box keeps its own fit. */
export class SharedLook {
  readonly #looks = new Map<ImageBoxView, Look>();

  /** How a box looks now, from which its next change is counted. */
  note(view: ImageBoxView): void {
    this.#looks.set(view, lookOf(view));
  }

  forget(view: ImageBoxView): void {
    this.#looks.delete(view);
  }

  share(origin: ImageBoxView, others: readonly ImageBoxView[]): void {
    const before = this.#looks.get(origin);
    const now = lookOf(origin);
    this.#looks.set(origin, now);
    const modality = origin.state().set?.modality;
    if (!before || modality === undefined) return;
    for (const other of others) {
      if (other.state().set?.modality !== modality) continue;
      handOn(before, now, other);
      this.note(other);
    }
  }
}

function handOn(before: Look, now: Look, other: ImageBoxView): void {
  const { window } = now;
  if (window && !sameWindow(window, before.window)) other.setWindow(window);
  const factor = before.zoom > 0 ? now.zoom / before.zoom : 1;
  if (Math.abs(factor - 1) > leastZoomStep) {
    other.zoomBy(factor);
    return;
  }
  if (!before.middle || !now.middle) return;
  const [dx, dy] = [now.middle.x - before.middle.x, now.middle.y - before.middle.y];
  if (Math.hypot(dx, dy) > leastPan) other.panBy({ x: 0, y: 0 }, { x: dx, y: dy });
}

function lookOf(view: ImageBoxView): Look {
  const { grey, zoom } = view.state();
  const plane = view.shownPlane?.();
  return { window: grey?.window, zoom, middle: plane && view.boxPointAt(plane.centre) };
}

function sameWindow(one: Window, other: Window | undefined): boolean {
  return one.center === other?.center && one.width === other.width;
}
