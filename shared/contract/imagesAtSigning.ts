import { z } from 'zod';

const count = z.number().int().min(0);

/** What was here of a study's images when its report was signed, or looked over, and what was known of the rest. */
export const imagesAtSigning = z.object({
  /** Frames that are here and checked, and those that the archive's lists name. */
  here: count,
  expected: count,
  /** Images that the archive counts and its lists do not name: nobody knows of which series they are. */
  unlisted: count,
  series: z.array(
    z.object({
      seriesInstanceUID: z.string(),
      seriesNumber: z.number().int().optional(),
      description: z.string(),
      here: count,
      expected: count,
    }),
  ),
  /** When the archive last said what it has of the study, epoch ms; left out where it never has. */
  askedAt: z.number().optional(),
  /** It said so for this very look. */
  askedNow: z.boolean(),
  /** As of when it is known that this is all (link.md V7), epoch ms. */
  agreedAt: z.number().optional(),
});
export type ImagesAtSigning = z.infer<typeof imagesAtSigning>;

/** What a signer would not have seen because it is not here. */
export function missingImages({ here, expected, unlisted }: ImagesAtSigning): number {
  return Math.max(0, expected - here) + unlisted;
}
