import { displayWatch } from '#renderer/host/displayWatch.ts';
import { readingWindowAddress } from '#shared/contract/shellBridge.ts';
import { dressWindow } from './dressWindow.ts';

/** A further window of the page: blank, of its own origin, and drawn into by it. */
export interface ReadingWindow {
  readonly name: string;
  readonly view: Window;
  /** Where the page draws. */
  readonly root: HTMLElement;
}

/** 2 for the first further window: the page's own is the first. */
export function numberOf(name: string): number {
  return Number(/\d+$/.exec(name)?.[0] ?? 0) + 1;
}

/** More monitors than this nobody has beside the first. */
const mostWindows = 3;
/** A window that the system has ended tells nobody. */
const lookMs = 500;

/**
 * The further windows of this page, one for a further monitor. They outlive the study on the desk, and go with the page:
 * one program draws into all of them, so that what was decoded is held once.
 */
export class ReadingWindows {
  readonly #listeners = new Set<() => void>();
  #open: readonly ReadingWindow[] = [];
  readonly #forget = new Map<ReadingWindow, () => void>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    // A page that is loaded anew could not reach the windows of the one before.
    window.addEventListener('pagehide', () => this.closeAll());
  }

  readonly list = (): readonly ReadingWindow[] => this.#open;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get isFull(): boolean {
    return this.#open.length >= mostWindows;
  }

  /** Opens one more; must come from a key or a click. False: the browser did not let it. */
  open(): boolean {
    const used = new Set(this.#open.map(({ name }) => name));
    const name = Array.from({ length: mostWindows }, (_, index) => `durbeen-reading-${index + 1}`).find(
      (each) => !used.has(each),
    );
    if (name === undefined) return false;
    const view = window.open(readingWindowAddress, name, featuresOf(displayWatch().freePlace()));
    // Right after one was closed, its name may still stand for what is going away.
    if (!view || view.closed) return false;
    const opened = { name, view, root: dressWindow(view) };
    this.#forget.set(opened, displayWatch().noteWindow(name, view));
    view.addEventListener('pagehide', () => this.#drop(opened));
    this.#change([...this.#open, opened]);
    this.#timer ??= setInterval(() => {
      for (const each of this.#open) if (each.view.closed) this.#drop(each);
    }, lookMs);
    return true;
  }

  closeLast(): void {
    this.#open.at(-1)?.view.close();
  }

  closeAll(): void {
    for (const { view } of this.#open) view.close();
  }

  #drop(gone: ReadingWindow): void {
    this.#forget.get(gone)?.();
    this.#forget.delete(gone);
    this.#change(this.#open.filter((each) => each !== gone));
    if (this.#open.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #change(open: readonly ReadingWindow[]): void {
    this.#open = open;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** In a browser a window without a place is a tab; under Electron the shell places it. */
function featuresOf(place: { left: number; top: number; width: number; height: number } | undefined): string {
  const { left, top, width, height } = place ?? { left: 40, top: 40, width: 1_280, height: 960 };
  return `popup,left=${left},top=${top},width=${width},height=${height}`;
}

let shared: ReadingWindows | undefined;

/** The page's further windows; made when first asked for. */
export function readingWindows(): ReadingWindows {
  shared ??= new ReadingWindows();
  return shared;
}
