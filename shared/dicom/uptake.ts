import { fail, type Result } from '../base/result.ts';
import type { DisplaySet, FrameOfImage } from './displaySets.ts';
import type { Window } from './presentationValues.ts';
import { type Suv, type SuvRefusal, suvOfSeries } from './suv.ts';
import { storedValues, type ValueUnit, valueUnitOf } from './valueUnit.ts';

const known = new WeakMap<DisplaySet, Result<Suv, SuvRefusal>>();

/** SUV of a display set, reckoned once; or why there is none. */
export function suvOfSet(set: DisplaySet): Result<Suv, SuvRefusal> {
  if (set.modality !== 'PT') return fail('notPet');
  const before = known.get(set);
  if (before) return before;
  const images = new Set([...set.frames, ...set.duplicates].map(({ image }) => image));
  const suv = suvOfSeries([...images].map(({ pet }) => pet));
  known.set(set, suv);
  return suv;
}

/** What the values of an image of a display set are: SUV by the one reckoning of the set, never of one image (E3). */
export function unitOfItem(set: DisplaySet, { image, frame }: FrameOfImage): ValueUnit {
  const suv = suvOfSet(set);
  return valueUnitOf(image, frame, suv.ok ? suv.value.perUnit : undefined);
}

/** What the values of a volume of a display set are, as its middle image says it. */
export function unitOfSet(set: DisplaySet): ValueUnit {
  const item = set.frames[set.frames.length >> 1];
  return item ? unitOfItem(set, item) : storedValues;
}

/** The window in modality values, as images are drawn, that shows SUV from `low` to `high`; undefined without SUV. */
export function windowOfUptake(set: DisplaySet, low: number, high: number): Window | undefined {
  const suv = suvOfSet(set);
  if (!suv.ok) return undefined;
  const { perUnit } = suv.value;
  return { center: (low + high) / 2 / perUnit, width: (high - low) / perUnit };
}

/** Between which SUV a window rises (LINEAR_EXACT); undefined without SUV. */
export function uptakeOfWindow(
  set: DisplaySet,
  { center, width }: Window,
): { readonly low: number; readonly high: number } | undefined {
  const suv = suvOfSet(set);
  if (!suv.ok) return undefined;
  const { perUnit } = suv.value;
  return { low: (center - width / 2) * perUnit, high: (center + width / 2) * perUnit };
}
