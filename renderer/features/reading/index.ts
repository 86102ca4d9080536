/**
 * The reading room: a study on the desk, its series, its image boxes and what stands around them.
 * Owns what a reader sees while reading images and the keys for it; must not know how reports are written, how frames
 * travel, or which library draws. The report panel comes in from `app` as a node.
 */
export { readingCommandCatalogue } from './commands/catalogue.ts';
export { ReadingRoom } from './ReadingRoom.tsx';
export { forgetImages, prepareImages } from './useImaging.ts';
