import { z } from 'zod';
import type { DicomDataset } from '../dicom/dicomJson.ts';
import { failureSchema } from './failures.ts';
import { frameKey, seriesInstanceUID, sopInstanceUID, studyRef } from './identifiers.ts';
import { procedure } from './procedure.ts';
import { readiness, worklistItem } from './worklist.ts';

/** Checked by `readDicomJson` when it came from the archive; not walked again at the crossing. */
const dicomDataset = z.custom<DicomDataset>((value) => typeof value === 'object' && value !== null);

export const seriesSnapshot = z.object({
  seriesInstanceUID,
  /** Every instance's attributes as DICOM JSON, bulk data left out, in the archive's order. */
  instances: z.array(dicomDataset),
  readiness,
});
export type SeriesSnapshot = z.infer<typeof seriesSnapshot>;

/** Everything about one study but its pixels, answered once (walk 1). */
export const studySnapshot = z.object({
  item: worklistItem,
  series: z.array(seriesSnapshot),
  /** Earlier studies of the same patient, newest first. */
  priors: z.array(worklistItem),
  /** What the archive has that could not be read: the study is shown, and this is said. */
  problems: z.array(z.object({ failure: failureSchema, seriesInstanceUID: seriesInstanceUID.optional() })),
});
export type StudySnapshot = z.infer<typeof studySnapshot>;

/** More would hold up the page, and no image is so large that 1/4 of it is. */
export const mostPrefixBytes = 8 * 1024 * 1024;
/** Pixels on the longer side of a picture that an archive draws: enough to see what it is and how it lies, on any screen. */
export const previewSide = 512;
const longestBase64 = Math.ceil(mostPrefixBytes / 3) * 4;

const framePreview = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rendered'),
    mediaType: z.enum(['image/jpeg', 'image/png']),
    base64: z.string(),
  }),
  z.object({
    kind: z.literal('prefix'),
    transferSyntaxUID: z.string(),
    base64: z.string().max(longestBase64),
  }),
]);
export type FramePreview = z.infer<typeof framePreview>;

/** Bytes of a document or of all pixels of a segmentation that cross at once; more is not shown in place. */
export const mostObjectBytes = 48 * 1024 * 1024;

/** An object of a study that is no image, with what metadata leave out. */
export const wholeObject = z.object({
  dataset: dicomDataset,
  /** The file inside the file, of an encapsulated document. */
  documentBase64: z.string().optional(),
  /** All frames one after another as native pixel data holds them (PS3.5 section 8.1.1), of a segmentation. */
  pixelsBase64: z.string().optional(),
});
export type WholeObject = z.infer<typeof wholeObject>;

export const studies = {
  /** Puts the study first on the line and answers with all its attributes; from the cache where it is there. */
  /** `beside`: an earlier study beside the one that is read, which keeps its first place on the line. */
  'studies.open': procedure(z.object({ study: studyRef, beside: z.boolean().optional() }), studySnapshot),
  /** Tells the host the study is no longer on the desk. */
  'studies.close': procedure(z.object({ study: studyRef }), z.object({})),
  /** The reader has taken in the images that came since the study was opened: they are new no longer. */
  'studies.noteSeen': procedure(z.object({ study: studyRef }), z.object({})),
  /**
   * A small picture of a frame that is not here yet, for a glance and never for reading: as the archive rendered it, or
   * the beginning of the frame's own HTJ2K codestream, of which the page makes one of 1/4 of
   * its width and height. Left out where the person does not allow it for this archive, where the frame is here, and
   * where there is none.
   */
  'studies.readPreview': procedure(z.object({ frame: frameKey }), z.object({ preview: framePreview.optional() })),
  /**
   * A report, a document, a segmentation … whole: from the disk where it is kept there, else from the archive. Failures:
   * `NotFound`, `ArchiveAnswerTooLarge`, `ArchiveAnswerInvalid`, those of the line and of the parser.
   */
  'studies.readObject': procedure(z.object({ study: studyRef, seriesInstanceUID, sopInstanceUID }), wholeObject),
  /** Which frames of a study are on this disk now, by SOP Instance UID; what is not named is not here (link.md O5). */
  'studies.readPresence': procedure(
    z.object({ study: studyRef }),
    z.array(z.object({ sopInstanceUID: z.string(), frameNumbers: z.array(z.number().int()) })),
  ),
  /**
   * A frame came whole, and a decoder could make no image of it (link.md V3): it does not count as here any more. Its
   * bytes are asked for once more; `askAgain` is false where that has been done, and the frame counts as failed.
   */
  'studies.reportFrame': procedure(
    z.object({ frame: frameKey, digest: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.object({ askAgain: z.boolean() }),
  ),
} as const;
