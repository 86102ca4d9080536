import type { BoxPoint } from '../../../imaging/imageBoxView.ts';

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where the cursor stands after an arrow key, inside its element; undefined for other keys. */
export function cursorAfter(
  at: BoxPoint,
  key: string,
  step: number,
  { clientWidth, clientHeight }: { readonly clientWidth: number; readonly clientHeight: number },
): BoxPoint | undefined {
  const direction = directions[key];
  if (!direction) return undefined;
  const inside = (value: number, most: number) => Math.min(Math.max(0, most - 1), Math.max(0, value));
  return { x: inside(at.x + direction[0] * step, clientWidth), y: inside(at.y + direction[1] * step, clientHeight) };
}

type PointerEventName = 'pointermove' | 'pointerdown' | 'pointerup' | 'pointercancel';

/**
 * Tells an element what a pointer with its left button would. Not a mouse event, and not trusted: whoever must tell a hand
 * on a mouse from a hand on the keys can. Answers whether whoever heard it made no use of it of its own.
 */
export function sendPointer(element: HTMLElement, name: PointerEventName, at: BoxPoint, isDown: boolean): boolean {
  const { left, top } = element.getBoundingClientRect();
  return element.dispatchEvent(
    new PointerEvent(name, {
      clientX: left + at.x,
      clientY: top + at.y,
      button: name === 'pointermove' ? -1 : 0,
      buttons: isDown ? 1 : 0,
      pointerType: 'keys',
      cancelable: true,
    }),
  );
}
