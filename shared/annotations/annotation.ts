import type { Vector3 } from '../dicom/vectors.ts';

/**
 * What a reader may put on an image. The number of points of each stands in `pointCounts`. A name here is in journals for
 * ever, and is that of its tool and its command; the order means nothing.
 */
export const annotationKinds = [
  'length',
  'bidirectional',
  'angle',
  'cobb',
  'ellipse',
  'rectangle',
  'freehand',
  'probe',
  'arrow',
  'text',
  'spineLabel',
  'cardiothoracicRatio',
  'keyImage',
] as const;
export type AnnotationKind = (typeof annotationKinds)[number];

/** So many points make one; undefined where it ends when the hand does. */
export const pointCounts: Readonly<Record<AnnotationKind, number | undefined>> = {
  length: 2,
  // The long axis, then the short one.
  bidirectional: 4,
  // The vertex is the second.
  angle: 3,
  // Two lines; the angle is between them.
  cobb: 4,
  // Ends of the axis that was drawn and of the one across it.
  ellipse: 4,
  // Opposite corners, along the rows and columns of what it is drawn on.
  rectangle: 2,
  freehand: undefined,
  probe: 1,
  // The tip, then where its words stand.
  arrow: 2,
  text: 1,
  spineLabel: 1,
  // Left and right border of the heart, then inner borders of the ribs.
  cardiothoracicRatio: 4,
  keyImage: 0,
};

/**
 * What an annotation lies on, named so that it is found again after a restart: a frame by its image id, or a plane through
 * the volume of a display set by where it stands in the patient (a unit normal, and its distance from the origin along
 * it in mm).
 */
export type AnnotationSurface =
  | { readonly kind: 'frame'; readonly imageId: string }
  | { readonly kind: 'plane'; readonly setId: string; readonly normal: Vector3; readonly distanceMm: number };

/** One figure of an annotation, as it was shown: recomputed whenever the pixels it came from are there. */
export interface AnnotationValue {
  /** Key of its name under `annotations.values`: length, area, mean, angle … */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The modality that it is of, where one image lies over another (LN5). */
  readonly layer?: string | undefined;
}

/** An annotation as it is journaled and drawn. Never changed in place: a change is another of the same id. */
export interface Annotation {
  /** A UUID. */
  readonly id: string;
  /** The tracking unique identifier (0062,0021) of reports that cite it. */
  readonly trackingUID: string;
  readonly kind: AnnotationKind;
  readonly surface: AnnotationSurface;
  /** The display set it was drawn in, and the number of the image there when it was. */
  readonly setId: string;
  readonly imageNumber: number;
  /** In the patient, mm; where the frame has no place, in the plane of its own that `framePlane` gives it. */
  readonly points: readonly Vector3[];
  readonly text: string;
  readonly values: readonly AnnotationValue[];
  /** What stands behind its lengths (`LengthBasis`); undefined where it has none. */
  readonly basis: string | undefined;
  /** The factor of a magnification correction, where the basis is one. */
  readonly factor?: number | undefined;
  /** What its image said of itself when it was measured (`measuredImage`); undefined where nobody kept it. */
  readonly measuredOn?: string | undefined;
  /** Where the reader has put its words, in the patient; placed by itself where undefined. */
  readonly labelAt?: Vector3 | undefined;
}

/** Kinds that enclose something, of which the values inside are told. */
export const areaKinds: ReadonlySet<AnnotationKind> = new Set(['ellipse', 'rectangle', 'freehand']);

/** Whether it is a line that ends when the hand does, and not at a number of points. */
export function isFreeLine(kind: AnnotationKind): boolean {
  return pointCounts[kind] === undefined;
}

/** With fewer points it is none; a free line encloses something. */
export function leastPoints(kind: AnnotationKind): number {
  return pointCounts[kind] ?? 3;
}

/** Whether a figure has all its points; while it is being drawn it has fewer. */
export function isWhole(kind: AnnotationKind, points: readonly unknown[]): boolean {
  return points.length >= leastPoints(kind);
}

/** What is taken in of one; more is no annotation but an attack or a fault. */
export const annotationLimits = {
  text: 500,
  freehandPoints: 5_000,
  values: 16,
  /** In the patient, mm, to each side: ten times what any scanner's table travels. */
  distanceMm: 100_000,
} as const;
