/**
 * A study on the desk: opens it from the disk or the archive, reads its frames the same way. Owns how metadata is read
 * and what happens when part of it cannot be. Must not know how frames are fetched or sealed, or what is shown.
 */
export { HeaderReader } from './headerReader.ts';
export { HeavyStudies } from './heavyStudies.ts';
export { ObjectReader } from './objectReader.ts';
export { Previews } from './previews.ts';
export { Studies } from './studies.ts';
export { StudyLoader } from './studyLoader.ts';
