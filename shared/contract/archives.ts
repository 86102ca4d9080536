import { z } from 'zod';
import { failureSchema } from './failures.ts';
import { archiveId } from './identifiers.ts';
import { procedure } from './procedure.ts';

/** Which of an archive's studies are this reader's to report, and so are prefetched. */
export const assignmentRule = z.object({
  /** Studies of the last so many days (site time); 3650 means all, however old. */
  daysBack: z.number().int().min(1).max(3650),
  /** Empty: every modality. */
  modalities: z.array(z.string().max(16)).max(40),
  /** False: list only, prefetch nothing until opened. */
  prefetch: z.boolean(),
});
export type AssignmentRule = z.infer<typeof assignmentRule>;

const signIn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('basic'), username: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('bearer') }),
]);

/** What a person writes to add or change an archive. A secret left out keeps the stored one. */
export const archiveDraft = z.object({
  archiveId: archiveId.optional(),
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().min(1).max(2000),
  signIn,
  secret: z.string().max(8000).optional(),
  assignment: assignmentRule,
  /** The archive may be asked to compress images for the line, without loss. Left out: as it was, at first no. */
  mayCompress: z.boolean().optional(),
});
export type ArchiveDraft = z.infer<typeof archiveDraft>;

export const connectionCheck = z.object({
  check: z.enum([
    'reach',
    'signIn',
    'search',
    'retrieveMetadata',
    'retrieveFrames',
    'store',
    'transferSyntaxes',
    'charset',
    'paging',
    'range',
  ]),
  outcome: z.enum(['works', 'limited', 'fails', 'notTried']),
  failure: failureSchema.optional(),
  /** Small facts for the sentence: counts, names of transfer syntaxes, milliseconds. */
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type ConnectionCheck = z.infer<typeof connectionCheck>;

export const connectionReport = z.object({ testedAt: z.number(), checks: z.array(connectionCheck) });
export type ConnectionReport = z.infer<typeof connectionReport>;

/** A configured archive as the reading side may see it: never a secret. */
export const archiveDescription = z.object({
  archiveId,
  name: z.string(),
  kind: z.enum(['practice', 'dicomweb', 'disc']),
  url: z.string(),
  signIn,
  hasSecret: z.boolean(),
  assignment: assignmentRule,
  mayCompress: z.boolean().optional(),
  lastReport: connectionReport.optional(),
});
export type ArchiveDescription = z.infer<typeof archiveDescription>;

export const archives = {
  'archives.list': procedure(z.object({}), z.array(archiveDescription)),
  /** Tries what the archive can do. Writes nothing to it: store is judged from how it refuses an empty request. */
  'archives.test': procedure(archiveDraft, connectionReport),
  'archives.save': procedure(archiveDraft, archiveDescription),
  /** Forgets the archive and its secret. Refused while it has reports that are not delivered. */
  'archives.remove': procedure(z.object({ archiveId }), z.object({})),
} as const;
