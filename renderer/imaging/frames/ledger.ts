import type { Failure } from '#shared/contract/failures.ts';
import { type Fidelity, isAllThatExists } from '#shared/contract/frames.ts';
import { unknownDisplay } from '#shared/displays/shownOn.ts';

/** What is known of a frame on this side: not here, checked and decoded, or failed with a reason elsewhere. */
export type FrameMark = 'checked' | 'failed';

/** One image as it was really drawn: the only source of the number and UID on the overlay (SF5). */
export interface DrawnImage {
  readonly imageId: string;
  readonly drawnAtMs: number;
}

const nowhere: ReadonlySet<string> = new Set();

/** Changes within so many milliseconds are told together; that an image was looked at may be told later. */
const togetherMs = 60;
const seenMs = 300;

/**
 * The frame ledger: which frames passed their checks, which were looked at, how faithful each is.
 * Its own count, because Cornerstone's "loading complete" also comes when frames failed (SF3).
 */
export class FrameLedger {
  readonly #marks = new Map<string, FrameMark>();
  readonly #failures = new Map<string, Failure>();
  readonly #fidelities = new Map<string, Fidelity>();
  readonly #oneValues = new Map<string, number>();
  readonly #viewed = new Map<string, number>();
  /** Seen at full fidelity before this page, with the monitors that showed them. */
  readonly #seenBefore = new Set<string>();
  readonly #onScreen = new Map<string, DrawnImage>();
  readonly #shownOn = new Map<string, Set<string>>();
  readonly #elements = new Map<string, Element>();
  #monitorOf: (element: Element) => string = () => unknownDisplay;
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #announcing: { readonly timer: ReturnType<typeof setTimeout>; readonly withinMs: number } | undefined;

  recordChecked(imageId: string, fidelity: Fidelity): void {
    this.#failures.delete(imageId);
    this.#fidelities.set(imageId, fidelity);
    this.#mark(imageId, 'checked');
  }

  /** An image of which every pixel has this value. */
  recordOneValue(imageId: string, value: number): void {
    this.#oneValues.set(imageId, value);
  }

  oneValueOf(imageId: string): number | undefined {
    return this.#oneValues.get(imageId);
  }

  recordFailed(imageId: string, failure: Failure): void {
    this.#failures.set(imageId, failure);
    this.#mark(imageId, 'failed');
  }

  /** `boxId`: which image box drew it, `element`: into what, where it is not said by itself. */
  recordDrawn(boxId: string, imageId: string, nowMs: number, element?: Element): void {
    this.#onScreen.set(boxId, { imageId, drawnAtMs: nowMs });
    if (element) this.recordShown(boxId, imageId, element);
    const isFirst = !this.#viewed.has(imageId);
    this.#viewed.set(imageId, nowMs);
    // Whoever counts what was looked at does so beside images that are scrolled: not at each of them.
    if (isFirst) this.#announce(seenMs);
  }

  /** Each time that a box draws an image where it can be seen: the monitor that the box is on has shown it. */
  recordShown(boxId: string, imageId: string, element: Element): void {
    this.#elements.set(boxId, element);
    this.#noteMonitor(imageId, element);
  }

  /** Images that are known to have been seen at full fidelity before this page was: a window ended, or a profile was left. */
  recordSeenBefore(imageIds: readonly string[], monitors: readonly string[]): void {
    for (const imageId of imageIds) {
      this.#seenBefore.add(imageId);
      if (monitors.length > 0) this.#shownOn.set(imageId, new Set([...this.shownOn(imageId), ...monitors]));
    }
    this.#announce();
  }

  /** How to know the monitor that a part of a window is on: this room knows no windows. */
  followMonitors(monitorOf: (element: Element) => string): void {
    this.#monitorOf = monitorOf;
    this.noteMoved();
  }

  /** Windows may stand on other monitors than when they drew: what they show is shown there now. */
  noteMoved(): void {
    for (const [boxId, element] of this.#elements) {
      const drawn = this.#onScreen.get(boxId);
      if (drawn && element.isConnected && element.clientWidth > 0) this.#noteMonitor(drawn.imageId, element);
    }
  }

  /** The monitors on which an image was drawn at full fidelity. */
  shownOn(imageId: string): ReadonlySet<string> {
    return this.#shownOn.get(imageId) ?? nowhere;
  }

  recordCleared(boxId: string): void {
    this.#onScreen.delete(boxId);
    this.#elements.delete(boxId);
    this.#announce();
  }

  markOf(imageId: string): FrameMark | undefined {
    return this.#marks.get(imageId);
  }

  /** Why a frame is not here; undefined when it is, or when nobody has asked for it. */
  failureOf(imageId: string): Failure | undefined {
    return this.#failures.get(imageId);
  }

  /** Forgets every image; when another profile opens or the lock closes. */
  forget(): void {
    this.#oneValues.clear();
    this.#shownOn.clear();
    this.#seenBefore.clear();
    for (const known of [this.#marks, this.#failures, this.#fidelities, this.#viewed, this.#onScreen]) known.clear();
    this.#announce();
  }

  /** Forgets what was known of images that are others now. */
  forgetImages(imageIds: readonly string[]): void {
    for (const imageId of imageIds) {
      for (const known of [this.#marks, this.#failures, this.#fidelities, this.#viewed, this.#oneValues]) {
        known.delete(imageId);
      }
      this.#shownOn.delete(imageId);
      this.#seenBefore.delete(imageId);
    }
    this.#announce();
  }

  /**
   * A study was closed: how its images came is learnt anew when it is opened again, and a failure of then is none of now.
   * What was looked at, and how faithful that was, stays for the sitting: whoever comes back has seen it.
   */
  closeImages(imageIds: readonly string[]): void {
    for (const imageId of imageIds) {
      for (const known of [this.#marks, this.#failures, this.#oneValues]) known.delete(imageId);
      if (!this.#viewed.has(imageId)) this.#fidelities.delete(imageId);
    }
    this.#announce();
  }

  /** Drawn on this page, whatever of it. */
  wasViewed(imageId: string): boolean {
    return this.#viewed.has(imageId);
  }

  /** Drawn on this page, and all that exists of it: no preview of ours, nothing made smaller on the way. */
  wasSeenHere(imageId: string): boolean {
    const fidelity = this.#fidelities.get(imageId);
    return this.#viewed.has(imageId) && (fidelity === undefined || isAllThatExists(fidelity));
  }

  /** Seen as it is, now or before. */
  wasSeen(imageId: string): boolean {
    return this.#seenBefore.has(imageId) || this.wasSeenHere(imageId);
  }

  fidelityOf(imageId: string): Fidelity | undefined {
    return this.#fidelities.get(imageId);
  }

  onScreen(boxId: string): DrawnImage | undefined {
    return this.#onScreen.get(boxId);
  }

  countChecked(imageIds: readonly string[]): number {
    return imageIds.filter((imageId) => this.#marks.get(imageId) === 'checked').length;
  }

  /** Rises with every change, so that React can compare. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Drawn from a copy of which the archive has a better one, it was not seen as it is. */
  #noteMonitor(imageId: string, element: Element): void {
    const fidelity = this.#fidelities.get(imageId);
    if (fidelity && !isAllThatExists(fidelity)) return;
    const monitor = this.#monitorOf(element);
    const on = this.#shownOn.get(imageId);
    if (on?.has(monitor)) return;
    if (on) on.add(monitor);
    else this.#shownOn.set(imageId, new Set([monitor]));
    this.#announce(seenMs);
  }

  #mark(imageId: string, mark: FrameMark): void {
    if (this.#marks.get(imageId) === mark) return;
    this.#marks.set(imageId, mark);
    this.#announce();
  }

  /** Frames come by the hundred; whoever watches is told once for all that came together. */
  #announce(withinMs = togetherMs): void {
    if (this.#announcing && this.#announcing.withinMs <= withinMs) return;
    clearTimeout(this.#announcing?.timer);
    const timer = setTimeout(() => {
      this.#announcing = undefined;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    }, withinMs);
    this.#announcing = { timer, withinMs };
  }
}
