import { z } from 'zod';
import { displayAtSigning, shownOn } from './displays.ts';
import { failureSchema } from './failures.ts';
import { studyRef } from './identifiers.ts';
import { imagesAtSigning } from './imagesAtSigning.ts';
import { procedure } from './procedure.ts';

const paragraph = z.string().max(50_000);

/** The sections of a report, in the order they are read (TID 2000, CID 7001). */
export const reportText = z.object({
  clinicalInformation: paragraph,
  technique: paragraph,
  comparison: paragraph,
  findings: paragraph,
  impression: paragraph,
});
export type ReportText = z.infer<typeof reportText>;

export const deliveryState = z.enum(['queued', 'sending', 'delivered', 'parked']);

export const deliverySnapshot = z.object({
  deliveryId: z.string(),
  version: z.number().int(),
  archiveName: z.string(),
  state: deliveryState,
  attempts: z.number().int(),
  deliveredAt: z.number().optional(),
  nextAttemptAt: z.number().optional(),
  failure: failureSchema.optional(),
});
export type DeliverySnapshot = z.infer<typeof deliverySnapshot>;

export const reportVersion = z.object({
  version: z.number().int(),
  kind: z.enum(['final', 'addendum']),
  text: reportText,
  signerName: z.string(),
  signedAt: z.number(),
  sopInstanceUID: z.string(),
  /** SHA-256 of the canonical text that was shown and signed. */
  digest: z.string(),
  /** What was here of the images when it was signed; not kept of older versions. */
  images: imagesAtSigning.optional(),
  /** Images that had been here and were not drawn at full fidelity on the signer's screen, as far as its page knew. */
  notViewed: z.number().int().optional(),
  /** The monitors that its images were on, as they were graded then; not kept of older versions. */
  displays: z.array(displayAtSigning).optional(),
});
export type ReportVersion = z.infer<typeof reportVersion>;

export const reportSnapshot = z.object({
  reportId: z.string(),
  study: studyRef,
  /** Counts every saved change; a save that names an older one is a conflict, never an overwrite. */
  revision: z.number().int(),
  draft: reportText,
  savedAt: z.number().optional(),
  versions: z.array(reportVersion),
  deliveries: z.array(deliverySnapshot),
});
export type ReportSnapshot = z.infer<typeof reportSnapshot>;

const reportId = z.string().uuid();
const revision = z.number().int().min(0);

export const reports = {
  /** The report of a study; made empty when there is none. */
  'reports.open': procedure(z.object({ study: studyRef }), reportSnapshot),
  'reports.saveDraft': procedure(
    z.object({
      reportId,
      revision,
      text: reportText,
      /** The reader has seen that the archive names the patient differently now, and says it is the same person. */
      identityChecked: z.boolean().optional(),
    }),
    z.object({ revision: z.number().int(), savedAt: z.number() }),
  ),
  /** The text exactly as it will be signed, and who signs: what the last look before signing shows. */
  'reports.preview': procedure(
    z.object({
      reportId,
      revision,
      /** Images that are here and that the page could not draw. */
      notDrawn: z.number().int().min(0).optional(),
      /** The monitors that images of the study were seen on. */
      shownOn: shownOn.optional(),
      /** The look goes on: the counts anew, without asking the archive again. */
      again: z.boolean().optional(),
    }),
    z.object({
      canonicalText: z.string(),
      signerName: z.string(),
      destination: z.string(),
      warnings: z.array(failureSchema),
      /** What is here of the images, asked for anew where the archive can be reached (link.md V8). */
      images: imagesAtSigning.optional(),
      /** The monitors named in `shownOn`, as they are graded now. */
      displays: z.array(displayAtSigning).optional(),
      /** Names this look for `reports.sign`: what is signed and kept is what was shown. */
      look: z.number().int().optional(),
    }),
  ),
  /** Signs the draft as it stands at `revision`; works without a link. After the first, signs an addendum. */
  'reports.sign': procedure(
    z.object({
      reportId,
      revision,
      /** A person has compared the names of a study whose images name another patient; without it, it is refused. */
      mixedStudyChecked: z.boolean().optional(),
      /** So many images were not to be seen, and the signer has said that the report leaves without them (trust.md P6). */
      missingChecked: z.number().int().min(0).optional(),
      /** The last look that was shown, by its name in `reports.preview`; without it the images are counted anew. */
      look: z.number().int().optional(),
      /** As in `reports.preview`. */
      notDrawn: z.number().int().min(0).optional(),
      /** Images that the page has not drawn at full fidelity, for the record. */
      notViewed: z.number().int().min(0).optional(),
      /** As in `reports.preview`; a site may refuse a final report where an image was seen on none good enough. */
      shownOn: shownOn.optional(),
    }),
    reportSnapshot,
  ),
  /** Sends a parked delivery again, because a person decided so. */
  'reports.retryDelivery': procedure(z.object({ deliveryId: z.string() }), reportSnapshot),
  /** Every delivery that has not been confirmed, oldest first. */
  'reports.listUnsent': procedure(
    z.object({}),
    z.array(z.object({ study: studyRef, reportId: z.string(), patientLabel: z.string(), delivery: deliverySnapshot })),
  ),
} as const;
