import { z } from 'zod';
import { frameKey } from '#shared/contract/identifiers.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { RecordPlace } from './packWriter.ts';

/** How a frame's name stands in the table `frame`, in the order of its primary key. */
export const keyColumns = 'archive_id, study_instance_uid, series_instance_uid, sop_instance_uid, frame_number';

export const keyValues = (key: FrameKey): [string, string, string, string, number] => [
  key.archiveId,
  key.studyInstanceUID,
  key.seriesInstanceUID,
  key.sopInstanceUID,
  key.frameNumber,
];

export const keyFields = z.object({
  archive_id: z.string(),
  study_instance_uid: z.string(),
  series_instance_uid: z.string(),
  sop_instance_uid: z.string(),
  frame_number: z.number(),
});

export const keyOfRow = (row: z.infer<typeof keyFields>): FrameKey =>
  frameKey.parse({
    archiveId: row.archive_id,
    studyInstanceUID: row.study_instance_uid,
    seriesInstanceUID: row.series_instance_uid,
    sopInstanceUID: row.sop_instance_uid,
    frameNumber: row.frame_number,
  });

/** Where a frame lies, as the same table has it. */
export const placeFields = z.object({
  pack_id: z.string(),
  first_chunk: z.number(),
  pack_offset: z.number(),
  sealed_bytes: z.number(),
});

export const placeOfRow = (row: z.infer<typeof placeFields>): RecordPlace => ({
  packId: row.pack_id,
  firstChunk: row.first_chunk,
  offset: row.pack_offset,
  sealedBytes: row.sealed_bytes,
});
