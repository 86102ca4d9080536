import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { uptakeOfWindow, windowOfUptake } from '#shared/dicom/uptake.ts';
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
    const { set } = origin.state();
    if (!before || !set) return;
    const isOtherWindow = now.window !== undefined && !sameWindow(now.window, before.window);
    for (const other of others) {
      const otherSet = other.state().set;
      if (otherSet?.modality !== set.modality) continue;
      if (isOtherWindow) handOnWindow(now.window, set, other, otherSet);
      handOn(before, now, other);
      this.note(other);
    }
  }
}

function handOnWindow(window: Window | undefined, of: DisplaySet, other: ImageBoxView, otherSet: DisplaySet): void {
  const there = window && windowThere(window, of, otherSet);
  if (there) other.setWindow(there);
}

/**
 * The same window in the values of another display set. Of PET the same uptake: its values are those of one dose and one
 * body, and the same numbers would show growth or response where there is none. Undefined where nobody can tell.
 */
function windowThere(window: Window, of: DisplaySet, there: DisplaySet): Window | undefined {
  if (of === there || of.modality !== 'PT') return window;
  const uptake = uptakeOfWindow(of, window);
  return uptake && windowOfUptake(there, uptake.low, uptake.high);
}

function handOn(before: Look, now: Look, other: ImageBoxView): void {
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
