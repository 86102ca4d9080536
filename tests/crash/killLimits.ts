/** What a death may cost (link.md C2, M7): one place for the test, the long runs and the bench. */

const mebibyte = 2 ** 20;

/** A kill: the frame that was on its way, and none of the trial's is larger. */
export const bytesAKillMayCost = 352_000;

/** A cut of the mains: 8 MiB that were not yet at rest, and what came while they were brought there. */
export const bytesACutMayCost = 12 * mebibyte;

/** From the start of the work, or from the return of the line, to the next frame on the disk. */
export const resumeWithinMs = 3_000;

/** The goal for a cut in the words of link.md, by which the bench judges: without what came meanwhile. */
export const goalBytesAfterCut = 8_000_000;
