import { along, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import type { ShownPlane } from '../../../imaging/plane/shownPlane.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { togetherOf } from '../../../session/together.ts';

/** Where the pointer was last, in the window; without one the middle of the active box stands for it. */
let pointer: { readonly x: number; readonly y: number } | undefined;

if (typeof window !== 'undefined') {
  window.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      pointer = { x: clientX, y: clientY };
    },
    { passive: true },
  );
}

let held: (() => void) | undefined;

/**
 * The 3-D cursor: while the key is held, the point of the patient under the pointer is marked in every box of its frame of
 * reference, and the others scroll to it. It follows the pointer, and goes when the key does.
 */
export function holdPoint(session: ReadingSession): void {
  markUnderPointer(session);
  if (held) return;
  const gone = new AbortController();
  const letGo = () => {
    gone.abort();
    held = undefined;
    togetherOf(session).clearPoint();
  };
  held = letGo;
  window.addEventListener('pointermove', () => markUnderPointer(session), { signal: gone.signal });
  window.addEventListener('keyup', letGo, { signal: gone.signal });
  window.addEventListener('blur', letGo, { signal: gone.signal });
}

function markUnderPointer(session: ReadingSession): void {
  const together = togetherOf(session);
  const found = boxUnderPointer() ?? middleOfBox(session.state.active);
  const view = found && together.viewAt(found.box);
  const plane = view?.shownPlane?.();
  if (!found || !view || !plane) return;
  session.activate(found.box);
  together.markPoint(onPlane(view, plane, found), plane);
}

/** A box's camera may stand before its slice: what is meant is the point in it. */
function onPlane(view: ImageBoxView, plane: ShownPlane, at: { readonly x: number; readonly y: number }): Vector3 {
  const world = view.worldAt(at);
  return along(world, plane.normal, dot(subtract(plane.centre, world), plane.normal));
}

function layers(): readonly Element[] {
  return [...document.querySelectorAll('[data-together]')];
}

function boxUnderPointer() {
  if (!pointer) return undefined;
  const { x, y } = pointer;
  for (const layer of layers()) {
    const { left, top, right, bottom } = layer.getBoundingClientRect();
    if (x >= left && x < right && y >= top && y < bottom) return { box: boxOf(layer), x: x - left, y: y - top };
  }
  return undefined;
}

function middleOfBox(box: number) {
  const layer = layers().find((each) => boxOf(each) === box);
  if (!layer) return undefined;
  const { width, height } = layer.getBoundingClientRect();
  return { box, x: width / 2, y: height / 2 };
}

function boxOf(layer: Element): number {
  return Number(layer.getAttribute('data-together'));
}
