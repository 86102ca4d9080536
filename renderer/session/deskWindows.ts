import { setIdsOf, stackOf } from './arrangement.ts';
import type { HeldSwap } from './heldSwap.ts';
import type { ReadingStore } from './readingState.ts';
import { partOf, windowOf, withoutWindow, withPart, withWindow } from './windowBoxes.ts';

interface Parts {
  readonly store: ReadingStore;
  readonly swap: HeldSwap;
  /** The display set of another study that is compared with this one. */
  readonly counterpartOf: (setId: string) => string | undefined;
  /** Hangs what a protocol has for so many windows; false: it hangs nothing over what the reader has hung. */
  readonly hangFor: () => boolean;
}

/** The boxes of this study in further windows: as they come and go, so does what hangs in them. */
export class DeskWindows {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** One more window of boxes, with what hung in one that the page lost; else what is compared with the active one, else a series that hangs nowhere, is its first. */
  open(name: string): void {
    const { store, swap, counterpartOf, hangFor } = this.#parts;
    swap.end();
    const { arrangement, active, images, leftWindows = [] } = store.getState();
    // One that was open before the study was.
    if (arrangement.windows?.some((each) => each.name === name)) return;
    const left = leftWindows.find((each) => each.name === name) ?? leftWindows[0];
    if (left) {
      store.setState({
        arrangement: withPart(withWindow(arrangement, name, undefined), name, left),
        leftWindows: leftWindows.filter((each) => each !== left),
      });
      return;
    }
    const { setId } = arrangement.boxes[active] ?? {};
    const hung = new Set(arrangement.boxes.flatMap(setIdsOf));
    const matched = setId === undefined ? undefined : counterpartOf(setId);
    const others = [matched, ...images.sets.map(({ set }) => set.id)].filter((id) => id !== undefined);
    const shown = others.find((id) => !hung.has(id));
    store.setState({ arrangement: withWindow(arrangement, name, shown === undefined ? undefined : stackOf(shown)) });
    hangFor();
  }

  /** What hung in windows that the page lost is put away. */
  dropLeft(): void {
    this.#parts.store.setState({ leftWindows: [] });
  }

  /** A window is gone: what hung in it can be hung elsewhere, as it was left; the hands go back to the page's own. */
  close(name: string): void {
    const { store, swap, hangFor } = this.#parts;
    swap.end();
    const { arrangement, active } = store.getState();
    const left = withoutWindow(arrangement, name);
    const isGone = windowOf(arrangement, active) === name;
    const beyond = active - (arrangement.boxes.length - left.boxes.length);
    const first = partOf(arrangement, name)?.first ?? arrangement.boxes.length;
    store.setState({ arrangement: left, active: isGone ? 0 : active > first ? beyond : active });
    hangFor();
  }
}
