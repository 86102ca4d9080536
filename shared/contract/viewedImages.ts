import { z } from 'zod';
import { studyRef } from './identifiers.ts';
import { procedure } from './procedure.ts';
import { profileKind } from './vault.ts';

/** More images than any study has, and more monitors than stand on a desk. */
const most = { images: 50_000, displays: 16, groups: 64, framesText: 20_000 };

/** Which frames of a study were drawn at full fidelity, grouped by the monitors that showed them. */
export const viewedImages = z.object({
  study: studyRef,
  /** Whom the images named then: what was seen of another patient is not seen of this one (T22). */
  patient: z.string().max(1_000),
  groups: z
    .array(
      z.object({
        displays: z.array(z.string().max(200)).max(most.displays),
        /** Frame numbers by SOP Instance UID, as "1-30,35". */
        images: z
          .array(z.object({ sopInstanceUID: z.string().max(64), frames: z.string().max(most.framesText) }))
          .max(most.images),
      }),
    )
    .max(most.groups),
});
export type ViewedImages = z.infer<typeof viewedImages>;

export const viewed = {
  /** What was seen of a study by whoever reads here, as it was last kept; left out where nothing was, or long ago. */
  'viewed.read': procedure(z.object({ study: studyRef }), z.object({ viewed: viewedImages.optional() })),
  /** Keeps it in place of what was kept before. On the disk when it answers. `profile`: whose study it is. */
  'viewed.save': procedure(z.object({ profile: profileKind, viewed: viewedImages }), z.object({})),
} as const;
