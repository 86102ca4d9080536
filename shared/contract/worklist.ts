import { z } from 'zod';
import { failureSchema } from './failures.ts';
import { archiveId, studyRef } from './identifiers.ts';
import { instantInterval, restReason } from './link.ts';
import { procedure } from './procedure.ts';

export const priority = z.enum(['STAT', 'URGENT', 'ROUTINE']);
export type Priority = z.infer<typeof priority>;

const personName = z.object({ alphabetic: z.string(), ideographic: z.string(), phonetic: z.string() });

/**
 * How much of a study is on this disk and proven.
 * `expectedFrames` is unknown until the study's metadata has been read.
 */
export const readiness = z.object({
  /** `noImages`: everything is known, and nothing of it is an image. */
  state: z.enum(['none', 'partial', 'complete', 'changed', 'failed', 'noImages']),
  presentFrames: z.number().int(),
  expectedFrames: z.number().int().optional(),
  /** Why nothing more comes at present, e.g. the archive does not answer. */
  failure: failureSchema.optional(),
  /** Why it is not fetched ahead, although its archive answers. */
  rest: restReason.optional(),
  /** Still to come, estimated until it has come; left out of one that is not in the order in which studies come. */
  remainingBytes: z.number().optional(),
  /** All of it, estimated like what is still to come: the share that is here is told of bytes, as the time is. */
  expectedBytes: z.number().optional(),
  /** When all of it will be here; left out while the line has not been measured. */
  readyBetween: instantInterval.optional(),
  /** It will not be here in time: what it needs, and what the line gives until it is due, bytes. */
  misses: z.object({ neededBytes: z.number(), lineGivesBytes: z.number() }).optional(),
  /** Images that the archive has and that were not there when the study was read (link.md V8). */
  newImages: z.number().int().optional(),
  /** The lists have been read, and name less than the archive counts (link.md V6). */
  shortList: z.object({ counted: z.number().int(), listed: z.number().int() }).optional(),
  /** Objects that are listed and are no images: reports, key notes, presentation states. */
  otherObjects: z.number().int().optional(),
  /** Images that were read and that the archive lists no longer (link.md V9): they stay as long as they are looked at. */
  goneImages: z.number().int().optional(),
  /** Complete as of this instant: when the archive's counts were last seen to agree (link.md V7). */
  agreedAt: z.number().optional(),
});
export type Readiness = z.infer<typeof readiness>;

export const reportProgress = z.enum(['none', 'draft', 'waitingToSend', 'needsAttention', 'delivered']);
export type ReportProgress = z.infer<typeof reportProgress>;

/** One row of the worklist. Dates are DICOM text (DA, TM) as the archive wrote them; instants are epoch ms. */
export const worklistItem = z.object({
  study: studyRef,
  archiveName: z.string(),
  patientName: personName.optional(),
  /** A name was written, and what the archive has left of it cannot be read: the ID says who it is. */
  nameNotReadable: z.boolean().optional(),
  patientId: z.string().optional(),
  /** Issuer of Patient ID (0010,0021): two hospitals number their patients alike. */
  issuerOfPatientId: z.string().optional(),
  patientSex: z.string().optional(),
  patientBirthDate: z.string().optional(),
  /** AS text: from PatientAge, else from birth date and study date. */
  patientAge: z.string().optional(),
  accessionNumber: z.string().optional(),
  modalities: z.array(z.string()),
  bodyPart: z.string().optional(),
  studyDescription: z.string().optional(),
  indication: z.string().optional(),
  referringPhysician: personName.optional(),
  institutionName: z.string().optional(),
  studyDate: z.string().optional(),
  studyTime: z.string().optional(),
  numberOfSeries: z.number().int().optional(),
  numberOfInstances: z.number().int().optional(),
  priority,
  /** Assigned to this reader, so prefetched: see the archive's assignment rule. */
  assigned: z.boolean(),
  /** Its archive's studies are not fetched ahead: it comes when it is opened. */
  onlyWhenOpened: z.boolean().optional(),
  /** When the report is due: first seen, or for STAT and urgent the study's own time, + the target of the priority. */
  dueAt: z.number(),
  firstSeenAt: z.number(),
  /** Earlier studies of the same patient in the list. */
  priorCount: z.number().int(),
  readiness,
  report: reportProgress,
  /** The archive holds a structured report in it that was not sent from here: a report, or a record of dose or measurements. */
  reportElsewhere: z.boolean().optional(),
});
export type WorklistItem = z.infer<typeof worklistItem>;

export const archiveStatus = z.object({
  archiveId,
  name: z.string(),
  kind: z.enum(['practice', 'dicomweb', 'disc']),
  state: z.enum(['asking', 'answered', 'failed', 'notAsked']),
  answeredAt: z.number().optional(),
  failure: failureSchema.optional(),
  /** Rows of its last answer that could not be read, and so are not in the list. */
  unreadableStudies: z.number().int().optional(),
  /** It has studies of days before those that are asked for. */
  holdsOlder: z.boolean().optional(),
});
export type ArchiveStatus = z.infer<typeof archiveStatus>;

export const worklistSnapshot = z.object({
  items: z.array(worklistItem),
  archives: z.array(archiveStatus),
  unsentReports: z.number().int(),
  parkedReports: z.number().int(),
});
export type WorklistSnapshot = z.infer<typeof worklistSnapshot>;

export const worklist = {
  /** The list as it is known now; never waits for an archive. */
  'worklist.list': procedure(z.object({}), worklistSnapshot),
  /** Asks every archive again; answers when all have answered or failed. */
  'worklist.refresh': procedure(z.object({}), worklistSnapshot),
  'worklist.readReadiness': procedure(
    z.object({ studies: z.array(studyRef).max(5_000) }),
    z.array(z.object({ study: studyRef, readiness })),
  ),
  'worklist.setPriority': procedure(z.object({ study: studyRef, priority }), z.object({})),
} as const;
