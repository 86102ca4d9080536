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
  /** OpenID Connect at the site's own provider. The secret, where one is given, is the client's and not a person's. */
  z.object({
    kind: z.literal('oidc'),
    issuer: z.url().max(2000),
    clientId: z.string().min(1).max(300),
    /** Asked for besides `openid offline_access`. */
    scope: z.string().max(1000).optional(),
    audience: z.string().max(1000).optional(),
    /** `device`: sign in on another device by a short code (RFC 8628). */
    flow: z.enum(['browser', 'device']),
  }),
]);
export type OidcSignIn = Extract<z.infer<typeof signIn>, { kind: 'oidc' }>;

/** How an archive is reached; left out means `system`. */
export const archiveProxy = z.discriminatedUnion('kind', [
  /** As this computer is set up, its PAC file included. */
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('explicit'), url: z.string().min(1).max(2000), username: z.string().max(200).optional() }),
]);
export type ArchiveProxy = z.infer<typeof archiveProxy>;

/** A certificate with its key, by which the archive knows this reader: PEM text, or a PKCS#12 file in base64. */
export const clientCertificate = z.object({
  form: z.enum(['pem', 'pkcs12']),
  content: z.string().min(1).max(200_000),
  passphrase: z.string().max(1000).optional(),
});
export type ClientCertificate = z.infer<typeof clientCertificate>;

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
  /** Its rendered previews may be shown, labelled, until the image itself is here. Left out: as it was, at first no. */
  mayPreview: z.boolean().optional(),
  proxy: archiveProxy.optional(),
  /** A secret like the others: left out keeps the stored one, empty removes it. */
  proxyPassword: z.string().max(1000).optional(),
  /** Left out keeps the stored one, null removes it. */
  clientCertificate: clientCertificate.nullable().optional(),
  /** PEM of the authorities that this archive's certificate may come from, besides the usual ones. */
  authority: z.string().max(200_000).nullable().optional(),
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

/** What may be shown of a certificate: whose it is, and until when (epoch ms). */
export const certificateFacts = z.object({ subject: z.string(), validUntil: z.number().optional() });
export type CertificateFacts = z.infer<typeof certificateFacts>;

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
  mayPreview: z.boolean().optional(),
  lastReport: connectionReport.optional(),
  proxy: archiveProxy.optional(),
  clientCertificate: certificateFacts.optional(),
  authority: certificateFacts.optional(),
});
export type ArchiveDescription = z.infer<typeof archiveDescription>;

/** A sign-in that waits for the person. */
export const signInPrompt = z.discriminatedUnion('flow', [
  /** `opened`: the system's browser was opened by us; otherwise the person follows the link. */
  z.object({ flow: z.literal('browser'), url: z.string(), opened: z.boolean() }),
  z.object({
    flow: z.literal('device'),
    userCode: z.string(),
    url: z.string(),
    /** The same with the code already in it, where the provider gives one. */
    completeUrl: z.string().optional(),
  }),
]);
export type SignInPrompt = z.infer<typeof signInPrompt>;

export const signInState = z.object({
  state: z.enum(['notUsed', 'signedOut', 'waiting', 'signedIn']),
  prompt: signInPrompt.optional(),
  /** Why the last sign-in ended, or did not come about. */
  failure: failureSchema.optional(),
  /** False: the provider gave nothing to renew the sign-in with, so fetching ends when it does. */
  isRenewable: z.boolean().optional(),
  /** Epoch ms; of a sign-in that cannot be renewed. */
  endsAt: z.number().optional(),
});
export type SignInState = z.infer<typeof signInState>;

/** What has been found out of how an archive can be asked. */
export const archiveKnowledge = z.object({
  /** `works`: proved, pixel by pixel. `failed`: it was asked and did not, or not without loss. */
  compression: z.enum(['notTried', 'works', 'failed']),
  /** Of the uncompressed size, where it works. */
  compressedPercent: z.number().optional(),
  /** Kinds of image on which it stopped working when it was asked to compress them; they are asked for as stored. */
  stoppedOn: z.number().int(),
  /** Epoch ms of the last time. */
  stoppedAt: z.number().optional(),
  /** Answers that had lost something although they were not to; none was used. */
  lossyAnswers: z.number().int(),
});
export type ArchiveKnowledge = z.infer<typeof archiveKnowledge>;

export const archives = {
  'archives.list': procedure(z.object({}), z.array(archiveDescription)),
  /** Tries what the archive can do. Writes nothing to it: store is judged from how it refuses an empty request. */
  'archives.test': procedure(archiveDraft, connectionReport),
  'archives.save': procedure(archiveDraft, archiveDescription),
  /** Forgets the archive and its secret. Refused while it has reports that are not delivered. */
  'archives.remove': procedure(z.object({ archiveId }), z.object({})),
  'archives.knowledge': procedure(z.object({ archiveId }), archiveKnowledge),
  /** The archive has been mended: what it stopped on may be asked of it again. */
  'archives.askAgain': procedure(z.object({ archiveId }), z.object({})),
  /** Begins signing in; a sign-in that already waits is ended first. `archives.changed` says when it is done. */
  'archives.signIn': procedure(z.object({ archiveId }), signInPrompt),
  'archives.signInState': procedure(z.object({ archiveId }), signInState),
  /** Forgets the sign-in, and ends it at the provider where that can be done. Also ends one that waits. */
  'archives.signOut': procedure(z.object({ archiveId }), z.object({})),
} as const;
