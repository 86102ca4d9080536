/** JSON of one study's attributes: 25,000 images of a scanner that says much of each. Opened, it is three times as much. */
const mostBytes = 128 * 1024 * 1024;
const mostInstances = 40_000;
/** Beyond it a study is kept series by series; below, all at once. */
const heavyBytes = 8 * 1024 * 1024;

/** How much one study may say of itself: each series has a limit, and a study that names many would still fill the memory. */
export class MetadataBudget {
  readonly #limits: { readonly bytes: number; readonly instances: number; readonly heavyBytes: number };
  readonly #onHeavy: () => void;
  #bytes = 0;
  #instances = 0;
  #isHeavy = false;

  /** `onHeavy`: once, before anything is made of the answer that made it so. */
  constructor(onHeavy: () => void, limits = { bytes: mostBytes, instances: mostInstances, heavyBytes }) {
    this.#onHeavy = onHeavy;
    this.#limits = limits;
  }

  /** So many bytes have come, and nothing was made of them yet; false: nothing is to be. */
  takeBytes(bytes: number): boolean {
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.bytes) return false;
    if (!this.#isHeavy && this.#bytes > this.#limits.heavyBytes) {
      this.#isHeavy = true;
      this.#onHeavy();
    }
    return true;
  }

  takeInstances(count: number): boolean {
    this.#instances += count;
    return this.#instances <= this.#limits.instances;
  }
}
