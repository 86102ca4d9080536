import type { PlaneView } from '../../../imaging/plane/planeView.ts';
import { steppedThickness } from '../../../imaging/plane/slab.ts';

/** What a slab begins with when a key asks for one, in mm. */
export const firstThicknessMm = 10;

/** Makes the slab of a plane thicker or thinner by so many steps; below the thinnest there is none. */
export function stepSlab(view: PlaneView, steps: number): void {
  const slab = view.slab();
  const thicknessMm = steppedThickness(slab?.thicknessMm, steps);
  view.setSlab(thicknessMm === undefined ? undefined : { mode: slab?.mode ?? 'maximum', thicknessMm });
}
