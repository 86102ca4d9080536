import { z } from 'zod';
import type { StudyToHang } from '../hanging/hanging.ts';
import { protocolSchema } from '../hanging/protocol.ts';
import { studyRef } from './identifiers.ts';
import { procedure } from './procedure.ts';
import { profileKind } from './vault.ts';
import { worklistItem } from './worklist.ts';

/** A larger file of protocols was not written by a person, and is refused before it is parsed. */
export const mostProtocolFileBytes = 4 * 1024 * 1024;
const mostProtocols = 500;
const mostKindsOfChange = 40;

const text = z.string().max(400);
const uid = z.string().min(1).max(64);

/** What a person said of a series in place of its header; null: "unknown" is the truth. Names of `SeriesFacets`. */
export const saidValues = z.record(
  z.string().max(40),
  z.union([z.string().max(40), z.number(), z.boolean(), z.null()]),
);

/** "This series is …", said once: for every series of its name from that scanner, or for that series alone. */
export const facetCorrection = z.object({
  id: uid,
  archiveId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('scanner'), station: text, protocol: text, description: text }),
    z.object({ kind: z.literal('series'), seriesInstanceUID: uid }),
  ]),
  values: saidValues,
  saidBy: text,
  saidAt: z.number(),
});
export type FacetCorrection = z.infer<typeof facetCorrection>;

/** One study hung once: what hung, how long it took to decide, and what the reader changed by hand afterwards. */
export const hangEvent = z.object({
  id: uid,
  study: studyRef,
  protocolId: z.string().max(64),
  protocolVersion: z.number().int(),
  /** Place of the stage that hung first. */
  stage: z.number().int().min(0),
  /** First Modality and body part of the study, for the tables: no name, no UID leaves with them. */
  modality: z.string().max(16),
  bodyPart: z.string().max(40),
  /** Series that hung, boxes that stayed empty. */
  bound: z.number().int().min(0),
  empty: z.number().int().min(0),
  /** Deciding alone, ms. */
  decidedMs: z.number().min(0),
  /** From the open command to boxes on the screen, ms. */
  hungMs: z.number().min(0).optional(),
  /** Changes by hand after it: another series, another number of boxes, another protocol … each kind counted. */
  changes: z
    .record(z.string().max(40), z.number().int().min(0))
    .refine((counted) => Object.keys(counted).length <= mostKindsOfChange, { error: 'too many kinds' }),
});
export type HangEvent = z.infer<typeof hangEvent>;

/** What one protocol did over the hangs that are kept. */
export const hangCount = z.object({
  protocolId: z.string(),
  modality: z.string(),
  bodyPart: z.string(),
  hangs: z.number().int(),
  /** Hangs after which nothing was changed by hand. */
  untouched: z.number().int(),
  changes: z.record(z.string(), z.number().int()),
  medianDecidedMs: z.number(),
});
export type HangCount = z.infer<typeof hangCount>;

/** Something in an imported file that was not taken, or was taken with a loss; `code` is a key of the words. */
export const importProblem = z.object({
  code: z.string().max(60),
  where: z.string().max(400).optional(),
  detail: z.string().max(400).optional(),
  /** False: the rest was taken without it. */
  isRefusal: z.boolean(),
});
export type ImportProblem = z.infer<typeof importProblem>;

/**
 * A study whose headers are on this disk, as `hang` takes it: corrections are in it, earlier studies with those of their
 * headers that are here, one screen. Its headers themselves would be many megabytes.
 */
export const studyToTry = z.object({
  item: worklistItem,
  /** Made here from checked headers; not walked again at the crossing. */
  toHang: z.custom<StudyToHang>((value) => typeof value === 'object' && value !== null),
});
export type StudyToTry = z.infer<typeof studyToTry>;

/** A protocol that is being written; `isNew`: no version of it was kept. */
export const protocolDraft = z.object({ protocol: protocolSchema, isNew: z.boolean() });
export type ProtocolDraft = z.infer<typeof protocolDraft>;
/** More are written at once by nobody. */
export const mostDrafts = 20;

export const hanging = {
  /** Every protocol of this reader, their group and their sites (not the shipped ones), newest versions; and every correction. */
  'hanging.read': procedure(
    z.object({}),
    z.object({
      protocols: z.array(protocolSchema).max(mostProtocols),
      corrections: z.array(facetCorrection),
      /** Kept rows that can no longer be read: named, left where they are, and not used. */
      unreadable: z.array(z.string()),
    }),
  ),
  /**
   * Keeps a protocol as its next version; every earlier one stays. Answers as kept: with its number, and where `isNew` and
   * its id is taken, under the next free id. `over`: the version that it now stands before, and that it was not made from
   * (`protocol.version` says from which); another window kept that one meanwhile, and it can be had back. `InvalidInput`
   * where it is not sound or would take the place of a shipped one. `profile`: whose; while another is open it is refused
   * (`StoreLocked`), here and below.
   */
  'hanging.save': procedure(
    z.object({ profile: profileKind, protocol: protocolSchema, isNew: z.boolean().optional() }),
    z.object({ protocol: protocolSchema, over: z.number().int().optional() }),
  ),
  /** What was being written when the window ended, and is kept as no version. */
  'hanging.readDrafts': procedure(z.object({ profile: profileKind }), z.object({ drafts: z.array(protocolDraft) })),
  /** What is being written now, in the place of what was before; nothing hangs by it. */
  'hanging.saveDrafts': procedure(
    z.object({ profile: profileKind, drafts: z.array(protocolDraft).max(mostDrafts) }),
    z.object({}),
  ),
  /** Every version that was kept, newest first. */
  'hanging.versions': procedure(z.object({ id: z.string() }), z.object({ protocols: z.array(protocolSchema) })),
  /** Reads a file of protocols without keeping anything, its name neither: what is in it, and what of it cannot be had. */
  'hanging.readFile': procedure(
    z.object({ base64: z.string().max(Math.ceil((mostProtocolFileBytes * 4) / 3) + 4) }),
    z.object({ protocols: z.array(protocolSchema).max(mostProtocols), problems: z.array(importProblem) }),
  ),
  /** The file of some protocols, as Durbeen's own text or as a DICOM Hanging Protocol object (one protocol). */
  'hanging.writeFile': procedure(
    z.object({ protocols: z.array(protocolSchema).min(1).max(mostProtocols), format: z.enum(['durbeen', 'dicom']) }),
    z.object({ base64: z.string(), fileName: z.string(), problems: z.array(importProblem) }),
  ),
  /**
   * "This series is …": kept, audited, and used from the next hang on. What was said of the same series before stays said,
   * but for the facets that are named again; answers all that is said of it now. A side is said of one series and never of
   * a scanner, and a series without any name is corrected for itself alone: else `InvalidInput`.
   */
  'hanging.correct': procedure(
    z.object({ profile: profileKind, correction: facetCorrection.omit({ id: true, saidBy: true, saidAt: true }) }),
    z.object({ correction: facetCorrection }),
  ),
  /** Takes all of it back. `NotFound` where it is not said (any more). */
  'hanging.revoke': procedure(z.object({ profile: profileKind, id: uid }), z.object({})),
  /** Kept or replaced by its id: a hang is noted when it happens, and again as the reader changes it. */
  'hanging.noteHang': procedure(z.object({ profile: profileKind, event: hangEvent }), z.object({})),
  'hanging.counts': procedure(z.object({}), z.object({ counts: z.array(hangCount) })),
  /**
   * Studies in which this Modality has images, and that show this part of the body by their vote, newest first, for trying a
   * protocol on them. Only of what is on this disk: no archive is asked, nothing is fetched, and nothing counts as opened.
   */
  'hanging.cachedStudies': procedure(
    z.object({
      modality: z.string().max(16),
      bodyPart: z.string().max(40).optional(),
      most: z.number().int().min(1).max(50),
    }),
    z.object({ studies: z.array(studyToTry) }),
  ),
} as const;
