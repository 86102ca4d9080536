import { useMemo } from 'react';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import type { ShownPlane } from '../../../imaging/plane/shownPlane.ts';
import type { ShownLayer } from './documentDesk.ts';
import { type CutBy, cutOf, type LayerCut } from './layerCut.ts';

export interface PlaneCuts {
  readonly cuts: readonly { readonly layer: ShownLayer; readonly cut: LayerCut }[];
  /** Layers of which something may be missing on this view. */
  readonly notHere: readonly ShownLayer[];
}

const none: PlaneCuts = { cuts: [], notHere: [] };

/**
 * What the plane in a box cuts of the layers. A slab shows many planes as one, and a body in space none: there a layer is
 * left out, and named. Found once for a plane: the hands move it about the box without another cut.
 */
export function usePlaneCuts(view: ImageBoxView, state: BoxState, shown: readonly ShownLayer[]): PlaneCuts {
  const isNoImage = shown.length > 0 && isOfNoImage(state);
  const shownPlane = isNoImage && !view.slab?.() ? view.shownPlane?.() : undefined;
  const told = shownPlane && JSON.stringify(rounded(shownPlane));
  return useMemo(() => {
    if (!isNoImage) return none;
    const plane = told === undefined ? undefined : (JSON.parse(told) as CutBy);
    const all = shown.map((layer) => ({ layer, cut: plane ? cutOf(layer, plane) : notOfSpace(layer) }));
    return {
      cuts: all.flatMap(({ layer, cut }) => (typeof cut === 'object' ? [{ layer, cut }] : [])),
      notHere: all.flatMap(({ layer, cut }) => (cut === 'notHere' ? [layer] : [])),
    };
  }, [isNoImage, shown, told]);
}

/** Something is drawn that is no one image: a calculated plane, a slab, a body in space. */
function isOfNoImage({ cover, drawn, drawnVersion, set }: BoxState): boolean {
  return set !== undefined && !cover && drawnVersion > 0 && !drawn;
}

function notOfSpace({ source }: ShownLayer): 'notHere' | undefined {
  return source.kind === 'keyImages' ? undefined : 'notHere';
}

/** A plane is made anew each time that it is asked for: told to a thousandth of a millimetre, it is the same. */
function rounded({ centre, normal, frameOfReferenceUID }: ShownPlane): CutBy {
  const round = ([x, y, z]: Vector3, digits: number): Vector3 =>
    [x, y, z].map((part) => Number(part.toFixed(digits))) as unknown as Vector3;
  return { centre: round(centre, 3), normal: round(normal, 7), frameOfReferenceUID };
}
