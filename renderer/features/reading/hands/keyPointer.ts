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

/** The pointer that the keys move over one element, and whether its button is down. */
export class KeyPointer {
  readonly #element: HTMLElement;
  /** Where it took hold; undefined while its button is up. */
  #heldAt: BoxPoint | undefined;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  takeHold(at: BoxPoint): void {
    sendPointer(this.#element, 'pointerdown', at, true);
    this.#heldAt = at;
  }

  moveTo(at: BoxPoint): void {
    if (this.#heldAt) this.#heldAt = at;
    sendPointer(this.#element, 'pointermove', at, this.#heldAt !== undefined);
  }

  letGo(at: BoxPoint): void {
    this.#heldAt = undefined;
    sendPointer(this.#element, 'pointerup', at, false);
  }

  /** Gives up what was begun. Answers whether there was nothing. */
  giveUp(at: BoxPoint): boolean {
    this.#heldAt = undefined;
    return sendPointer(this.#element, 'pointercancel', at, false);
  }

  /** The cursor goes: what it holds is let go unchanged, or the box would wait for it and hear no other hand. */
  readonly putAway = (): void => {
    if (this.#heldAt) this.giveUp(this.#heldAt);
  };
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
