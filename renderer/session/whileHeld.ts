import { pressedKey } from './pressedKey.ts';

/**
 * For a command that lasts as long as its key: that key going up ends it, and so does a window that loses the keys, which
 * hears no key go up. Repeated presses of a key that is held begin nothing anew. What was chosen without a key, from the
 * palette or by the mouse, lasts until the next key or click. Keys and blurs of further windows are handed on to the
 * page's own (`forwardKeys`), so that one place hears them all.
 */
export class WhileHeld {
  readonly #page: () => EventTarget;
  #stop: (() => void) | undefined;

  constructor(page: () => EventTarget = () => window) {
    this.#page = page;
  }

  begin(onBegin: () => void, onEnd: () => void): void {
    if (this.#stop) return;
    const page = this.#page();
    const listening = new AbortController();
    const end = () => {
      if (listening.signal.aborted) return;
      listening.abort();
      this.#stop = undefined;
      onEnd();
    };
    this.#stop = end;
    // Before whoever else hears of it: what is done next is done without it.
    const options = { signal: listening.signal, capture: true };
    const held = pressedKey();
    if (held === undefined) for (const kind of ['keydown', 'pointerdown']) page.addEventListener(kind, end, options);
    page.addEventListener('keyup', (event) => (event as KeyboardEvent).code === held && end(), options);
    page.addEventListener('blur', (event) => event.target === page && end(), options);
    onBegin();
  }
}
