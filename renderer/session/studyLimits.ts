import { useSyncExternalStore } from 'react';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

/** What of a study will not be seen, though all that was to come is here. */
export interface StudyLimits {
  /** Slices that the archive itself lacks, by the places of the others. */
  readonly lacking: number;
  /** The widest place between two slices that holds none, in mm: those that can be counted, and those that cannot. */
  readonly widestGapMm: number;
  /** Something that is here cannot be shown. */
  readonly notAllShown: boolean;
  /** Images that came whole and could not be drawn on this page. */
  readonly notDrawn: number;
}

export const noLimits: StudyLimits = { lacking: 0, widestGapMm: 0, notAllShown: false, notDrawn: 0 };

const known = new Map<string, StudyLimits>();
const listeners = new Set<() => void>();

/** Whoever hangs a study says what of it will not be seen, whenever that changes; undefined when it leaves the desk. */
export function noteLimits(study: StudyRef, limits: StudyLimits | undefined): void {
  const key = studyKey(study);
  const before = known.get(key);
  // The same words again are no change: the ledger speaks many times a second.
  if (limits && before && isSame(limits, before)) return;
  if (limits) known.set(key, limits);
  else known.delete(key);
  for (const listener of listeners) listener();
}

/** No limits of a study that is not hung: nobody has looked. */
export function limitsOf(study: StudyRef): StudyLimits {
  return known.get(studyKey(study)) ?? noLimits;
}

export function useLimits(study: StudyRef): StudyLimits {
  return useSyncExternalStore(subscribe, () => limitsOf(study));
}

function isSame(one: StudyLimits, other: StudyLimits): boolean {
  const names = ['lacking', 'widestGapMm', 'notAllShown', 'notDrawn'] as const;
  return names.every((name) => one[name] === other[name]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
