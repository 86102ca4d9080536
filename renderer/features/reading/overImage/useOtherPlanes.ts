import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Plane } from '#shared/dicom/orientation.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';
import { togetherOf } from '../../../session/together.ts';
import { useReading, useReadingState } from '../readingContext.ts';

/** The other planes of a volume that hang in boxes, each with the thickness of its slab in mm; 0 where it is one slice. */
export function useOtherPlanes(view: PlaneView): ReadonlyMap<Plane, number> {
  const { session } = useReading();
  const together = togetherOf(session);
  const boxes = useReadingState(({ arrangement }) => arrangement.boxes);
  const version = useStore(together.store, (state) => state.version);
  // The version rises when a view comes to a box or leaves one.
  const { others } = useMemo(() => {
    const views = [...boxes.keys()].map((box) => together.viewAt(box));
    return {
      version,
      others: views.filter((each): each is PlaneView => each instanceof PlaneView && isOther(each, view)),
    };
  }, [boxes, together, version, view]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = others.map((each) => each.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [others],
  );
  const told = useSyncExternalStore(subscribe, () =>
    others.map((each) => `${each.plane} ${each.slab()?.thicknessMm ?? 0}`).join(),
  );
  return useMemo(() => planesIn(told), [told]);
}

function isOther(each: PlaneView, view: PlaneView): boolean {
  return each.model === view.model && each.plane !== view.plane;
}

/** Of two boxes with one plane, the thicker slab is the one to know of. */
function planesIn(told: string): ReadonlyMap<Plane, number> {
  const planes = new Map<Plane, number>();
  for (const each of told === '' ? [] : told.split(',')) {
    const [plane, mm] = each.split(' ') as [Plane, string];
    planes.set(plane, Math.max(planes.get(plane) ?? 0, Number(mm)));
  }
  return planes;
}
