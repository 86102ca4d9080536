/**
 * The studies of every archive as one list: asks the archives again and again, remembers what they said, says what is
 * the reader's and when it is due. Owns the rows. Must not know how frames are fetched, kept or shown, or what a
 * report says: readiness and progress are asked of those who know.
 */
export type { ArchiveSource } from './archiveSource.ts';
export { Worklist, type WorklistOptions } from './worklist.ts';
