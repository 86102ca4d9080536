import { z } from 'zod';
import type { ArchiveId, FrameKey, StudyRef } from '../dicom/frameKey.ts';
import { isUID, type SeriesInstanceUID, type SOPInstanceUID, type StudyInstanceUID } from '../dicom/uids.ts';

const uid = z.string().max(64).refine(isUID, 'not a UID');

export const archiveId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .transform((text) => text as ArchiveId) as unknown as z.ZodType<ArchiveId>;
export const studyInstanceUID = uid.transform(
  (text) => text as StudyInstanceUID,
) as unknown as z.ZodType<StudyInstanceUID>;
export const seriesInstanceUID = uid.transform(
  (text) => text as SeriesInstanceUID,
) as unknown as z.ZodType<SeriesInstanceUID>;
export const sopInstanceUID = uid.transform((text) => text as SOPInstanceUID) as unknown as z.ZodType<SOPInstanceUID>;

export const studyRef: z.ZodType<StudyRef> = z.object({ archiveId, studyInstanceUID });

export const frameKey: z.ZodType<FrameKey> = z.object({
  archiveId,
  studyInstanceUID,
  seriesInstanceUID,
  sopInstanceUID,
  frameNumber: z.number().int().min(1).max(1_000_000),
});
