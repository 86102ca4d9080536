import { z } from 'zod';
import type { DisplayAtSigning } from '#shared/contract/displays.ts';
import { failureCodes } from '#shared/contract/failures.ts';
import type { ImagesAtSigning } from '#shared/contract/imagesAtSigning.ts';
import { displayGrades } from '#shared/displays/displayGrade.ts';
import type { PatientIdentity } from '#shared/reports/identity.ts';

// What stands in a row was written by the program of its day and may never be written anew: signed versions are closed
// to every change, by a trigger. So rows are not read with the contract, which speaks for today, but with these, which
// forgive what time changes: a part that came later is empty, a code that has gone is Unexpected, no length is too long.

const later = z.string().default('');

export const keptSections = z.object({
  clinicalInformation: later,
  technique: later,
  comparison: later,
  findings: later,
  impression: later,
});

export const keptSigner = z.object({
  name: z.string(),
  qualification: later,
  registrationNumber: later,
  organisation: later,
});

/** ID and name must be there: by them a report is bound to its patient. The rest agrees with anything when it is empty. */
export const keptIdentity: z.ZodType<PatientIdentity> = z.object({
  patientId: z.string(),
  issuer: later,
  birthDate: later,
  sex: later,
  name: z.tuple([z.string(), z.string(), z.string()]),
});

const count = z.number().int().min(0).catch(0);

export const keptImages: z.ZodType<ImagesAtSigning> = z.object({
  here: count,
  expected: count,
  unlisted: count,
  series: z
    .array(
      z.object({
        seriesInstanceUID: later,
        seriesNumber: z.number().int().optional(),
        description: later,
        here: count,
        expected: count,
      }),
    )
    .catch([]),
  lacking: z
    .array(
      z.object({
        seriesInstanceUID: later,
        seriesNumber: z.number().int().optional(),
        description: later,
        slices: count,
      }),
    )
    .optional(),
  notShown: count.optional(),
  gone: count.optional(),
  // Part of the signed text: what cannot be read of it must not pass as nothing.
  limitations: z.array(z.string()).optional(),
  askedAt: z.number().optional(),
  askedNow: z.boolean().catch(false),
  agreedAt: z.number().optional(),
});

/** A grade that has gone since is no good one. */
export const keptDisplays: z.ZodType<DisplayAtSigning[]> = z.array(
  z.object({
    name: later,
    grade: z.enum(displayGrades).catch('reviewOnly'),
    checkedAt: z.number().optional().catch(undefined),
    short: z.boolean().catch(true),
    images: z.number().optional().catch(undefined),
  }),
);

export const keptFailure = z.object({
  code: z.enum(failureCodes).catch('Unexpected'),
  details: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
  id: z.string().optional(),
});

/** A column of JSON text. Throws on text that is no JSON: that is damage, not age. */
export const kept = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text): z.output<Schema> => schema.parse(JSON.parse(text)));
