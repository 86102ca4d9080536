import { useMemo } from 'react';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import type { ShownPlane } from '../../../imaging/plane/shownPlane.ts';
import type { ShownLayer } from './documentDesk.ts';
import { cutOf, type LayerCut } from './layerCut.ts';

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
  const plane = isNoImage && !view.slab?.() ? view.shownPlane?.() : undefined;
  const place = plane && placeOf(plane);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plane is told by where it lies, and made anew each time.
  return useMemo(() => {
    if (!isNoImage) return none;
    const all = shown.map((layer) => ({ layer, cut: plane ? cutOf(layer, plane) : notOfSpace(layer) }));
    return {
      cuts: all.flatMap(({ layer, cut }) => (typeof cut === 'object' ? [{ layer, cut }] : [])),
      notHere: all.flatMap(({ layer, cut }) => (cut === 'notHere' ? [layer] : [])),
    };
  }, [isNoImage, shown, place]);
}

/** Something is drawn that is no one image: a calculated plane, a slab, a body in space. */
function isOfNoImage({ cover, drawn, drawnVersion, set }: BoxState): boolean {
  return set !== undefined && !cover && drawnVersion > 0 && !drawn;
}

function notOfSpace({ source }: ShownLayer): 'notHere' | undefined {
  return source.kind === 'keyImages' ? undefined : 'notHere';
}

function placeOf({ centre, normal, frameOfReferenceUID }: ShownPlane): string {
  return `${frameOfReferenceUID} ${[...centre, ...normal].map((part) => part.toFixed(4)).join(' ')}`;
}
