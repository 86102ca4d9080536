import { expect, test } from 'vitest';
import { boxUnderPointer } from './heldPoint.ts';
import { PointerPlace } from './pointerPlace.ts';

/** A window with boxes side by side, 100 pixels wide each, as far as the pointer asks. */
function windowOf(...boxes: readonly number[]) {
  const view = new EventTarget() as unknown as Window;
  const layers = boxes.map((box, at) => ({
    getAttribute: () => String(box),
    getBoundingClientRect: () => ({
      left: at * 100,
      right: at * 100 + 100,
      top: 0,
      bottom: 100,
      width: 100,
      height: 100,
    }),
  }));
  const move = (clientX: number, clientY: number) =>
    view.dispatchEvent(Object.assign(new Event('pointermove'), { clientX, clientY }));
  Object.assign(view, { document: { querySelectorAll: () => layers } });
  return { view, move };
}

test('the pointer is over the box of the window that it is in, not over one of the same place in another', () => {
  const pointer = new PointerPlace();
  const [page, further] = [windowOf(0, 1), windowOf(2)];
  pointer.follow(page.view);
  const close = pointer.follow(further.view);
  expect(boxUnderPointer(pointer)).toBeUndefined();
  page.move(120, 30);
  expect(boxUnderPointer(pointer)).toEqual({ box: 1, x: 20, y: 30 });
  further.move(20, 40);
  expect(boxUnderPointer(pointer)).toEqual({ box: 2, x: 20, y: 40 });
  expect(pointer.documents).toHaveLength(2);
  close();
  expect([boxUnderPointer(pointer), pointer.documents.length]).toEqual([undefined, 1]);
});
