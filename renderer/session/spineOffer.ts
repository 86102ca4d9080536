import type { Annotation } from '#shared/annotations/annotation.ts';
import { nextSpineLabel, vertebraOf } from '#shared/annotations/spineLabels.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { DrawingSurface } from '../imaging/drawing/drawingSurface.ts';
import type { AnnotationDesk } from './annotationDesk.ts';

/** Where counting begins while nothing has been labelled: the first vertebra that looks like no other. */
const first = 'C2';
/** Nearer than this along the body, in mm, it is the image that says which is lower. */
const sameHeightMm = 1;

/**
 * The label for the next vertebra: the one below the last that was set where the hand went down, the one above where it
 * went up. The reader may write another over it, and counting goes on from what stands there then.
 */
export class SpineOffer {
  readonly #desk: AnnotationDesk;
  readonly #setId: () => string | undefined;

  /** `setId`: the display set that is labelled now. Counting never goes on from another series or another examination. */
  constructor(desk: AnnotationDesk, setId: () => string | undefined) {
    this.#desk = desk;
    this.#setId = setId;
  }

  textAt(point: Vector3, surface: DrawingSurface): string {
    const last = this.#labels().findLast(({ text }) => vertebraOf(text) !== undefined);
    const at = last?.points[0];
    if (!last || !at) return first;
    return nextSpineLabel(last.text, isLower(point, at, surface) ? 'down' : 'up') ?? '';
  }

  /** The first label is offered to be written over: nobody knows yet where the reader begins. */
  isFirst(id: string): boolean {
    return this.#labels().every((label) => label.id === id || label.text === '');
  }

  #labels(): readonly Annotation[] {
    const now = this.#setId();
    return [...this.#desk.state.set.annotations.values()].filter(
      ({ kind, setId }) => kind === 'spineLabel' && setId === now,
    );
  }
}

/** In the patient where the image has a place there; else down the image. */
function isLower(point: Vector3, than: Vector3, { item, surface, ground }: DrawingSurface): boolean {
  const hasPlace = surface.kind === 'plane' || item?.frame.position !== undefined;
  const down = point[2] - than[2];
  if (hasPlace && Math.abs(down) > sameHeightMm) return down < 0;
  const axis = ground().down;
  return point.reduce((sum, value, index) => sum + (value - (than[index] ?? 0)) * (axis[index] ?? 0), 0) >= 0;
}
