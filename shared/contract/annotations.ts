import { z } from 'zod';
import {
  type Annotation,
  type AnnotationSurface,
  annotationKinds,
  annotationLimits,
  isFreeLine,
  leastPoints,
} from '../annotations/annotation.ts';
import { type AnnotationChange, type AnnotationEntry, entryCauses } from '../annotations/journal.ts';
import { isUID } from '../dicom/uids.ts';
import type { Vector3 } from '../dicom/vectors.ts';
import { studyRef } from './identifiers.ts';
import { procedure } from './procedure.ts';
import { profileKind } from './vault.ts';

// Numbers are finite: a point that is nowhere is refused here, before it is written down.
const millimetres = z.number().min(-annotationLimits.distanceMm).max(annotationLimits.distanceMm);
const point = z.tuple([millimetres, millimetres, millimetres]) satisfies z.ZodType<Vector3>;
const direction = z.tuple([
  z.number().min(-1.01).max(1.01),
  z.number().min(-1.01).max(1.01),
  z.number().min(-1.01).max(1.01),
]);
const name = z.string().max(40);
const imageId = z.string().min(1).max(300);
const setId = z.string().max(2_000);

const surface = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('frame'), imageId }),
  z.object({ kind: z.literal('plane'), setId, normal: direction, distanceMm: millimetres }),
]) satisfies z.ZodType<AnnotationSurface>;

export const annotation = z
  .object({
    id: z.uuid(),
    trackingUID: z.string().refine(isUID, 'not a UID'),
    kind: z.enum(annotationKinds),
    surface,
    setId,
    imageNumber: z.number().int().min(0).max(10_000_000),
    points: z.array(point).max(annotationLimits.freehandPoints),
    text: z.string().max(annotationLimits.text),
    values: z
      .array(z.object({ name, value: z.number(), unit: name, layer: name.optional() }))
      .max(annotationLimits.values),
    basis: name.optional(),
    factor: z.number().positive().optional(),
    measuredOn: name.optional(),
    labelAt: point.optional(),
  })
  .refine(
    ({ kind, points }) => (isFreeLine(kind) ? points.length >= leastPoints(kind) : points.length === leastPoints(kind)),
    'not so many points as its kind has',
  ) as unknown as z.ZodType<Annotation>;

const pixelSize = z.number().positive().max(1_000);
const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('put'), annotation }),
  z.object({ kind: z.literal('remove'), id: z.uuid() }),
  z.object({
    kind: z.literal('calibrate'),
    imageId,
    spacing: z.object({ betweenRows: pixelSize, betweenColumns: pixelSize }).nullable(),
  }),
]) as unknown as z.ZodType<AnnotationChange>;

export const annotationEntry = z.object({
  entryId: z.uuid(),
  cause: z.enum(entryCauses),
  change,
}) satisfies z.ZodType<AnnotationEntry>;

/** So many lines of a journal cross at once. */
export const entriesAtOnce = 1_000;

export const annotations = {
  /**
   * The journal of a study from after a line on (0: from its beginning), oldest first; the next part where there is `more`.
   * `leftOut`: lines of this part that this version cannot read.
   */
  'annotations.read': procedure(
    z.object({ study: studyRef, after: z.number().int().min(0) }),
    z.object({
      entries: z.array(annotationEntry),
      last: z.number().int(),
      more: z.boolean(),
      leftOut: z.number().int(),
    }),
  ),
  /**
   * Writes lines at the end; on the disk when it answers. A line that is there already is not written twice.
   * `profile`: whose they are; while another is open they are refused (`StoreLocked`), however long they have waited.
   */
  'annotations.append': procedure(
    z.object({ profile: profileKind, study: studyRef, entries: z.array(annotationEntry).min(1).max(entriesAtOnce) }),
    z.object({ last: z.number().int(), savedAt: z.number() }),
  ),
} as const;
