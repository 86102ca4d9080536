import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { uptakeOfWindow, windowOfUptake } from '#shared/dicom/uptake.ts';
import type { BoxPoint, ImageBoxView } from '../imaging/imageBoxView.ts';
import type { Placement } from '../imaging/placement/placement.ts';

/** Another box, and what of the look it shares with this one. */
export interface LooksAlong {
  readonly view: ImageBoxView;
  /** `same`: the same numbers, in one modality; `alike`: what they mean, also where numbers of two series mean two things. */
  readonly window: 'same' | 'alike' | undefined;
  /** Zoom, and where the image stands in its box. */
  readonly place: boolean;
  readonly inversion: boolean;
}

interface Look {
  readonly window: Window | undefined;
  readonly inverted: boolean | undefined;
  readonly zoom: number;
  /** Where the middle of the image stands in the box. */
  readonly middle: BoxPoint | undefined;
  /** The same in terms of the image: a box of another size, as beside a pane that opens, moves the point and not this. */
  readonly offset: Placement['offset'] | undefined;
}

/** A smaller step of the zoom is rounding. */
const leastZoomStep = 1e-3;
const leastPan = 0.25;

/** Window, zoom and place of one box handed to others, as changes: each box keeps its own fit. */
export class SharedLook {
  readonly #looks = new Map<ImageBoxView, Look>();

  /** How a box looks now, from which its next change is counted. */
  note(view: ImageBoxView): void {
    this.#looks.set(view, lookOf(view));
  }

  forget(view: ImageBoxView): void {
    this.#looks.delete(view);
  }

  share(origin: ImageBoxView, others: readonly LooksAlong[]): void {
    const before = this.#looks.get(origin);
    const now = lookOf(origin);
    this.#looks.set(origin, now);
    const { set } = origin.state();
    if (!before || !set) return;
    const isOtherWindow = now.window !== undefined && !sameWindow(now.window, before.window);
    const isTurned = before.inverted !== undefined && now.inverted !== undefined && before.inverted !== now.inverted;
    for (const { view: other, window, place, inversion } of others) {
      const otherSet = other.state().set;
      if (!otherSet) continue;
      const isSame = otherSet.modality === set.modality;
      if (isOtherWindow && window && isSame) handOnWindow(now.window, origin, set, other, otherSet, window);
      if (isTurned && inversion) other.toggleInversion();
      if (place) handOn(before, now, other);
      this.note(other);
    }
  }
}

function handOnWindow(
  window: Window | undefined,
  origin: ImageBoxView,
  of: DisplaySet,
  other: ImageBoxView,
  otherSet: DisplaySet,
  how: 'same' | 'alike',
): void {
  const isOfScale = of === otherSet || of.modality === 'CT' || of.modality === 'PT';
  const there =
    window && (how === 'same' || isOfScale ? windowThere(window, of, otherSet) : alike(window, origin, other));
  if (there) other.setWindow(there);
}

/** As wide and as bright against what the data ask for as here: numbers of MR and of radiographs mean nothing elsewhere. */
function alike(window: Window, origin: ImageBoxView, other: ImageBoxView): Window | undefined {
  const [own, there] = [origin.dataWindow(), other.dataWindow()];
  if (!own || !there || own.width <= 0) return undefined;
  const factor = there.width / own.width;
  return { width: window.width * factor, center: there.center + (window.center - own.center) * factor };
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
  if (!before.middle || !now.middle || isSamePlace(before.offset, now.offset)) return;
  const [dx, dy] = [now.middle.x - before.middle.x, now.middle.y - before.middle.y];
  if (Math.hypot(dx, dy) > leastPan) other.panBy({ x: 0, y: 0 }, { x: dx, y: dy });
}

/** A smaller step, in mm, is rounding. */
const leastOffset = 1e-3;

function isSamePlace(one: Look['offset'], other: Look['offset']): boolean {
  if (!one || !other) return false;
  return Math.hypot(one.alongRow - other.alongRow, one.alongColumn - other.alongColumn) < leastOffset;
}

function lookOf(view: ImageBoxView): Look {
  const { grey, zoom } = view.state();
  const plane = view.shownPlane?.();
  return {
    window: grey?.window,
    inverted: grey?.inverted,
    zoom,
    middle: plane && view.boxPointAt(plane.centre),
    offset: view.placement?.()?.offset,
  };
}

function sameWindow(one: Window, other: Window | undefined): boolean {
  return one.center === other?.center && one.width === other.width;
}
