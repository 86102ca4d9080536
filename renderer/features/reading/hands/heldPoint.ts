import { along, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import type { ShownPlane } from '../../../imaging/plane/shownPlane.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { togetherOf } from '../../../session/together.ts';
import { WhileHeld } from '../../../session/whileHeld.ts';
import { type PointerPlace, pointerPlace } from './pointerPlace.ts';

const pointKey = new WhileHeld();

/**
 * The 3-D cursor: while the key is held, the point of the patient under the pointer is marked in every box of its frame of
 * reference, and the others scroll to it. It follows the pointer, and goes when the key does.
 */
export function holdPoint(session: ReadingSession): void {
  let stop = () => {};
  pointKey.begin(
    () => {
      markUnderPointer(session);
      stop = pointerPlace.subscribe(() => markUnderPointer(session));
    },
    () => {
      stop();
      togetherOf(session).clearPoint();
    },
  );
}

function markUnderPointer(session: ReadingSession): void {
  const together = togetherOf(session);
  const found = boxUnderPointer(pointerPlace) ?? middleOfBox(pointerPlace, session.state.active);
  const view = found && together.viewAt(found.box);
  const plane = view && together.planeOf(view);
  if (!found || !view || !plane) return;
  session.activate(found.box);
  together.markPoint(onPlane(view, plane, found), plane);
}

/** A box's camera may stand before its slice: what is meant is the point in it. */
function onPlane(view: ImageBoxView, plane: ShownPlane, at: { readonly x: number; readonly y: number }): Vector3 {
  const world = view.worldAt(at);
  return along(world, plane.normal, dot(subtract(plane.centre, world), plane.normal));
}

interface PointInBox {
  readonly box: number;
  readonly x: number;
  readonly y: number;
}

/** The box under the pointer, in whichever window that is. */
export function boxUnderPointer({ at }: PointerPlace): PointInBox | undefined {
  if (!at) return undefined;
  for (const layer of layersIn(at.view.document)) {
    const { left, top, right, bottom } = layer.getBoundingClientRect();
    const isOver = at.x >= left && at.x < right && at.y >= top && at.y < bottom;
    if (isOver) return { box: boxOf(layer), x: at.x - left, y: at.y - top };
  }
  return undefined;
}

/** Where the pointer is over no box, the middle of the active one stands for it. */
function middleOfBox({ documents }: PointerPlace, box: number): PointInBox | undefined {
  const layer = documents.flatMap(layersIn).find((each) => boxOf(each) === box);
  if (!layer) return undefined;
  const { width, height } = layer.getBoundingClientRect();
  return { box, x: width / 2, y: height / 2 };
}

function layersIn(place: Document): Element[] {
  return [...place.querySelectorAll('[data-together]')];
}

function boxOf(layer: Element): number {
  return Number(layer.getAttribute('data-together'));
}
