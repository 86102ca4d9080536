import type { KeptDesk } from '#shared/contract/desk.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { type BoxContent, isSameContent, renamedContent, wayOf } from './arrangement.ts';
import type { BoxViews } from './boxViews.ts';
import type { HeldSwap } from './heldSwap.ts';
import { keptDeskOf, leftOf } from './keptDesk.ts';
import type { ReadingStore } from './readingState.ts';
import type { RememberedViews } from './rememberedViews.ts';
import { lookOf, putLook, whenDrawn } from './viewLook.ts';

interface Parts {
  readonly store: ReadingStore;
  readonly swap: HeldSwap;
  readonly views: BoxViews;
  readonly remembered: RememberedViews;
}

/** How the boxes show what hangs in them, written down for after a crash and put back then. */
export class KeptBoxes {
  readonly #parts: Parts;
  #restoring = false;
  /** Planes that are to go to where they were, and have not drawn yet: on a slow line that takes its time. */
  readonly #awaited = new Map<number, KeptBox>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** All that is to come back after a crash. */
  keep(panels: KeptDesk['panels']): KeptDesk {
    const { store, swap, views, remembered } = this.#parts;
    const left = new Map(remembered.entries().map((each) => [`${each.look} ${each.setId}`, each]));
    const boxes = swap.atRest(store.getState().arrangement.boxes);
    boxes.forEach((content, box) => {
      const view = views.at(box);
      const { set, imageIds, asked } = view?.state() ?? {};
      if (!view || !set) return;
      const look = lookOf(view);
      const { grey, placement } = remembered.ownOf(set.id, look);
      const [setId, way] = [set.id, wayOf(content)];
      const key = `${way} ${setId}`;
      const before = left.get(key);
      // A plane's slice is no image of its set, and it lies in its box in a way of its own.
      const isStack = content?.kind === 'stack';
      const shown = isStack
        ? { placement, imageId: imageIds?.[asked ?? 0], slab: before?.slab }
        : { placement: before?.placement, imageId: before?.imageId, slab: look.slab ?? before?.slab };
      left.delete(key);
      left.set(key, { setId, look: way, grey, ...shown });
    });
    const planeOf = (box: number) => {
      const awaited = this.#awaitedAt(box, boxes[box]);
      if (awaited) return awaited;
      const view = boxes[box]?.kind === 'plane' ? views.at(box) : undefined;
      const [placement, point] = [view?.placement?.(), view?.pointShown?.()];
      return {
        index: view?.state().asked ?? 0,
        ...(point && { point: [point[0], point[1], point[2]] as [number, number, number] }),
        ...(placement && { placement }),
      };
    };
    const desk = keptDeskOf(store.getState(), { left: [...left.values()], boxes, planeOf }, panels);
    return this.#restoring ? { ...desk, restoring: true } : desk;
  }

  /** Display sets begin as they were left; planes go to where they were as soon as they stand. */
  bringBack(kept: KeptDesk): void {
    const { views, remembered } = this.#parts;
    this.#restoring = kept.restoring === true;
    remembered.restore(leftOf(kept));
    kept.boxes.forEach((box, place) => {
      if (box?.content.kind !== 'plane') return;
      this.#awaited.set(place, box);
      views.act(place, (view) => this.#bringBackPlane(view, place, box));
    });
  }

  /** Whether it was brought back after the window had ended, and has not stood for a while since. */
  get isRestoring(): boolean {
    return this.#restoring;
  }

  /** It has stood for a while: it may be opened by itself again. */
  noteStanding(): void {
    this.#restoring = false;
  }

  /** Where a plane is still to go; undefined where it has gone, or where something else hangs by now. */
  #awaitedAt(place: number, hangs: BoxContent | undefined): KeptBox | undefined {
    const awaited = this.#awaited.get(place);
    const { remembered } = this.#parts;
    const meant = awaited && renamedContent(awaited.content, (setId) => remembered.nameNow(setId));
    return meant && isSameContent(meant, hangs) ? awaited : undefined;
  }

  /** To the point of the patient that was shown, and only where the same plane of the same images still hangs. */
  #bringBackPlane(view: ImageBoxView, place: number, { content, index, point, placement }: KeptBox): void {
    whenDrawn(view, () => {
      this.#awaited.delete(place);
      const { store, remembered } = this.#parts;
      const meant = renamedContent(content, (setId) => remembered.nameNow(setId));
      const isSame = isSameContent(meant, store.getState().arrangement.boxes[place]);
      if (!isSame || view.state().set?.id !== meant?.setId) return;
      if (point && view.showPoint) view.showPoint(point);
      else view.goTo(index);
      putLook(view, { grey: undefined, placement });
    });
  }
}

type KeptBox = NonNullable<KeptDesk['boxes'][number]>;
