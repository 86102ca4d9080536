/**
 * For a command that lasts as long as its key: a key that goes up ends it, and so does a window that loses the keys, which
 * hears no key go up. Repeated presses of a key that is held begin nothing anew.
 */
export class WhileHeld {
  #stop: (() => void) | undefined;

  begin(onBegin: () => void, onEnd: () => void): void {
    if (this.#stop) return;
    const listening = new AbortController();
    this.#stop = () => {
      listening.abort();
      this.#stop = undefined;
      onEnd();
    };
    const end = () => this.#stop?.();
    window.addEventListener('keyup', end, { signal: listening.signal });
    window.addEventListener('blur', end, { signal: listening.signal });
    onBegin();
  }
}
