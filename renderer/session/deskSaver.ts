import { createStore } from 'zustand/vanilla';
import type { KeptDesk } from '#shared/contract/desk.ts';

/** Changes are gathered for so long, in ms: what is lost in a crash is less than a second old. */
const gatherMs = 500;
/** What could not be written is tried again after this. */
const againMs = 3_000;
/** A disk that is full for longer than this is said: the desk would come back as it was before. */
const lateMs = 10_000;

/** `save`: whether it is on the disk. */
interface Parts {
  readonly keep: () => KeptDesk;
  readonly save: (desk: KeptDesk) => Promise<boolean>;
}

/**
 * Has the desk written down a moment after each change, one at a time, and again until it is on the disk. What is written
 * is only ended by whoever puts the study away by hand; a page that dies says nothing.
 */
export class DeskSaver {
  /** Whether what lies on the desk would come back; false once that has not been so for a while. */
  readonly store = createStore(() => ({ isKept: true }));
  readonly #parts: Parts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #late: ReturnType<typeof setTimeout> | undefined;
  #saving = false;
  #stopped = true;
  /** The text that is on the disk. */
  #told = '';

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(): void {
    this.#stopped = false;
  }

  /** Something has changed, or may have. */
  readonly changed = (): void => {
    this.#in(gatherMs);
  };

  readonly stop = (): void => {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#late);
    [this.#timer, this.#late] = [undefined, undefined];
  };

  #in(ms: number): void {
    if (this.#stopped || this.#saving) return;
    this.#timer ??= setTimeout(() => void this.#tell(), ms);
  }

  async #tell(): Promise<void> {
    this.#timer = undefined;
    const desk = this.#parts.keep();
    const text = JSON.stringify(desk);
    if (text === this.#told) {
      this.#kept();
      return;
    }
    this.#late ??= setTimeout(() => this.store.setState({ isKept: false }), lateMs);
    this.#saving = true;
    const isSaved = await this.#parts.save(desk);
    this.#saving = false;
    if (this.#stopped) return;
    if (isSaved) {
      this.#told = text;
      this.#kept();
    }
    // What changed meanwhile was not noted.
    this.#in(isSaved ? gatherMs : againMs);
  }

  #kept(): void {
    clearTimeout(this.#late);
    this.#late = undefined;
    if (!this.store.getState().isKept) this.store.setState({ isKept: true });
  }
}
