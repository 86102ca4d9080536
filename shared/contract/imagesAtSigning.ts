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
  /** Slices that the archive itself lacks, by the places of the others (V10); left out where it lacks none. */
  lacking: z
    .array(
      z.object({
        seriesInstanceUID: z.string(),
        seriesNumber: z.number().int().optional(),
        description: z.string(),
        slices: count,
      }),
    )
    .optional(),
  /** Images that are here and were not to be shown: refused by what they say of themselves, or on the screen. */
  notShown: count.optional(),
  /** Images among these that the archive lists no longer; left out where there are none. */
  gone: count.optional(),
  /** What the signed text says of all this, word for word; left out where nothing was lacking. */
  limitations: z.array(z.string()).optional(),
  /** When the archive last said what it has of the study, epoch ms; left out where it never has. */
  askedAt: z.number().optional(),
  /** It said so for this very look. */
  askedNow: z.boolean(),
  /** As of when it is known that this is all (link.md V7), epoch ms. */
  agreedAt: z.number().optional(),
});
export type ImagesAtSigning = z.infer<typeof imagesAtSigning>;

/** Slices that will never come, for the archive lacks them. */
export function lackingSlices({ lacking = [] }: ImagesAtSigning): number {
  return lacking.reduce((sum, { slices }) => sum + slices, 0);
}

/** All that a signer cannot have seen: not here, not at the archive, not to be shown. */
export function unseenImages(images: ImagesAtSigning): number {
  return missingImages(images) + lackingSlices(images) + (images.notShown ?? 0);
}

/** What a signer would not have seen because it is not here. */
export function missingImages({ here, expected, unlisted }: ImagesAtSigning): number {
  return Math.max(0, expected - here) + unlisted;
}
