import type { Spacing } from '../dicom/imageDescription.ts';
import type { Annotation } from './annotation.ts';

/** One thing that happened to the annotations of a study. */
export type AnnotationChange =
  /** A new one, or a newer form of one: the id tells which. */
  | { readonly kind: 'put'; readonly annotation: Annotation }
  | { readonly kind: 'remove'; readonly id: string }
  /** The reader measured a known object: the size of this image's pixels in mm, or null to go back to what the data say. */
  | { readonly kind: 'calibrate'; readonly imageId: string; readonly spacing: Spacing | null };

/** Undoing is no eraser: it is written down as what it does, and as an undoing. */
export const entryCauses = ['reader', 'undo', 'redo'] as const;
export type EntryCause = (typeof entryCauses)[number];

/** A line of the journal as the page writes it; `entryId` makes writing it twice the same as once. */
export interface AnnotationEntry {
  readonly entryId: string;
  readonly cause: EntryCause;
  readonly change: AnnotationChange;
}

/** All annotations of a study, as its journal tells them. */
export interface AnnotationSet {
  /** By id, in the order in which they were first drawn. */
  readonly annotations: ReadonlyMap<string, Annotation>;
  /** By image id, for images that the reader has calibrated. */
  readonly calibrations: ReadonlyMap<string, Spacing>;
  /** Ids of what has been removed and not been brought back. */
  readonly removed: ReadonlySet<string>;
}

export const noAnnotations: AnnotationSet = { annotations: new Map(), calibrations: new Map(), removed: new Set() };

/**
 * The fold over lines of a journal; removing what is not there changes nothing. What has been removed comes back by
 * undoing the removal only: a reader who moves it in another window, where its removal has not been heard of yet, does not
 * bring it back.
 */
export function withEntries(
  set: AnnotationSet,
  entries: readonly Pick<AnnotationEntry, 'cause' | 'change'>[],
): AnnotationSet {
  const annotations = new Map(set.annotations);
  const calibrations = new Map(set.calibrations);
  const removed = new Set(set.removed);
  for (const { cause, change } of entries) {
    if (change.kind === 'put') {
      const { annotation } = change;
      if (cause === 'reader' && removed.has(annotation.id)) continue;
      removed.delete(annotation.id);
      annotations.set(annotation.id, annotation);
    } else if (change.kind === 'remove') {
      annotations.delete(change.id);
      removed.add(change.id);
    } else if (change.spacing) calibrations.set(change.imageId, change.spacing);
    else calibrations.delete(change.imageId);
  }
  return { annotations, calibrations, removed };
}

/** What a line is about: the id of an annotation, or of a calibrated image. */
export function subjectOf(change: AnnotationChange): string {
  if (change.kind === 'put') return change.annotation.id;
  return change.kind === 'remove' ? change.id : change.imageId;
}

/** What takes a change back, from the state before it; undefined where it changed nothing. */
export function inverseOf(before: AnnotationSet, change: AnnotationChange): AnnotationChange | undefined {
  if (change.kind === 'calibrate') {
    return { kind: 'calibrate', imageId: change.imageId, spacing: before.calibrations.get(change.imageId) ?? null };
  }
  const id = change.kind === 'put' ? change.annotation.id : change.id;
  const known = before.annotations.get(id);
  if (known) return { kind: 'put', annotation: known };
  return change.kind === 'put' ? { kind: 'remove', id } : undefined;
}
