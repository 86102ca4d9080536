import type { Brand } from '../base/brand.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from './uids.ts';

/** Our own name of a configured archive; stable while the archive is configured, never shown. */
export type ArchiveId = Brand<string, 'ArchiveId'>;

/** One study in one archive. The same study in two archives is two of these. */
export interface StudyRef {
  readonly archiveId: ArchiveId;
  readonly studyInstanceUID: StudyInstanceUID;
}

/** One frame of one SOP instance: the unit of fetching and caching. `frameNumber` counts from 1, as in DICOM. */
export interface FrameKey extends StudyRef {
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly sopInstanceUID: SOPInstanceUID;
  readonly frameNumber: number;
}

export function studyKey(study: StudyRef): string {
  return `${study.archiveId}/${study.studyInstanceUID}`;
}

export function frameId(key: FrameKey): string {
  return `${key.archiveId}/${key.sopInstanceUID}/${key.frameNumber}`;
}

/**
 * The number under which a whole object is kept beside the frames of its study: one that no frame has. It is no frame,
 * counts as none and is drawn by nobody.
 */
export const wholeObjectNumber = 1_000_000;
